//! Ids have types: the id of a policy is not the id of an account.

use cloudflare_email_security::allow_policies::{AllowPolicies, AllowPolicyId};

fn list(policies: AllowPolicies, policy: &AllowPolicyId) {
    drop(policies.list(policy));
}

fn main() {}
