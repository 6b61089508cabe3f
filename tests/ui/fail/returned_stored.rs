//! Returned enum values can be read-only, so they need a conversion to be sent.

use cloudflare_email_security::allow_policies::AllowPolicies;
use cloudflare_email_security::types::PatternType;

fn edit(policies: AllowPolicies, returned: PatternType) {
    drop(policies.edit("account", "policy").pattern_type(returned));
}

fn main() {}
