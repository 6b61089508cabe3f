//! Unions with several discriminator values per variant, shared ones, and constants.

use crate::{keeps, refuses, run, write};
use golden_values::notices::{
    Delivery, DoneDelivery, FaxNotice, GroupTarget, MailNotice, Notice, TagTarget, Target,
    TextNotice, UserTarget,
};
use serde_json::json;

#[test]
fn a_variant_may_have_several_tags() {
    for kind in ["text", "sms"] {
        let notice = keeps::<Notice>(&json!({"kind": kind, "text": "hi"}));
        assert_eq!(notice, TextNotice::new(kind, "hi").into());
    }
}

#[test]
fn variants_of_one_tag_are_told_apart_by_their_other_members() {
    let mail = json!({"kind": "letter", "address": "1 Main St"});
    assert_eq!(keeps::<Notice>(&mail), MailNotice::new("1 Main St").into());
    // The ID is required in responses, and optional in Rust because the model is also sent.
    let fax = json!({"kind": "letter", "number": "1", "id": "n1"});
    assert!(matches!(
        keeps::<Notice>(&fax),
        Notice::Fax(FaxNotice { id: Some(_), .. })
    ));
    let urgent = json!({"kind": "letter", "urgent": true});
    assert_eq!(keeps::<Notice>(&urgent), Notice::Urgent);
    refuses::<Notice>(&json!({"kind": "fax"}), &["number", "missing"]);
    let unknown = json!({"kind": "pigeon", "address": "roof"});
    assert_eq!(keeps::<Notice>(&unknown), Notice::Unrecognized(unknown));
}

#[test]
fn constants_decide_before_types() {
    let user = json!({"type": "user", "name": "a"});
    assert_eq!(keeps::<Target>(&user), UserTarget::new("a").into());
    let group = json!({"type": "group", "version": -2, "name": "a", "targets": [user, "b"]});
    let targets = [UserTarget::new("a").into(), Target::Name("b".into())];
    assert_eq!(
        keeps::<Target>(&group),
        GroupTarget::new("a").targets(targets).into()
    );
    assert_eq!(
        keeps::<Target>(&json!({"name": "a"})),
        TagTarget::new("a").into()
    );
    let other = json!({"type": "robot"});
    assert_eq!(keeps::<Target>(&other), Target::Unrecognized(other));
}

#[test]
fn the_fake_accepts_every_variant_of_a_tag() {
    let fake = golden_values::testing::Fake::new();
    let notices = fake.client().expect("a client").notices();
    for notice in [
        Notice::from(MailNotice::new("1 Main St")),
        Notice::Urgent,
        TextNotice::new("sms", "hi").into(),
    ] {
        let json = write(&notice);
        fake.stub("notices.send", 200, json).expect("an operation");
        assert_eq!(run(notices.send(&notice)).expect("the notice"), notice);
    }
}

#[test]
fn constants_cannot_be_set_wrong_and_are_checked() {
    let user = json!({"type": "user", "name": "a"});
    assert_eq!(keeps::<UserTarget>(&user), UserTarget::new("a"));
    let other = json!({"type": "group", "name": "a"});
    refuses::<UserTarget>(&other, &["type", r#"expected "user""#]);
    refuses::<UserTarget>(&json!({"name": "a"}), &["type", "missing"]);
    let late = json!({"kind": "letter", "urgent": false});
    refuses::<Notice>(&late, &["urgent", "expected true"]);
}

#[test]
fn a_variant_without_members_is_a_unit() {
    let pending = json!({"state": "pending"});
    assert_eq!(keeps::<Delivery>(&pending), Delivery::Pending);
    let fake = golden_values::testing::Fake::new();
    fake.stub("notices.delivery", 200, pending)
        .expect("an operation");
    let notices = fake.client().expect("a client").notices();
    assert_eq!(
        run(notices.delivery("n1")).expect("a report"),
        Delivery::Pending
    );
    fake.stub("notices.set_delivery", 200, json!(null))
        .expect("an operation");
    run(notices.set_delivery("n1", &Delivery::Pending)).expect("the fake accepts the variant");
}

#[test]
fn a_large_variant_is_boxed() {
    let json = json!({"state": "delivered", "at": "2026-01-01T00:00:00Z"});
    let Delivery::Delivered(report) = keeps::<Delivery>(&json) else {
        panic!("a delivered notice")
    };
    let report: Box<DoneDelivery> = report;
    assert_eq!(Delivery::from(*report.clone()), Delivery::Delivered(report));
    assert!(size_of::<Delivery>() <= 200, "{}", size_of::<Delivery>());
    assert!(size_of::<DoneDelivery>() > 200);
}
