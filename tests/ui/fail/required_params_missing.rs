//! The struct of required parameters is an argument.

use cloudflare_email_security::allow_policies::AllowPolicies;

fn create(policies: AllowPolicies) {
    drop(policies.create("account"));
}

fn main() {}
