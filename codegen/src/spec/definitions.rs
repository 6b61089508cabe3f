//! The parts of the JSON Schema that records define, each once.

use serde_json::{Map, Value, json};

/// The schemas of all records met so far, by name.
#[derive(Debug, Default)]
pub struct Definitions(Map<String, Value>);

/// One key of a record.
#[derive(Debug)]
pub struct Property {
    /// The key.
    pub key: &'static str,
    /// What it is for, as the docs of the field say it.
    pub description: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What it may hold.
    pub schema: Value,
}

impl Definitions {
    /// What `$defs` of the whole schema holds.
    pub(super) fn into_map(self) -> Map<String, Value> {
        self.0
    }

    /// The schema of a record, defined once and referred to by name.
    pub fn record(
        &mut self,
        name: &str,
        description: &str,
        shorthand: Option<&str>,
        properties: impl FnOnce(&mut Self) -> Vec<Property>,
    ) -> Value {
        let reference = json!({"$ref": format!("#/$defs/{name}")});
        if self.0.contains_key(name) {
            return reference;
        }
        // Taken before the fields are visited, since a record may hold itself.
        self.0.insert(name.to_owned(), Value::Null);
        let properties = properties(self);
        let short =
            shorthand.and_then(|key| properties.iter().find(|property| property.key == key));
        let short = short.map(|property| property.schema.clone());
        let required: Vec<_> = properties
            .iter()
            .filter(|property| property.required)
            .map(|property| property.key)
            .collect();
        let mut object = json!({
            "type": ["object", "null"],
            "description": one_paragraph(description),
            "additionalProperties": false,
            "properties": properties.iter().map(described).collect::<Map<_, _>>(),
        });
        if !required.is_empty() {
            object["required"] = json!(required);
        }
        let schema = match short {
            Some(short) => {
                json!({"description": one_paragraph(description), "anyOf": [short, object]})
            }
            None => object,
        };
        self.0.insert(name.to_owned(), schema);
        reference
    }
}

fn described(property: &Property) -> (String, Value) {
    let description = one_paragraph(property.description);
    let schema = match &property.schema {
        Value::Object(schema) if !schema.contains_key("$ref") => {
            let mut schema = schema.clone();
            schema.insert("description".to_owned(), json!(description));
            Value::Object(schema)
        }
        Value::Bool(_) => json!({"description": description}),
        other => json!({"description": description, "allOf": [other]}),
    };
    (property.key.to_owned(), schema)
}

fn one_paragraph(docs: &str) -> String {
    docs.split_whitespace().collect::<Vec<_>>().join(" ")
}
