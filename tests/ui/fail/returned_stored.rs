//! What was returned may be something that nobody may store, so it is not stored just so.

use cloudflare_email_security::allow_policies::AllowPolicies;
use cloudflare_email_security::types::PatternType;

fn edit(policies: AllowPolicies, returned: PatternType) {
    drop(policies.edit("account", "policy").pattern_type(returned));
}

fn main() {}
