//! Parameters as values: filled from a returned model, and stored in a document.

use cloudflare_email_security::allow_policies::{AllowPolicy, CreateAllowPolicyParams};
use cloudflare_email_security::runtime::DecodeError;
use cloudflare_email_security::testing::json;
use cloudflare_email_security::types::PatternTypeInput;

use crate::{ACCOUNT, params, setups};

#[tokio::test]
async fn a_returned_item_can_be_created_again() {
    for setup in setups() {
        let (policies, mode) = (setup.policies(), setup.mode);
        let made = policies.create(ACCOUNT, params("a@b.c")).await.expect(mode);
        let copied = CreateAllowPolicyParams::try_from(&made).expect(mode);
        assert_eq!(copied, params("a@b.c"), "{mode}");
        let again = policies.create("other", copied).await.expect(mode);
        assert_eq!(
            (again.pattern, again.is_regex),
            (made.pattern, made.is_regex),
            "{mode}"
        );
    }
}

#[test]
fn what_the_model_lacks_is_named() {
    let mut item = json!({
        "id": "p1", "created_at": "2026-01-01T00:00:00Z", "pattern": "a@b.c", "is_regex": false,
        "is_acceptable_sender": true, "is_exempt_recipient": false, "is_trusted_sender": false,
        "verify_sender": true, "pattern_type": "UNKNOWN"
    });
    let copied = |item: &serde_json::Value| {
        let policy: AllowPolicy = serde_json::from_value(item.clone()).expect("a policy");
        CreateAllowPolicyParams::try_from(&policy)
    };
    let error: Box<dyn std::error::Error> = copied(&item).expect_err("read-only").into();
    assert_eq!(
        error.to_string(),
        "pattern_type: expected one of `EMAIL`, `DOMAIN`, `IP`"
    );
    item["pattern_type"] = json!("IP");
    let copy = copied(&item).expect("the parameters");
    assert_eq!(copy.pattern_type, PatternTypeInput::Ip);
    item["pattern"] = json!(null);
    let error: DecodeError = copied(&item).expect_err("absent");
    assert_eq!(error.to_string(), "pattern: missing");
}

#[test]
fn parameters_are_read_from_a_document() {
    let json = json!({
        "pattern": "a@b.c", "pattern_type": "EMAIL", "is_regex": false,
        "is_acceptable_sender": true, "is_exempt_recipient": false, "is_trusted_sender": false,
        "verify_sender": true
    });
    assert_eq!(
        serde_json::to_value(params("a@b.c")).expect("a document"),
        json
    );
    let read: CreateAllowPolicyParams = serde_json::from_value(json).expect("the parameters");
    assert_eq!(read, params("a@b.c"));
    let error = serde_json::from_str::<CreateAllowPolicyParams>("{}").expect_err("incomplete");
    assert_eq!(error.to_string(), "is_acceptable_sender: missing");
}
