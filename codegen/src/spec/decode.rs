//! Decoding of values that are not records: strings, numbers, lists, maps and JSON.

use super::definitions::Definitions;
use crate::diag::{Code, Report};
use crate::source::Span;
use crate::yaml::{Key, Node, Value};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A value of the format.
pub trait Decode: Sized {
    /// Decodes a node. Reports errors and returns `None` if it is invalid. Errors about missing content are located at `owner`.
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self>;

    /// The value if the key is missing; `None` if the key is required.
    fn absent() -> Option<Self> {
        None
    }

    /// The JSON Schema of the value, for editors.
    fn schema(definitions: &mut Definitions) -> Json;
}

/// A value with its location.
#[derive(Debug, Clone)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Location of the value.
    pub span: Span,
}

/// A string with its location.
pub type Text = Spanned<String>;

/// A map from names to values, in source order.
pub type Entries<T> = Vec<(Key, T)>;

/// Reports a node of the wrong kind.
pub fn wrong_kind<T>(node: &Node, owner: Span, expected: &str, report: &mut Report) -> Option<T> {
    let is_written = node.span.start != node.span.end;
    let is_null = is_written && node.value == Value::Null;
    let help = match expected {
        "a string" if is_null => "put it in quotes to make it a string, or remove it".to_owned(),
        _ => format!("use {expected}, or remove the key"),
    };
    let found = if is_null { "`null`" } else { node.value.kind() };
    report.error(
        Code::WrongKind,
        if is_written { node.span } else { owner },
        format!("expected {expected}, found {found}"),
        help,
    );
    None
}

impl Decode for Text {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        let value = match &node.value {
            // Numbers and booleans are accepted as written, so `version: 1.10` keeps its zero.
            Value::String(text) | Value::Number(text) => text.clone(),
            Value::Bool(value) => value.to_string(),
            _ => return wrong_kind(node, owner, "a string", report),
        };
        Some(Spanned {
            value,
            span: node.span,
        })
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({"type": ["string", "number", "boolean"]})
    }
}

impl Decode for Spanned<bool> {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        match node.value {
            Value::Bool(value) => Some(Spanned {
                value,
                span: node.span,
            }),
            _ => wrong_kind(node, owner, "`true` or `false`", report),
        }
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({"type": "boolean"})
    }
}

impl Decode for bool {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        Spanned::<bool>::decode(node, owner, report).map(|flag| flag.value)
    }

    fn absent() -> Option<Self> {
        Some(false)
    }

    fn schema(definitions: &mut Definitions) -> Json {
        let mut schema = Spanned::<bool>::schema(definitions);
        schema["default"] = json!(false);
        schema
    }
}

impl Decode for Spanned<u64> {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        match &node.value {
            Value::Number(text) => match text.parse() {
                Ok(value) => Some(Spanned {
                    value,
                    span: node.span,
                }),
                Err(_) => wrong_kind(node, owner, "a non-negative integer", report),
            },
            _ => wrong_kind(node, owner, "a non-negative integer", report),
        }
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({"type": "integer", "minimum": 0})
    }
}

impl Decode for Spanned<serde_json::Number> {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        if let Value::Number(text) = &node.value
            && let Some(value) = number(text)
        {
            return Some(Spanned {
                value,
                span: node.span,
            });
        }
        wrong_kind(node, owner, "a number", report)
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({"type": "number"})
    }
}

impl Decode for Spanned<Json> {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        let value =
            json_value(node).or_else(|| wrong_kind(node, owner, "a finite number", report))?;
        Some(Spanned {
            value,
            span: node.span,
        })
    }

    fn schema(_: &mut Definitions) -> Json {
        json!(true)
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        T::decode(node, owner, report).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn schema(definitions: &mut Definitions) -> Json {
        T::schema(definitions)
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        T::decode(node, owner, report).map(Box::new)
    }

    fn schema(definitions: &mut Definitions) -> Json {
        T::schema(definitions)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        let Value::List(items) = &node.value else {
            return wrong_kind(node, owner, "a list", report);
        };
        // Collected first, so that the errors of all items are reported.
        let read: Vec<_> = items
            .iter()
            .map(|item| T::decode(item, item.span, report))
            .collect();
        read.into_iter().collect()
    }

    fn absent() -> Option<Self> {
        Some(Vec::new())
    }

    fn schema(definitions: &mut Definitions) -> Json {
        json!({"type": "array", "items": T::schema(definitions)})
    }
}

impl<T: Decode> Decode for Vec<(Key, T)> {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            return wrong_kind(node, owner, "a map", report);
        };
        report_duplicate_keys(entries, report);
        let read: Vec<_> = entries
            .iter()
            .map(|(key, value)| Some((key.clone(), T::decode(value, key.span, report)?)))
            .collect();
        read.into_iter().collect()
    }

    fn absent() -> Option<Self> {
        Some(Vec::new())
    }

    fn schema(definitions: &mut Definitions) -> Json {
        json!({"type": "object", "additionalProperties": T::schema(definitions)})
    }
}

/// Reports duplicate keys.
pub(super) fn report_duplicate_keys(entries: &[(Key, Node)], report: &mut Report) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for (key, _) in entries {
        match seen.entry(&key.text) {
            Entry::Vacant(free) => {
                free.insert(key.span);
            }
            Entry::Occupied(first) => report.error_between(
                Code::DuplicateKey,
                key.span,
                format!("duplicate key `{}`", key.text),
                (*first.get(), "first defined here"),
                "remove or rename one of them",
            ),
        }
    }
}

/// A YAML value as JSON; `None` if it contains a number that JSON cannot represent.
pub fn json_value(node: &Node) -> Option<Json> {
    Some(match &node.value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::Number(text) => Json::Number(number(text)?),
        Value::String(text) => Json::String(text.clone()),
        Value::List(items) => Json::Array(items.iter().map(json_value).collect::<Option<_>>()?),
        Value::Map(entries) => Json::Object(
            entries
                .iter()
                .map(|(key, value)| Some((key.text.clone(), json_value(value)?)))
                .collect::<Option<_>>()?,
        ),
    })
}

fn number(text: &str) -> Option<serde_json::Number> {
    if let Ok(value) = text.parse::<i64>() {
        return Some(value.into());
    }
    if let Ok(value) = text.parse::<u64>() {
        return Some(value.into());
    }
    serde_json::Number::from_f64(text.parse().ok()?)
}
