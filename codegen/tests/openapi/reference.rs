//! The document of the shipped spec, compared with the operations recorded in `tests/facts/reference.json`.

use crate::document::{Document, Operation};
use crate::{HERE, SHIPPED, exported};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Request fields that the reference declares with the whole enum, although its prose excludes `UNKNOWN` there.
const WITHOUT_UNKNOWN: [&str; 4] = [
    "allow_policies.create body pattern_type",
    "allow_policies.edit body pattern_type",
    "block_senders.create body pattern_type",
    "block_senders.edit body pattern_type",
];

/// The facts about an operation, by what they are about: `allow_policies.list query order`.
type Facts = BTreeMap<String, Value>;

/// Operations that the reference does not have are not compared, so a spec can be ahead of the recorded facts.
#[test]
fn shipped_operations_agree_with_the_reference() {
    let document = Document::parse(&exported(SHIPPED));
    let operations = document.operations();
    let mut differences = Vec::new();
    for (id, expected) in reference() {
        let operation = operations.iter().find(|it| it.value["operationId"] == id);
        let found = operation.map_or_else(Facts::new, |it| facts_of(&document, it));
        let subjects: BTreeSet<_> = expected.keys().chain(found.keys()).collect();
        for subject in subjects {
            let (expected, found) = (expected.get(subject), found.get(subject));
            if expected != found {
                differences.push(format!(
                    "{subject}\n  reference: {}\n  spec:      {}",
                    shown(expected),
                    shown(found)
                ));
            }
        }
    }
    assert!(
        differences.is_empty(),
        "the spec differs from the reference:\n\n{}\n\n\
         Correct the spec. If the provider changed its API, record the reference again: see tests/facts/README.md.",
        differences.join("\n")
    );
}

fn shown(fact: Option<&Value>) -> String {
    fact.map_or_else(|| "(missing)".to_owned(), Value::to_string)
}

/// The recorded operations, by id.
fn reference() -> BTreeMap<String, Facts> {
    let path = Path::new(HERE).join("../tests/facts/reference.json");
    let text = fs::read_to_string(path).expect("the recorded reference");
    let operations: Vec<Value> = serde_json::from_str(&text).expect("a list of operations");
    let mut exceptions = BTreeSet::from(WITHOUT_UNKNOWN);
    let mut reference = BTreeMap::new();
    for operation in &operations {
        let id = operation["id"].as_str().expect("an id");
        let list = |key: &str| operation[key].as_array().expect("a list").iter();
        let members = list("parameters").chain(list("returns")).cloned();
        let mut facts = facts(
            id,
            members,
            ["method", "path", "paginated"].map(|key| operation[key].clone()),
        );
        for (subject, fact) in &mut facts {
            if exceptions.remove(subject.as_str()) {
                let values = fact["enum"].as_array_mut().expect("an enum");
                let all = values.len();
                values.retain(|value| value != "UNKNOWN");
                assert_eq!(values.len(), all - 1, "`{subject}` needs no exception");
            }
        }
        reference.insert(id.to_owned(), facts);
    }
    assert!(
        exceptions.is_empty(),
        "the reference does not have {exceptions:?}; correct WITHOUT_UNKNOWN"
    );
    reference
}

/// The facts about an operation of a document.
fn facts_of(document: &Document, operation: &Operation<'_>) -> Facts {
    let Operation {
        path,
        method,
        value,
    } = operation;
    let id = value["operationId"].as_str().expect("an id");
    let inputs = document.inputs(value);
    let returned = document.returned(value, "result");
    let members = inputs.iter().chain(&returned).map(|member| member.fact());
    let paginated = value.get("x-pagination").is_some();
    facts(
        id,
        members,
        [json!(method.to_uppercase()), json!(path), json!(paginated)],
    )
}

fn facts(id: &str, members: impl Iterator<Item = Value>, head: [Value; 3]) -> Facts {
    let mut facts = Facts::from([(id.to_owned(), head.to_vec().into())]);
    for member in members {
        let place = member["in"].as_str().unwrap_or("returned");
        let name = member["name"].as_str().expect("a name");
        let subject = format!("{id} {place} {name}");
        let duplicate = facts.insert(subject.clone(), member);
        assert!(duplicate.is_none(), "duplicate {subject}");
    }
    facts
}
