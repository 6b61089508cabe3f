//! An id that is left out is named.

use cloudflare_email_security::allow_policies::AllowPolicies;

fn get(policies: AllowPolicies) {
    drop(policies.get("account"));
}

fn main() {}
