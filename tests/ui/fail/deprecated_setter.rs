//! Setting a deprecated parameter warns with the replacement and the end of life.
#![deny(deprecated)]

use cloudflare_email_security::allow_policies::AllowPolicies;

fn edit(policies: AllowPolicies) {
    drop(policies.edit("account", "policy").is_spoof(true));
}

fn main() {}
