//! Consistency checks for documents of any API.

use crate::document::{Document, Operation};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The errors in a document.
pub fn flaws(document: &Document) -> Vec<String> {
    let mut flaws = Vec::new();
    let references = document.all("$ref").into_iter();
    let mappings = document.all("mapping").into_iter();
    let mappings =
        mappings.flat_map(|mapping| mapping.as_object().into_iter().flat_map(|it| it.values()));
    for reference in references.chain(mappings) {
        let target = reference
            .as_str()
            .and_then(|reference| document.target(reference));
        if target.is_none() {
            flaws.push(format!("{reference} has no target"));
        }
    }
    let schemes = &document.root()["components"]["securitySchemes"];
    for scheme in document.all("security").into_iter().flat_map(scheme_names) {
        if schemes.get(scheme).is_none() {
            flaws.push(format!("there is no security scheme `{scheme}`"));
        }
    }
    let (mut ids, mut shapes) = (BTreeSet::new(), BTreeMap::new());
    for operation in document.operations() {
        let id = operation.value["operationId"].as_str().expect("an id");
        if !ids.insert(id) {
            flaws.push(format!("duplicate operation id `{id}`"));
        }
        let (_, shape) = placeholders(operation.path);
        let first = *shapes.entry(shape).or_insert(operation.path);
        if first != operation.path {
            flaws.push(format!(
                "`{first}` and `{}` are the same path",
                operation.path
            ));
        }
        flaws.extend(
            flaws_of(&operation)
                .into_iter()
                .map(|flaw| format!("`{id}` {flaw}")),
        );
    }
    flaws
}

fn flaws_of(operation: &Operation<'_>) -> Vec<String> {
    let mut flaws = Vec::new();
    let mut in_path = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for parameter in operation.value["parameters"]
        .as_array()
        .into_iter()
        .flatten()
    {
        let key = ["name", "in"].map(|key| parameter[key].as_str().expect("a text"));
        if !seen.insert(key) {
            flaws.push(format!("has the parameter {key:?} twice"));
        }
        if key[1] == "path" {
            in_path.insert(key[0]);
            if parameter["required"] != true {
                flaws.push(format!("does not require `{}` in its path", key[0]));
            }
        }
    }
    let (wanted, _) = placeholders(operation.path);
    if in_path != wanted {
        flaws.push(format!(
            "has the placeholders {wanted:?} and the parameters {in_path:?}"
        ));
    }
    for (status, response) in operation.value["responses"].as_object().expect("responses") {
        if response
            .get("description")
            .or(response.get("$ref"))
            .is_none()
        {
            flaws.push(format!("does not describe its response {status}"));
        }
    }
    flaws
}

/// The placeholders of a path, and the path without their names.
fn placeholders(path: &str) -> (BTreeSet<&str>, String) {
    let mut parts = path.split(['{', '}']);
    let mut shape = parts.next().unwrap_or_default().to_owned();
    let mut names = BTreeSet::new();
    while let (Some(name), Some(literal)) = (parts.next(), parts.next()) {
        names.insert(name);
        shape = format!("{shape}{{}}{literal}");
    }
    (names, shape)
}

fn scheme_names(security: &Value) -> impl Iterator<Item = &str> {
    let alternatives = security.as_array().into_iter().flatten();
    let schemes =
        alternatives.flat_map(|alternative| alternative.as_object().into_iter().flatten());
    schemes.map(|(name, _)| name.as_str())
}
