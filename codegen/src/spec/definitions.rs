//! Definitions of the JSON Schema: one for each record and for types.

use serde_json::{Map, Value, json};

/// The definitions so far, by name.
#[derive(Debug, Default)]
pub struct Definitions(Map<String, Value>);

/// A key of a record.
#[derive(Debug)]
pub struct Property {
    /// The key.
    pub key: &'static str,
    /// Docs of the struct field.
    pub description: &'static str,
    /// Whether the record is invalid without the key.
    pub required: bool,
    /// The value if the key is missing.
    pub default: Option<Value>,
    /// Schema of the value.
    pub schema: Value,
}

/// Short form of a record: the meaning of a value that is not a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShortForm {
    /// It is the value of this key.
    Key(&'static str),
    /// `true` is a record without keys.
    True,
}

impl Definitions {
    /// The value of `$defs`.
    pub(super) fn into_map(self) -> Map<String, Value> {
        self.0
    }

    /// Defines a schema, and returns a reference to it.
    pub fn define(&mut self, name: &str, schema: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.0.contains_key(name) {
            // Reserves the name first, because a schema can refer to itself.
            self.0.insert(name.to_owned(), Value::Null);
            let schema = schema(self);
            self.0.insert(name.to_owned(), schema);
        }
        json!({"$ref": format!("#/$defs/{name}")})
    }

    /// Defines the schema of a record, and returns a reference to it.
    pub fn record(
        &mut self,
        name: &str,
        what: &str,
        description: &str,
        short_form: Option<ShortForm>,
        properties: impl FnOnce(&mut Self) -> Vec<Property>,
    ) -> Value {
        self.define(name, |definitions| {
            record(what, description, short_form, &properties(definitions))
        })
    }
}

fn record(
    what: &str,
    description: &str,
    short_form: Option<ShortForm>,
    properties: &[Property],
) -> Value {
    let title = title(what);
    let description = one_paragraph(description);
    let required = properties.iter().filter(|it| it.required);
    let required: Vec<_> = required.map(|it| it.key).collect();
    let mut object = json!({
        "type": ["object", "null"],
        "title": title,
        "description": description,
        "additionalProperties": false,
        "properties": properties.iter().map(described).collect::<Map<_, _>>(),
    });
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    let (schema, note) = match short_form {
        Some(ShortForm::Key(key)) => {
            let Some(property) = properties.iter().find(|it| it.key == key) else {
                return object;
            };
            let note = format!("A value that is not a map is short for `{{{key}: …}}`.");
            (property.schema.clone(), note)
        }
        Some(ShortForm::True) => (
            json!({"const": true}),
            "`true` is short for `{}`.".to_owned(),
        ),
        None => return object,
    };
    json!({
        "title": title,
        "description": format!("{description} {note}"),
        "anyOf": [schema, object],
    })
}

fn described(property: &Property) -> (String, Value) {
    let description = one_paragraph(property.description);
    let mut schema = match &property.schema {
        Value::Object(schema) if !schema.contains_key("$ref") => {
            let mut schema = schema.clone();
            schema.insert("description".to_owned(), json!(description));
            Value::Object(schema)
        }
        Value::Bool(_) => json!({"description": description}),
        other => json!({"description": description, "allOf": [other]}),
    };
    if let Some(default) = &property.default {
        schema["default"] = default.clone();
    }
    (property.key.to_owned(), schema)
}

/// The noun of a record, without article and backticks.
fn title(what: &str) -> String {
    let noun = what.strip_prefix("a ").or(what.strip_prefix("an "));
    noun.unwrap_or(what).replace('`', "")
}

fn one_paragraph(docs: &str) -> String {
    docs.split_whitespace().collect::<Vec<_>>().join(" ")
}
