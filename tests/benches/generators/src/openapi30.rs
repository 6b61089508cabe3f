//! Converts an OpenAPI 3.1 document to OpenAPI 3.0, for progenitor.
//!
//! Keywords without an equivalent in 3.0 are dropped. `default` responses become `4XX` and `5XX`, because progenitor takes
//! `default` for a success response and panics if its type differs from the others.

use serde_json::{Map, Value};

/// Converts a document. Fails if it is not JSON.
pub(super) fn convert(text: &str) -> serde_json::Result<String> {
    let mut document: Value = serde_json::from_str(text)?;
    visit(&mut document);
    if let Value::Object(members) = &mut document {
        members.insert("openapi".to_owned(), Value::from("3.0.3"));
        members.retain(|key, _| !matches!(key.as_str(), "webhooks" | "jsonSchemaDialect"));
    }
    serde_json::to_string_pretty(&document)
}

fn visit(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(visit),
        Value::Object(members) => {
            types(members);
            alternatives(members);
            constants(members);
            bounds(members);
            error_responses(members);
            for (key, member) in members.iter_mut() {
                match (key.as_str(), member) {
                    // Property names are not keywords.
                    ("properties", Value::Object(properties)) => {
                        properties.values_mut().for_each(visit)
                    }
                    // Data, not schemas.
                    ("example" | "examples" | "default" | "enum", _) => {}
                    (_, member) => visit(member),
                }
            }
        }
        _ => {}
    }
}

/// `type: [string, "null"]` becomes `type: string, nullable: true`. Several types become none.
fn types(schema: &mut Map<String, Value>) {
    let Some(Value::Array(listed)) = schema.get("type") else {
        return;
    };
    let mut rest: Vec<Value> = listed.iter().filter(|it| *it != "null").cloned().collect();
    let nullable = rest.len() < listed.len();
    match (rest.pop(), rest.is_empty()) {
        (Some(only), true) => schema.insert("type".to_owned(), only),
        _ => schema.remove("type"),
    };
    if nullable {
        schema.insert("nullable".to_owned(), Value::Bool(true));
        if let Some(Value::Array(values)) = schema.get_mut("enum") {
            values.retain(|value| !value.is_null());
        }
    }
}

/// `anyOf: [X, {type: "null"}]` becomes `allOf: [X], nullable: true`.
fn alternatives(schema: &mut Map<String, Value>) {
    for key in ["anyOf", "oneOf"] {
        let Some(Value::Array(listed)) = schema.get_mut(key) else {
            continue;
        };
        let before = listed.len();
        listed.retain(|it| it.get("type").is_none_or(|ty| ty != "null"));
        if listed.len() < before {
            let single = listed.len() == 1;
            schema.insert("nullable".to_owned(), Value::Bool(true));
            if let (true, Some(only)) = (single, schema.remove(key)) {
                schema.insert("allOf".to_owned(), only);
            }
        }
    }
}

/// `const: X` becomes `enum: [X]`, and `examples: [X, Y]` becomes `example: X`.
fn constants(schema: &mut Map<String, Value>) {
    if let Some(value) = schema.remove("const") {
        schema.insert("enum".to_owned(), Value::Array(vec![value]));
    }
    if let Some(Value::Array(examples)) = schema.get_mut("examples") {
        let first = (!examples.is_empty()).then(|| examples.swap_remove(0));
        schema.remove("examples");
        if let Some(first) = first {
            schema.insert("example".to_owned(), first);
        }
    }
}

/// `exclusiveMinimum: 1` becomes `minimum: 1, exclusiveMinimum: true`.
fn bounds(schema: &mut Map<String, Value>) {
    for (exclusive, inclusive) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        if let Some(bound @ Value::Number(_)) = schema.get(exclusive).cloned() {
            schema.insert(inclusive.to_owned(), bound);
            schema.insert(exclusive.to_owned(), Value::Bool(true));
        }
    }
}

/// `default` next to a success response becomes `4XX` and `5XX`.
fn error_responses(operation: &mut Map<String, Value>) {
    let Some(Value::Object(responses)) = operation.get_mut("responses") else {
        return;
    };
    if responses.keys().any(|status| status.starts_with('2'))
        && let Some(failure) = responses.remove("default")
    {
        responses.insert("4XX".to_owned(), failure.clone());
        responses.insert("5XX".to_owned(), failure);
    }
}

#[cfg(test)]
mod tests {
    use super::visit;
    use serde_json::json;

    #[test]
    fn keywords_of_3_1_become_those_of_3_0() {
        let mut schema = json!({"properties": {
            "type": {"type": ["string", "null"], "examples": ["a", "b"]},
            "any": {"anyOf": [{"$ref": "#/x"}, {"type": "null"}]},
            "one": {"const": 1, "exclusiveMinimum": 0},
        }});
        visit(&mut schema);
        let expected = json!({"properties": {
            "type": {"type": "string", "nullable": true, "example": "a"},
            "any": {"allOf": [{"$ref": "#/x"}], "nullable": true},
            "one": {"enum": [1], "minimum": 0, "exclusiveMinimum": true},
        }});
        assert_eq!(schema, expected);
    }
}
