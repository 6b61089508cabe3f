//! Webhooks.

use crate::{keeps, refuses};
use golden_webhooks::runtime::http::HeaderMap;
use golden_webhooks::runtime::webhooks::{Signature, WebhookError};
use golden_webhooks::types::{ContactDeleted, Event};
use golden_webhooks::webhooks::CreateWebhookParams;
use golden_webhooks::{Client, Timestamp};
use serde_json::json;

const SECRET: &str = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

/// The headers of a webhook that is sent now.
fn signed(body: &[u8]) -> HeaderMap {
    let signed = Signature::standard().sign(SECRET, "msg_1", Timestamp::now(), body);
    signed.expect("headers")
}

#[test]
fn signed_events_are_verified_and_decoded() {
    let verifier = Event::verifier([SECRET]).expect("a secret");
    let body =
        br#"{"type":"contact.created","timestamp":"2026-01-01T00:00:00Z","data":{"id":"c1"}}"#;
    let event: Event = verifier.receive(&signed(body), body).expect("an event");
    assert!(matches!(&event, Event::ContactCreated(created) if created.data.id == "c1"));
    assert_eq!(Event::from_json(body), Ok(event));

    let ping = br#"{"type":"ping"}"#;
    assert_eq!(verifier.receive(&signed(ping), ping), Ok(Event::Ping));
    let forged = verifier.receive::<Event>(&signed(body), ping);
    assert_eq!(forged, Err(WebhookError::Mismatch));
    let other = Event::verifier(["whsec_c2VjcmV0"]).expect("a secret");
    assert_eq!(
        other.verify(&signed(ping), ping),
        Err(WebhookError::Mismatch)
    );
    let invalid = br#"{"type":"contact.created"}"#;
    assert!(matches!(
        verifier.receive::<Event>(&signed(invalid), invalid),
        Err(WebhookError::Decode(_))
    ));
    let none: [&str; 0] = [];
    assert!(matches!(Event::verifier(none), Err(WebhookError::NoSecret)));
}

#[test]
fn unknown_events_are_kept() {
    let renamed = json!({"type": "contact.renamed", "id": "c1", "to": null});
    let body = renamed.to_string();
    assert_eq!(
        Event::from_json(body.as_bytes()),
        Ok(Event::Unrecognized(renamed))
    );
    let purged = json!({"type": "contact.purged", "id": "c1"});
    let Event::ContactDeleted(ContactDeleted { r#type, .. }) = keeps::<Event>(&purged) else {
        panic!("a deleted contact")
    };
    assert_eq!(r#type, "contact.purged");
    refuses::<Event>(&json!({"id": "c1"}), &["type", "missing"]);
}

#[test]
fn a_resource_may_be_named_webhooks() {
    let client = Client::new().expect("a client");
    let url = "https://example.com/events".parse().expect("a URL");
    let request = client.webhooks().create(CreateWebhookParams { url });
    let request = request.send().to_http();
    assert_eq!(request.expect("a request").uri().path(), "/webhooks");
}
