//! Values of models that tests create without the fake.

use cloudflare_email_security::allow_policies::{AllowPolicy, AllowPolicyId};
use cloudflare_email_security::domains::Domain;
use cloudflare_email_security::testing::Sample;
use cloudflare_email_security::types::PatternType;
use golden_shapes::types::Constrained;

#[test]
fn models_have_samples() {
    let policy = AllowPolicy::sample().expect("a policy").with(|it| {
        it.id = "p1".into();
        it.pattern = Some("a@b.c".to_owned());
        it.pattern_type = Some(PatternType::Email);
    });
    assert_eq!(policy.id, "p1");
    // The example of the spec.
    assert_eq!(policy.created_at.to_string(), "2014-01-01T05:20:00.12345Z");
    assert_eq!(
        (policy.pattern.as_deref(), policy.comments),
        (Some("a@b.c"), None)
    );
    let domain = Domain::sample().expect("a domain");
    let json = serde_json::to_value(&domain).expect("JSON");
    assert_eq!(
        serde_json::from_value::<Domain>(json).expect("a domain"),
        domain
    );
    assert_eq!(Constrained::sample().expect("a value").percent, Some(12.5));
}

#[test]
fn enums_and_ids_have_samples() {
    assert_eq!(PatternType::sample().expect("a value"), PatternType::Email);
    assert!(!AllowPolicyId::sample().expect("an ID").as_str().is_empty());
}
