//! The parsed tree before its locations are converted to spans.

use super::{Key, Node, Value};
use crate::source::{FileId, Span};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{Location, Spanned};
use std::fmt;

/// A node whose children have the parser's locations.
pub(super) enum Raw {
    Null,
    Bool(bool),
    Number(String),
    String(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl Raw {
    /// Converts the value at `location`, and everything in it.
    pub(super) fn into_node(self, file: FileId, text: &str, location: Location) -> Node {
        let node_span = span(file, text, location);
        let value = match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(value),
            // As written: `1.10` must not become `1.1`.
            Self::Number(value) => Value::Number(
                text.get(node_span.start..node_span.end)
                    .filter(|raw| !raw.is_empty() && !raw.starts_with('*'))
                    .map_or(value, str::to_owned),
            ),
            Self::String(value) => Value::String(value),
            Self::List(items) => Value::List(
                items
                    .into_iter()
                    .map(|item| item.value.into_node(file, text, item.referenced))
                    .collect(),
            ),
            Self::Map(entries) => Value::Map(
                entries
                    .into_iter()
                    .map(|(key, value)| {
                        let key_span = span(file, text, key.referenced);
                        let rest = text.get(key_span.end..).unwrap_or("").trim_start();
                        let key = Key {
                            span: key_span,
                            text: key.value,
                            without_colon: !rest.starts_with(':'),
                        };
                        (key, value.value.into_node(file, text, value.referenced))
                    })
                    .collect(),
            ),
        };
        Node {
            span: node_span,
            value,
        }
    }
}

/// The span of a location. The parser gives byte offsets for most, and line and column for the others.
pub(super) fn span(file: FileId, text: &str, location: Location) -> Span {
    let bytes = location.span();
    if let (Some(start), Some(length)) = (bytes.byte_offset(), bytes.byte_len()) {
        let (start, length) = (start as usize, length as usize);
        return file.span(start..start.saturating_add(length));
    }
    let line_start = text
        .split_inclusive('\n')
        .take(location.line().saturating_sub(1) as usize)
        .map(str::len)
        .sum::<usize>();
    let line = text[line_start..].split('\n').next().unwrap_or("");
    let column = line
        .char_indices()
        .nth(location.column().saturating_sub(1) as usize)
        .map_or(line.len(), |(at, _)| at);
    let start = line_start + column;
    file.span(start..(start + 1).min(text.len()))
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Number(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Raw, E> {
        Ok(Raw::Number(value.to_string()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Raw, E> {
        Ok(Raw::Number(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Raw, E> {
        Ok(Raw::Number(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Number(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }
}
