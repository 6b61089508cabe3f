//! Models of responses are non-exhaustive, so callers cannot construct them.

use cloudflare_email_security::allow_policies::{AllowPolicyId, DeletedAllowPolicy};

fn main() {
    let _ = DeletedAllowPolicy {
        id: AllowPolicyId::from("policy"),
    };
}
