//! Signatures of webhooks.

#![cfg(feature = "webhooks")]

use std::time::Duration;

use clientwright_runtime::Timestamp;
use clientwright_runtime::http::{HeaderMap, HeaderName, HeaderValue};
use clientwright_runtime::webhooks::{Encoding, Signature, Verifier, WebhookError};
use serde_json::{Value, json};

/// Example of the reference implementations of Standard Webhooks.
const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const TIME: i64 = 1_614_265_330;
const BODY: &[u8] = br#"{"test": 2432232314}"#;
const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

/// Another secret, and the signature of the example with it.
const OTHER_SECRET: &str = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

/// Example of the webhook documentation of GitHub.
const GITHUB: Signature = Signature::hmac("X-Hub-Signature-256", "sha256=", Encoding::Hex);
const GITHUB_SECRET: &str = "It's a Secret to Everybody";
const GITHUB_SIGNATURE: &str =
    "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

/// `printf '1614265330.{"test": 2432232314}' | openssl dgst -sha256 -hmac whsec_stripe`
const STRIPE: Signature = Signature::timestamped("Stripe-Signature", Encoding::Hex);
const STRIPE_SIGNATURE: &str =
    "t=1614265330,v1=7c697075eead9e1bfb28aecfba2711369b5f864b61e25df78f4201f6f1e42151";

fn headers(headers: &[(&str, &str)]) -> HeaderMap {
    let parsed = headers.iter().map(|(name, value)| {
        let name = HeaderName::try_from(*name).expect("a name");
        (name, HeaderValue::try_from(*value).expect("a value"))
    });
    parsed.collect()
}

fn standard(signature: &str) -> HeaderMap {
    headers(&[
        ("webhook-id", ID),
        ("webhook-timestamp", &TIME.to_string()),
        ("webhook-signature", signature),
    ])
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).expect("a time")
}

fn verifier(signature: Signature, secrets: &[&str]) -> Verifier {
    Verifier::new(signature, secrets.iter().copied()).expect("valid secrets")
}

/// Verifies the example at the time of its signature.
fn verify(signature: &str, secrets: &[&str]) -> Result<(), WebhookError> {
    let verifier = verifier(Signature::standard(), secrets);
    verifier.verify_at(&standard(signature), BODY, at(TIME))
}

#[test]
fn published_examples_are_verified_and_signed() {
    assert_eq!(verify(SIGNATURE, &[SECRET]), Ok(()));
    let signed = Signature::standard().sign(SECRET, ID, at(TIME), BODY);
    assert_eq!(signed, Ok(standard(SIGNATURE)));

    let github = headers(&[("x-hub-signature-256", GITHUB_SIGNATURE)]);
    let body = b"Hello, World!";
    let verifier_of_github = verifier(GITHUB, &[GITHUB_SECRET]);
    assert_eq!(verifier_of_github.verify(&github, body), Ok(()));
    assert_eq!(GITHUB.sign(GITHUB_SECRET, "", at(0), body), Ok(github));

    let stripe = headers(&[("stripe-signature", STRIPE_SIGNATURE)]);
    let verifier_of_stripe = verifier(STRIPE, &["whsec_stripe"]);
    assert_eq!(
        verifier_of_stripe.verify_at(&stripe, BODY, at(TIME)),
        Ok(())
    );
    assert_eq!(STRIPE.sign("whsec_stripe", "", at(TIME), BODY), Ok(stripe));
}

#[test]
fn any_change_of_the_webhook_is_a_mismatch() {
    let verifier = verifier(Signature::standard(), &[SECRET]);
    let mismatch = |headers: &HeaderMap, body: &[u8]| {
        let verified = verifier.verify_at(headers, body, at(TIME));
        assert_eq!(verified, Err(WebhookError::Mismatch), "{headers:?}");
    };
    mismatch(&standard(SIGNATURE), br#"{"test":2432232314}"#);
    for (name, value) in [
        ("webhook-id", "msg_other"),
        ("webhook-timestamp", "1614265331"),
        ("webhook-signature", "v1,AAAA"),
        (
            "webhook-signature",
            "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        ),
    ] {
        let mut headers = standard(SIGNATURE);
        headers.insert(name, HeaderValue::from_static(value));
        mismatch(&headers, BODY);
    }
    assert_eq!(
        verify(SIGNATURE, &[OTHER_SECRET]),
        Err(WebhookError::Mismatch)
    );
}

#[test]
fn secrets_can_be_rotated_by_either_side() {
    assert_eq!(verify(SIGNATURE, &[OTHER_SECRET, SECRET]), Ok(()));
    // The prefix is optional, and so is the padding of base64.
    let plain = SECRET.trim_start_matches("whsec_");
    assert_eq!(verify(SIGNATURE.trim_end_matches('='), &[plain]), Ok(()));
    let signed = Signature::standard().sign(OTHER_SECRET, ID, at(TIME), BODY);
    let signed = signed.expect("headers");
    let other = signed["webhook-signature"].to_str().expect("a signature");
    for both in [
        format!("{other} {SIGNATURE}"),
        format!("v1a,AAAA {SIGNATURE} {other}"),
    ] {
        assert_eq!(verify(&both, &[SECRET]), Ok(()));
        assert_eq!(verify(&both, &[OTHER_SECRET]), Ok(()));
    }
    let stripe = format!("{STRIPE_SIGNATURE},v1=00,v0=11");
    let stripe = headers(&[("stripe-signature", &stripe)]);
    let verifier = verifier(STRIPE, &["whsec_new", "whsec_stripe"]);
    assert_eq!(verifier.verify_at(&stripe, BODY, at(TIME)), Ok(()));
}

#[test]
fn signatures_are_valid_for_a_window_around_their_time() {
    let verifier = verifier(Signature::standard(), &[SECRET]);
    let after = |seconds| verifier.verify_at(&standard(SIGNATURE), BODY, at(TIME + seconds));
    for seconds in [-300, 0, 300] {
        assert_eq!(after(seconds), Ok(()));
    }
    assert_eq!(after(301), Err(WebhookError::Expired));
    assert_eq!(after(-301), Err(WebhookError::InFuture));
    let now = verifier.verify(&standard(SIGNATURE), BODY);
    assert_eq!(now, Err(WebhookError::Expired));
    let forever = verifier.clone().tolerance(Duration::MAX);
    assert_eq!(forever.verify(&standard(SIGNATURE), BODY), Ok(()));
    let never = verifier.clone().tolerance(Duration::ZERO);
    assert_eq!(
        never.verify_at(&standard(SIGNATURE), BODY, at(TIME)),
        Ok(())
    );
    // A forged time is a mismatch, not an expired signature.
    let mut forged = standard(SIGNATURE);
    forged.insert("webhook-timestamp", HeaderValue::from_static("1"));
    assert_eq!(verifier.verify(&forged, BODY), Err(WebhookError::Mismatch));
}

#[test]
fn missing_and_malformed_headers_are_named() {
    let verifier_of = |signature| verifier(signature, &[SECRET]);
    for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        let mut headers = standard(SIGNATURE);
        headers.remove(name);
        let verified = verifier_of(Signature::standard()).verify(&headers, BODY);
        assert_eq!(verified, Err(WebhookError::MissingHeader(name)));
    }
    for (name, value) in [
        ("webhook-timestamp", "yesterday"),
        ("webhook-timestamp", "-1"),
        ("webhook-timestamp", "99999999999999999999"),
        ("webhook-signature", ""),
        ("webhook-signature", "v2,AAAA"),
        ("webhook-signature", "v1,%"),
    ] {
        let mut headers = standard(SIGNATURE);
        headers.insert(name, HeaderValue::from_static(value));
        let verified = verifier_of(Signature::standard()).verify(&headers, BODY);
        assert_eq!(verified, Err(WebhookError::InvalidHeader(name)), "{value}");
    }
    for value in [
        "",
        "t=1",
        "v1=00",
        "t=x,v1=00",
        "t=1,v1=0",
        "t=1,v1=zz",
        "t=1,v1=\u{e9}",
    ] {
        let value = HeaderValue::from_bytes(value.as_bytes()).expect("a value");
        let headers = HeaderMap::from_iter([(HeaderName::from_static("stripe-signature"), value)]);
        let verified = verifier_of(STRIPE).verify(&headers, BODY);
        assert_eq!(
            verified,
            Err(WebhookError::InvalidHeader("Stripe-Signature"))
        );
    }
    let without_prefix = headers(&[("x-hub-signature-256", &GITHUB_SIGNATURE["sha256=".len()..])]);
    let verified = verifier_of(GITHUB).verify(&without_prefix, BODY);
    assert_eq!(
        verified,
        Err(WebhookError::InvalidHeader("X-Hub-Signature-256"))
    );
}

#[test]
fn secrets_are_checked_and_never_printed() {
    let create = |secrets: &[&str]| Verifier::new(Signature::standard(), secrets.iter().copied());
    for (secrets, expected) in [
        (&[][..], WebhookError::NoSecret),
        (&[""], WebhookError::InvalidSecret),
        (&["whsec_"], WebhookError::InvalidSecret),
        (&[SECRET, "whsec_%"], WebhookError::InvalidSecret),
    ] {
        assert_eq!(create(secrets).expect_err("an error"), expected);
    }
    let debug = format!("{:?}", create(&[SECRET]));
    let key = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    assert!(
        debug.contains("REDACTED") && !debug.contains(key),
        "{debug}"
    );
    let error = verify("v1,AAAA", &[SECRET]).expect_err("a mismatch");
    for text in [error.to_string(), format!("{error:?}")] {
        assert!(
            !text.contains("g0hM9SsE") && !text.contains("AAAA"),
            "{text}"
        );
    }
}

#[test]
fn verified_events_are_decoded() {
    let verifier = verifier(GITHUB, &["s3cret"]);
    let receive = |body: &[u8]| {
        let headers = GITHUB.sign("s3cret", "", at(0), body).expect("headers");
        verifier.receive::<Value>(&headers, body)
    };
    assert_eq!(receive(br#"{"a":1}"#), Ok(json!({"a": 1})));
    assert!(matches!(receive(b"{"), Err(WebhookError::Decode(_))));
    let forged = verifier.receive::<Value>(&HeaderMap::new(), b"{}");
    assert_eq!(
        forged,
        Err(WebhookError::MissingHeader("X-Hub-Signature-256"))
    );
}
