//! The compiler names a missing id.

use cloudflare_email_security::allow_policies::AllowPolicies;

fn get(policies: AllowPolicies) {
    drop(policies.get("account"));
}

fn main() {}
