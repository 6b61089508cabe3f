//! Recorded facts: requests of the official SDK, and the reference.

use clientwright_tests::server::{Answer, Seen};
use serde_json::{Map, Value};

/// Arguments of an operation, by name.
pub type Arguments = Map<String, Value>;

fn parse(text: &str) -> Value {
    serde_json::from_str(text).expect("facts are JSON")
}

fn list(text: &str) -> Vec<Value> {
    match parse(text) {
        Value::Array(entries) => entries,
        _ => panic!("the facts are not a list"),
    }
}

/// Requests of the official SDK.
pub fn requests() -> Vec<Value> {
    list(include_str!("../facts/requests.json"))
}

/// Operations with their parameters and results.
pub fn reference() -> Vec<Value> {
    list(include_str!("../facts/reference.json"))
}

/// Example responses of the reference, by operation.
pub fn examples() -> Map<String, Value> {
    match parse(include_str!("../facts/examples.json")) {
        Value::Object(examples) => examples,
        _ => panic!("the examples are not an object"),
    }
}

/// A string member.
pub fn text<'a>(fact: &'a Value, name: &str) -> &'a str {
    fact[name]
        .as_str()
        .unwrap_or_else(|| panic!("no `{name}` in {fact}"))
}

/// The arguments of a recorded request.
pub fn arguments(fact: &Value) -> Arguments {
    fact["arguments"]
        .as_object()
        .cloned()
        .unwrap_or_else(|| panic!("no arguments in {fact}"))
}

/// Responds to every operation with the example in the reference.
pub fn answer_with_examples() -> impl Fn(&Seen) -> Answer + Send + Sync + 'static {
    let examples = examples();
    move |seen| {
        let place = seen.path.split("/settings/").nth(1).unwrap_or_default();
        let (resource, id) = match place.split_once('/') {
            Some((resource, id)) => (resource, Some(id)),
            None => (place, None),
        };
        let method = match (&*seen.method, id) {
            ("GET", None) => "list",
            ("GET", Some(_)) => "get",
            ("POST", None) => "create",
            ("PATCH", Some(_)) => "edit",
            ("DELETE", Some(_)) => "delete",
            _ => return Answer::new(405, ""),
        };
        match examples.get(&format!("{resource}.{method}")) {
            Some(example) => Answer::new(200, example),
            None => Answer::new(404, ""),
        }
    }
}
