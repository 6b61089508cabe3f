//! Decoding: lenient where the server may change, strict where it must not.

use clientwright_tests::server::{Answer, Server};
use cloudflare_email_security::allow_policies::AllowPolicy;
use cloudflare_email_security::domains::{Domain, DomainStatus, Region};
use cloudflare_email_security::{Error, ErrorKind, Page};
use serde_json::{Value, json};

use crate::{ACCOUNT, ID, client, facts};

async fn serve(result: &Value) -> Server {
    let body = json!({"success": true, "errors": [], "messages": [], "result": result});
    Server::constant(Answer::new(200, body)).await
}

async fn domain(result: Value) -> Result<Domain, Error> {
    let server = serve(&result).await;
    let domains = client(&server).email_security().settings().domains();
    domains.get(ACCOUNT, ID).await
}

async fn policies(result: Value) -> Result<Page<AllowPolicy>, Error> {
    let server = serve(&result).await;
    let policies = client(&server).email_security().settings().allow_policies();
    policies.list(ACCOUNT).await
}

/// Path and reason of a decode error.
fn failure(error: &Error) -> (&str, &str) {
    match error.kind() {
        ErrorKind::Decode(failure) => (failure.path(), failure.reason()),
        kind => panic!("{kind:?}"),
    }
}

#[tokio::test]
async fn unknown_values_are_kept_and_unknown_fields_ignored() {
    let mut result =
        json!({"id": ID, "lookback_hops": 7, "regions": ["MARS", "US"], "status": "brand_new"});
    result["new_field"] = json!({"x": [1, null, "deep"]});
    let domain = domain(result.clone()).await.expect("a domain");
    assert_eq!(
        domain.status.as_ref().map(DomainStatus::as_str),
        Some("brand_new")
    );
    assert_eq!(domain.regions, Some(vec![Region::from("MARS"), Region::Us]));
    assert!(matches!(domain.status, Some(DomainStatus::Unrecognized(_))));
    let written = serde_json::to_value(&domain).expect("JSON");
    result
        .as_object_mut()
        .expect("an object")
        .remove("new_field");
    assert_eq!(written, result);
}

#[tokio::test]
async fn decode_errors_name_the_path() {
    let policy = |id: &str| json!({"id": id, "created_at": "2014-01-01T05:20:00Z"});
    let mut counts = json!({"timestamp": "2014-01-01T05:20:00Z", "total_emails_processed": 1});
    let cases = [
        (json!([{"id": "a"}]), "result[0].created_at"),
        (
            json!([policy("a"), {"created_at": "2014-01-01T05:20:00Z"}]),
            "result[1].id",
        ),
        (json!([policy("a"), policy("b"), 3]), "result[2]"),
        (
            json!([{"id": "a", "created_at": null}]),
            "result[0].created_at",
        ),
        (
            json!([{"id": "a", "created_at": "yesterday"}]),
            "result[0].created_at",
        ),
        (
            json!([{"id": 1, "created_at": "2014-01-01T05:20:00Z"}]),
            "result[0].id",
        ),
        (json!({}), "result"),
    ];
    for (result, place) in cases {
        let error = policies(result.clone()).await.expect_err(place);
        assert_eq!(failure(&error).0, place, "{result}: {error}");
        assert!(error.to_string().contains(place), "{error}");
        assert_eq!(error.operation(), Some("allow_policies.list"));
    }
    let missing = "result.emails_processed.total_emails_processed_previous";
    let error = domain(json!({"emails_processed": counts}))
        .await
        .expect_err(missing);
    assert_eq!(failure(&error).0, missing);
    counts["total_emails_processed_previous"] = json!(1.5);
    let error = domain(json!({"emails_processed": counts}))
        .await
        .expect_err("no integer");
    assert_eq!(failure(&error).0, missing);
    let error = domain(json!({"regions": ["US", 5]}))
        .await
        .expect_err("no text");
    assert_eq!(failure(&error).0, "result.regions[1]");
}

#[tokio::test]
#[expect(deprecated, reason = "what is deprecated is what is tested")]
async fn fields_may_disappear_on_their_end_of_life() {
    let mut example = facts::examples()["allow_policies.list"]["result"].clone();
    for gone in ["last_modified", "is_recipient", "is_sender", "is_spoof"] {
        let policy = example[0].as_object_mut().expect("a policy");
        policy.remove(gone).expect(gone);
    }
    let page = policies(example).await.expect("a page");
    let [policy] = &page.items[..] else {
        panic!("not one policy");
    };
    assert_eq!(policy.last_modified, None);
    assert_eq!(
        (policy.is_recipient, policy.is_sender, policy.is_spoof),
        (None, None, None)
    );
    assert_eq!(policy.pattern.as_deref(), Some("test@example.com"));
}

#[tokio::test]
async fn null_is_none() {
    let domain = domain(json!({"id": null, "regions": null, "authorization": null})).await;
    assert_eq!(domain.expect("a domain"), Domain::default());
    let page = policies(Value::Null).await.expect("an empty page");
    assert!(page.items.is_empty() && !page.has_next());
}

#[tokio::test]
async fn instants_keep_their_precision() {
    for text in [
        "2014-01-01T05:20:00.12345Z",
        "2014-01-01T05:20:00.123456789Z",
        "1969-12-31T23:59:59Z",
    ] {
        let result = domain(json!({"created_at": text})).await.expect(text);
        let created_at = result.created_at.expect("an instant");
        assert_eq!(created_at.to_string(), text);
    }
    let result = domain(json!({"created_at": "2014-01-01T07:20:00+02:00"})).await;
    let created_at = result.expect("a domain").created_at;
    assert_eq!(created_at, "2014-01-01T05:20:00Z".parse().ok());
}
