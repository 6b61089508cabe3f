//! Requests match those of the official SDK, recorded in `facts/requests.json`.

use std::collections::BTreeSet;

use clientwright_tests::server::{Seen, Server};
use serde_json::{Value, json};

use crate::calls::call;
use crate::facts::{self, Arguments, text};
use crate::{ACCOUNT, ID, client};

/// Recorded requests that the types reject on purpose: `UNKNOWN` is read-only. `ui/fail/unknown_stored.rs` proves it.
const REJECTED_BY_TYPES: [&str; 4] = [
    "allow_policies.create/enum/pattern_type=UNKNOWN",
    "allow_policies.edit/enum/pattern_type=UNKNOWN",
    "block_senders.create/enum/pattern_type=UNKNOWN",
    "block_senders.edit/enum/pattern_type=UNKNOWN",
];

fn body(seen: &Seen) -> Value {
    if seen.body.is_empty() {
        return Value::Null;
    }
    serde_json::from_slice(&seen.body).expect("a JSON body")
}

#[tokio::test]
async fn requests_match_the_official_sdk() {
    let server = Server::start(facts::answer_with_examples()).await;
    let client = client(&server);
    let mut rejected = BTreeSet::from(REJECTED_BY_TYPES);
    for fact in facts::requests() {
        let id = text(&fact, "id");
        if rejected.remove(id) {
            continue;
        }
        let operation = text(&fact, "operation");
        let outcome = call(&client, operation, facts::arguments(&fact)).await;
        let sent = server.take();
        if fact["error"] == true {
            let error = outcome.expect_err(id);
            assert!(error.is_invalid_argument(), "{id}: {error:?}");
            assert!(sent.is_empty(), "{id}: {sent:?}");
            continue;
        }
        outcome.unwrap_or_else(|error| panic!("{id}: {error:?}"));
        let [seen] = &sent[..] else {
            panic!("{id}: {} requests", sent.len());
        };
        assert_eq!(seen.method, text(&fact, "method"), "{id}");
        assert_eq!(seen.path, text(&fact, "path"), "{id}");
        assert_eq!(seen.query.as_deref(), fact["query"].as_str(), "{id}");
        assert_eq!(body(seen), fact["body"], "{id}");
    }
    assert!(
        rejected.is_empty(),
        "no facts for {rejected:?}; correct REJECTED_BY_TYPES"
    );
}

/// Nullable fields of bodies. The reference does not mark them.
const NULLABLE: [&str; 5] = [
    "comments",
    "directory_id",
    "directory_node_id",
    "external_directory_node_id",
    "integration_id",
];

/// An argument of the type of the parameter, and its encoding in a query.
fn sample(parameter: &Value) -> (Value, String) {
    let one = match (parameter["enum"].get(0), text(parameter, "type")) {
        (Some(value), _) => value.clone(),
        (None, "boolean") => json!(true),
        (None, "integer") => json!(7),
        (None, _) if parameter["name"] == "account_id" => json!(ACCOUNT),
        (None, _) if parameter["in"] == "path" => json!(ID),
        (None, _) => json!("plain"),
    };
    let encoded = one.as_str().map_or(one.to_string(), str::to_owned);
    match text(parameter, "type").starts_with("array") {
        true => (json!([one]), encoded),
        false => (one, encoded),
    }
}

#[tokio::test]
async fn every_documented_parameter_is_sent_in_its_place() {
    let server = Server::start(facts::answer_with_examples()).await;
    let client = client(&server);
    for fact in facts::reference() {
        let operation = text(&fact, "id");
        let parameters = fact["parameters"].as_array().expect("parameters");
        for clear in [false, true] {
            let mut arguments = Arguments::new();
            let mut query = BTreeSet::new();
            let mut fields = Arguments::new();
            for parameter in parameters {
                let name = text(parameter, "name");
                let (mut value, encoded) = sample(parameter);
                if clear && parameter["in"] == "body" && NULLABLE.contains(&name) {
                    value = Value::Null;
                }
                arguments.insert(name.to_owned(), value.clone());
                match text(parameter, "in") {
                    "query" => drop(query.insert(format!("{name}={encoded}"))),
                    "body" => drop(fields.insert(name.to_owned(), value)),
                    _ => {}
                }
            }
            let outcome = call(&client, operation, arguments).await;
            outcome.unwrap_or_else(|error| panic!("{operation}: {error:?}"));
            let seen = server.take().remove(0);
            let sent = seen.query.iter().flat_map(|query| query.split('&'));
            assert_eq!(sent.map(str::to_owned).collect::<BTreeSet<_>>(), query);
            let fields = if fields.is_empty() {
                Value::Null
            } else {
                Value::Object(fields)
            };
            assert_eq!(body(&seen), fields, "{operation}");
        }
    }
}

/// The version in the manifest of the shipped client.
fn client_version() -> &'static str {
    let mut lines = include_str!("../../generated/Cargo.toml").lines();
    let version = lines.find_map(|line| line.strip_prefix("version = \""));
    let version = version.and_then(|rest| rest.strip_suffix('"'));
    version.expect("a version in the manifest")
}

#[tokio::test]
async fn requests_have_the_expected_headers() {
    let server = Server::start(facts::answer_with_examples()).await;
    let client = client(&server);
    let agent = format!("cloudflare-email-security/{}", client_version());
    for fact in facts::requests() {
        let id = text(&fact, "id");
        if !id.ends_with("/minimal") {
            continue;
        }
        let operation = text(&fact, "operation");
        let outcome = call(&client, operation, facts::arguments(&fact)).await;
        outcome.unwrap_or_else(|error| panic!("{id}: {error:?}"));
        let seen = server.take().remove(0);
        let media_type = fact["body"].as_object().map(|_| "application/json");
        // No other headers: the server does not need those that the official SDK adds.
        let mut names: Vec<&str> = seen.headers.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        let mut all = vec![
            "accept",
            "accept-encoding",
            "authorization",
            "host",
            "user-agent",
        ];
        if media_type.is_some() {
            all.extend(["content-length", "content-type"]);
            all.sort_unstable();
        }
        assert_eq!(names, all, "{id}");
        for (name, expected) in [
            ("accept", Some("application/json")),
            ("user-agent", Some(agent.as_str())),
            ("authorization", Some("Bearer s3cret")),
            ("content-type", media_type),
        ] {
            assert_eq!(seen.header(name), expected, "{id}: {name}");
        }
    }
}
