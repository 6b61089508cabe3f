//! Ids have types: the id of an account is not the id of a policy.

use cloudflare_email_security::allow_policies::AllowPolicies;
use cloudflare_email_security::types::AccountId;

fn get(policies: AllowPolicies, account: AccountId) {
    drop(policies.get("account", account));
}

fn main() {}
