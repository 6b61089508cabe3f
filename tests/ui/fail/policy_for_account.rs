//! Ids cannot be swapped: a policy is no account.

use cloudflare_email_security::allow_policies::{AllowPolicies, AllowPolicyId};

fn list(policies: AllowPolicies, policy: &AllowPolicyId) {
    drop(policies.list(policy));
}

fn main() {}
