//! An OpenAPI document of version 3.1 as one of version 3.0, for a generator that reads no other.
//!
//! What 3.0 cannot say is dropped; what it says in other words is said in those. The same generator takes `default` for
//! one more success and panics when that has another type, so `default` is given as `4XX` and `5XX`.

use serde_json::{Map, Value};

/// The document in version 3.0; an error, when the text is no JSON.
pub(super) fn downgraded(text: &str) -> serde_json::Result<String> {
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
            failures(members);
            for (key, member) in members.iter_mut() {
                match (key.as_str(), member) {
                    // Names of properties are not keywords, whatever they are.
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

/// `type: [string, "null"]` is `type: string, nullable: true`; of several types nothing can be said.
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

/// `anyOf: [X, {type: "null"}]` is `allOf: [X], nullable: true`.
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

/// `const: X` is `enum: [X]`; of a schema's examples the first one stays.
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

/// `exclusiveMinimum: 1` is `minimum: 1, exclusiveMinimum: true`.
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

/// `default` beside a success is any failure.
fn failures(operation: &mut Map<String, Value>) {
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
    fn version_3_1_is_said_in_the_words_of_3_0() {
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
