//! The reference's example responses decode without loss.

use std::collections::BTreeSet;

use clientwright_tests::server::Server;
use cloudflare_email_security::Timestamp;
use serde_json::Value;

use crate::calls::call;
use crate::client;
use crate::facts::{self, text};

/// Normalizes a value: without nulls, and with instants in one format.
fn normalized(value: &Value) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name.clone(), normalized(value)))
            .collect(),
        Value::Array(items) => items.iter().map(normalized).collect(),
        Value::String(text) => match text.parse::<Timestamp>() {
            Ok(instant) => instant.to_string().into(),
            Err(_) => value.clone(),
        },
        _ => value.clone(),
    }
}

#[tokio::test]
async fn examples_round_trip() {
    let server = Server::start(facts::answer_with_examples()).await;
    let client = client(&server);
    let examples = facts::examples();
    let mut shown: BTreeSet<&str> = examples.keys().map(String::as_str).collect();
    let requests = facts::requests();
    for fact in &requests {
        let operation = text(fact, "operation");
        if !text(fact, "id").ends_with("/minimal") || !shown.remove(operation) {
            continue;
        }
        let example = &examples[operation];
        let result = call(&client, operation, facts::arguments(fact)).await;
        let result = result.unwrap_or_else(|error| panic!("{operation}: {error:?}"));
        assert_eq!(
            normalized(&result),
            normalized(&example["result"]),
            "{operation}"
        );
    }
    assert!(shown.is_empty(), "examples without a request: {shown:?}");
}

#[test]
fn every_recorded_operation_has_an_example() {
    let reference = facts::reference();
    let operations: BTreeSet<&str> = reference.iter().map(|fact| text(fact, "id")).collect();
    let examples = facts::examples();
    let examples: BTreeSet<&str> = examples.keys().map(String::as_str).collect();
    assert_eq!(operations, examples);
}
