//! A validator for the part of JSON Schema that the schema of reports uses. It also records which properties and enum
//! values occur, so that unused ones are found.

use serde_json::Value as Json;
use std::collections::BTreeSet;

/// A schema, and the parts of it that documents used.
pub struct Schema<'a> {
    root: &'a Json,
    /// Properties and enum values that occurred.
    seen: BTreeSet<String>,
}

impl<'a> Schema<'a> {
    pub fn new(root: &'a Json) -> Self {
        Self {
            root,
            seen: BTreeSet::new(),
        }
    }

    /// Validates a value. Properties that the schema does not declare are errors.
    pub fn validate(&mut self, value: &Json) -> Result<(), String> {
        self.fits(self.root, "#", value, "$")
    }

    /// Properties and enum values of the schema that never occurred.
    pub fn unused(&self) -> Vec<String> {
        let mut known = BTreeSet::new();
        collect(self.root, "#", &mut known);
        known.difference(&self.seen).cloned().collect()
    }

    fn fits(&mut self, schema: &'a Json, at: &str, value: &Json, path: &str) -> Result<(), String> {
        for (keyword, says) in schema.as_object().expect("a schema") {
            let fits = match keyword.as_str() {
                "$schema" | "$defs" | "title" | "description" | "properties" => true,
                "$ref" => {
                    let name = says.as_str().expect("a reference");
                    let pointer = name.trim_start_matches('#');
                    let target = self
                        .root
                        .pointer(pointer)
                        .expect("a target of the reference");
                    self.fits(target, name, value, path)?;
                    true
                }
                "anyOf" => {
                    let all = says.as_array().expect("schemas").iter().enumerate();
                    let tried: Vec<_> = all
                        .map(|(index, one)| {
                            self.fits(one, &format!("{at}/anyOf/{index}"), value, path)
                        })
                        .collect();
                    tried.iter().any(Result::is_ok)
                }
                "const" => says == value,
                "enum" => {
                    self.seen.insert(format!("{at} = {value}"));
                    says.as_array().expect("values").contains(value)
                }
                "type" => match says {
                    Json::Array(names) => names.iter().any(|name| is(name, value)),
                    name => is(name, value),
                },
                "minimum" => value.as_u64() >= says.as_u64(),
                "pattern" => matches(
                    says.as_str().expect("a pattern"),
                    value.as_str().unwrap_or(""),
                ),
                "required" => says
                    .as_array()
                    .expect("names")
                    .iter()
                    .all(|name| value.get(name.as_str().expect("a name")).is_some()),
                "items" => {
                    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.fits(
                            says,
                            &format!("{at}/items"),
                            item,
                            &format!("{path}[{index}]"),
                        )?;
                    }
                    true
                }
                other => panic!("{at} uses `{other}`, which this validator does not support"),
            };
            if !fits {
                return Err(format!(
                    "{path} is {value}, which violates `{keyword}: {says}` of {at}"
                ));
            }
        }
        let known = schema.get("properties").and_then(Json::as_object);
        let given = value.as_object().filter(|_| known.is_some());
        for (name, value) in given.into_iter().flatten() {
            let Some(schema) = known.and_then(|known| known.get(name)) else {
                return Err(format!("{path}.{name} is unknown to {at}"));
            };
            let at = format!("{at}/properties/{name}");
            self.seen.insert(at.clone());
            self.fits(schema, &at, value, &format!("{path}.{name}"))?;
        }
        Ok(())
    }
}

fn is(name: &Json, value: &Json) -> bool {
    match name.as_str() {
        Some("string") => value.is_string(),
        Some("integer") => value.is_u64() || value.is_i64(),
        Some("boolean") => value.is_boolean(),
        Some("null") => value.is_null(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        other => panic!("a type {other:?}, which this validator does not support"),
    }
}

/// Matches one of the two patterns of the schema.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern {
        r"^\d{4}-\d{2}-\d{2}$" => text.parse::<jiff::civil::Date>().is_ok() && text.len() == 10,
        "^[0-9a-f]{10}$" => {
            text.len() == 10 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
        }
        other => panic!("a pattern `{other}`, which this validator does not support"),
    }
}

fn collect(schema: &Json, at: &str, known: &mut BTreeSet<String>) {
    for value in schema
        .get("enum")
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
    {
        known.insert(format!("{at} = {value}"));
    }
    for (name, inner) in schema
        .get("properties")
        .and_then(Json::as_object)
        .into_iter()
        .flatten()
    {
        let at = format!("{at}/properties/{name}");
        collect(inner, &at, known);
        known.insert(at);
    }
    if let Some(items) = schema.get("items") {
        collect(items, &format!("{at}/items"), known);
    }
    for (name, inner) in schema
        .get("$defs")
        .and_then(Json::as_object)
        .into_iter()
        .flatten()
    {
        collect(inner, &format!("{at}/$defs/{name}"), known);
    }
}
