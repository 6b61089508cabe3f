//! How YAML maps become Rust structs: one declaration gives the struct, its decoder and its JSON Schema.
//!
//! A hand-made decoder rather than serde's, because a decoder that stops at the first mistake would make people fix
//! their spec one run at a time, and because the same table also has to produce the schema that editors read.

use super::definitions::Definitions;
use super::{keys, renamed};
use crate::diag::{Code, Report};
use crate::source::Span;
use crate::yaml::{Key, Node, Value};
use serde_json::{Value as Json, json};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A value that the format knows how to read.
pub trait Decode: Sized {
    /// Reads a node; `None` after reporting what is wrong. `owner` is the place to name when the node lacks something.
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self>;

    /// The value when its key is left out; `None` where the key is required.
    fn absent() -> Option<Self> {
        None
    }

    /// The JSON Schema of the value, for editors.
    fn schema(definitions: &mut Definitions) -> Json;
}

/// A value and its place.
#[derive(Debug, Clone)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// A text with its place.
pub type Text = At<String>;

/// A map from names to values, in the order of the file.
pub type Entries<T> = Vec<(Key, T)>;

/// Reports a node of the wrong kind.
pub fn wrong_kind<T>(node: &Node, owner: Span, expected: &str, report: &mut Report) -> Option<T> {
    let span = if node.span.start == node.span.end {
        owner
    } else {
        node.span
    };
    report.error(
        Code::WrongKind,
        span,
        format!("expected {expected}, found {}", node.value.kind()),
        format!("write {expected} here, or leave the key out"),
    );
    None
}

impl Decode for Text {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        let value = match &node.value {
            // A number or boolean where a text belongs is what its author wrote, so `version: 1.10` stays `1.10`.
            Value::String(text) | Value::Number(text) => text.clone(),
            Value::Bool(value) => value.to_string(),
            _ => return wrong_kind(node, owner, "a string", report),
        };
        Some(At {
            value,
            span: node.span,
        })
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({"type": ["string", "number", "boolean"]})
    }
}

impl Decode for At<bool> {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        match node.value {
            Value::Bool(value) => Some(At {
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
        At::<bool>::decode(node, owner, report).map(|flag| flag.value)
    }

    fn absent() -> Option<Self> {
        Some(false)
    }

    fn schema(definitions: &mut Definitions) -> Json {
        At::<bool>::schema(definitions)
    }
}

impl Decode for At<u64> {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        match &node.value {
            Value::Number(text) => match text.parse() {
                Ok(value) => Some(At {
                    value,
                    span: node.span,
                }),
                Err(_) => wrong_kind(node, owner, "a whole number that is not negative", report),
            },
            _ => wrong_kind(node, owner, "a whole number that is not negative", report),
        }
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({"type": "integer", "minimum": 0})
    }
}

impl Decode for At<serde_json::Number> {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        if let Value::Number(text) = &node.value
            && let Some(value) = number(text)
        {
            return Some(At {
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

impl Decode for At<Json> {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        let value =
            json_value(node).or_else(|| wrong_kind(node, owner, "a finite number", report))?;
        Some(At {
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
        // Every item is read before the verdict, so that all their mistakes are reported.
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
        unique(entries, report);
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

/// Reports every key that stands twice.
pub fn unique(entries: &[(Key, Node)], report: &mut Report) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for (key, _) in entries {
        match seen.entry(&key.text) {
            Entry::Vacant(free) => {
                free.insert(key.span);
            }
            Entry::Occupied(first) => report.error_between(
                Code::DuplicateKey,
                key.span,
                format!("`{}` stands twice in this map", key.text),
                (*first.get(), "first here"),
                "remove one of the two, or rename it",
            ),
        }
    }
}

/// Reads a map against the keys that a record has; reports unknown and repeated keys.
///
/// A value that is not a record of this kind is taken as its shorthand, if it has one.
pub fn fields<'a>(
    node: &'a Node,
    owner: Span,
    what: &str,
    names: &[&'static str],
    shorthand: Option<&str>,
    report: &mut Report,
) -> Option<Cow<'a, [(Key, Node)]>> {
    if let Some(key) = shorthand
        && !is_record(node, names)
    {
        let key = Key {
            text: key.to_owned(),
            span: owner,
            alone: false,
        };
        return Some(Cow::Owned(vec![(key, node.clone())]));
    }
    let entries = match &node.value {
        Value::Map(entries) => entries.as_slice(),
        // `name:` with nothing behind it is a record without keys, so that what it lacks is named.
        Value::Null => &[],
        _ => {
            keys::no_map(node, what, names, report);
            return None;
        }
    };
    let entries = renamed::replace(entries, what, report);
    unique(&entries, report);
    keys::check(&entries, what, names, report);
    Some(entries)
}

/// Whether a node is meant as a record with these keys rather than as its shorthand: a map, but not `{T}`.
fn is_record(node: &Node, keys: &[&str]) -> bool {
    match &node.value {
        Value::Map(entries) => match entries.as_slice() {
            [
                (
                    key,
                    Node {
                        value: Value::Null, ..
                    },
                ),
            ] => keys.contains(&key.text.as_str()),
            _ => true,
        },
        Value::Null => true,
        _ => false,
    }
}

/// Reads one key of a record: its value, its default, or a finding that it is missing.
pub fn field<T: Decode>(
    entries: &[(Key, Node)],
    owner: Span,
    what: &str,
    name: &str,
    report: &mut Report,
) -> Option<T> {
    match entries.iter().find(|(key, _)| key.text == name) {
        Some((key, node)) => T::decode(node, key.span, report),
        // What lacks only the space behind its `:` was reported as an unknown key.
        None if entries.iter().any(|(key, _)| keys::lacks_space(key, name)) => T::absent(),
        None => T::absent().or_else(|| {
            report.error(
                Code::MissingKey,
                owner,
                format!("{what} needs the key `{name}`"),
                format!("add `{name}: …` here"),
            );
            None
        }),
    }
}

/// A YAML value as JSON; `None` for a number that JSON cannot hold.
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

/// Declares a record of the format: a struct, [`Decode`] for it, and its schema with the docs as descriptions.
///
/// The optional `shorthand` names the key that a value which is not a record of this kind stands for, so that
/// `name: string` means `name: {type: string}`.
macro_rules! record {
    (
        $(#[doc = $doc:literal])+
        $what:literal $name:ident $(, shorthand $short:literal)? {
            $($(#[doc = $field_doc:literal])+ $key:literal $field:ident: $ty:ty,)+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone)]
        pub struct $name {
            /// Where the record stands: its key, or its start.
            pub span: $crate::source::Span,
            $($(#[doc = $field_doc])+ pub $field: $ty,)+
        }

        impl $crate::spec::record::Decode for $name {
            fn decode(
                node: &$crate::yaml::Node,
                owner: $crate::source::Span,
                report: &mut $crate::diag::Report,
            ) -> Option<Self> {
                let shorthand: Option<&str> = [$($short)?].first().copied();
                let entries =
                    $crate::spec::record::fields(node, owner, $what, &[$($key),+], shorthand, report)?;
                // Every field is read before the verdict, so that all their mistakes are reported.
                $(let $field = $crate::spec::record::field::<$ty>(&entries, owner, $what, $key, report);)+
                Some(Self { span: owner, $($field: $field?,)+ })
            }

            fn schema(definitions: &mut $crate::spec::definitions::Definitions) -> serde_json::Value {
                let shorthand: Option<&str> = [$($short)?].first().copied();
                definitions.record(stringify!($name), concat!($($doc, "\n"),+), shorthand, |definitions| {
                    vec![$($crate::spec::definitions::Property {
                        key: $key,
                        description: concat!($($field_doc, "\n"),+),
                        required: <$ty as $crate::spec::record::Decode>::absent().is_none(),
                        schema: <$ty as $crate::spec::record::Decode>::schema(definitions),
                    }),+]
                })
            }
        }
    };
}

/// Declares a closed set of words that a key may hold.
macro_rules! words {
    (
        $(#[doc = $doc:literal])+
        $name:ident { $($(#[doc = $word_doc:literal])+ $word:literal $variant:ident,)+ }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $($(#[doc = $word_doc])+ $variant,)+
        }

        impl $name {
            /// The word that names it.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl $crate::spec::record::Decode for $crate::spec::record::At<$name> {
            fn decode(
                node: &$crate::yaml::Node,
                owner: $crate::source::Span,
                report: &mut $crate::diag::Report,
            ) -> Option<Self> {
                let text = $crate::spec::record::Text::decode(node, owner, report)?;
                let value = match text.value.as_str() {
                    $($word => $name::$variant,)+
                    other => {
                        report.error(
                            $crate::diag::Code::InvalidValue,
                            text.span,
                            format!("`{other}` is not a word that may stand here"),
                            $crate::diag::suggest(other, [$($word),+]),
                        );
                        return None;
                    }
                };
                Some($crate::spec::record::At { value, span: text.span })
            }

            fn schema(_: &mut $crate::spec::definitions::Definitions) -> serde_json::Value {
                serde_json::json!({"enum": [$($word),+]})
            }
        }
    };
}

pub(crate) use {record, words};
