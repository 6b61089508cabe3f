//! Models may gain fields, so only the server makes them.

use cloudflare_email_security::allow_policies::{AllowPolicyId, DeletedAllowPolicy};

fn main() {
    let _ = DeletedAllowPolicy {
        id: AllowPolicyId::from("policy"),
    };
}
