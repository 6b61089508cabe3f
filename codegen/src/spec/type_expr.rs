//! Type expressions: `string`, `[T]`, `{T}`, `T?`, or the name of a type.

use super::decode::{Decode, wrong_kind};
use super::definitions::Definitions;
use super::foreign;
use crate::builtin::Scalar;
use crate::diag::{Code, Report};
use crate::source::Span;
use crate::yaml::{Node, Value};
use serde_json::json;
use std::fmt;

/// A type expression, with the location of each name.
#[derive(Debug, Clone, PartialEq)]
pub enum TypeExpr {
    /// A built-in type.
    Scalar(Scalar),
    /// A type defined in the spec.
    Name(String, Span),
    /// `[T]`.
    List(Box<TypeExpr>),
    /// `{T}`: a map from strings.
    Map(Box<TypeExpr>),
    /// `T?`: a value or `null`.
    Nullable(Box<TypeExpr>, Span),
}

/// Maximum nesting of lists and maps in a type. Code that handles types recurses.
const MAX_DEPTH: usize = 16;

const EXPECTED: &str = "a type such as `string`, `[T]` or `{T}`";

impl TypeExpr {
    /// Whether a string is a valid type name.
    pub fn is_name(text: &str) -> bool {
        text.starts_with(|first: char| first.is_ascii_alphabetic())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    }
}

impl fmt::Display for TypeExpr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scalar(scalar) => f.write_str(scalar.name()),
            Self::Name(name, _) => f.write_str(name),
            Self::List(item) => write!(f, "[{item}]"),
            Self::Map(value) => write!(f, "{{{value}}}"),
            Self::Nullable(value, _) => write!(f, "{value}?"),
        }
    }
}

impl Decode for TypeExpr {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        decode(node, owner, 0, report)
    }

    fn schema(definitions: &mut Definitions) -> serde_json::Value {
        definitions.define("Type", |_| {
            json!({"title": "type", "description": "A built-in type, the name of a type, `[T]` or `{T}`. `T?` in a list, map or response is a value or `null`.", "anyOf": [
                {"enum": Scalar::NAMES},
                {"type": "string", "description": "Name of a type, or `[T]`, `{T}` or `T?` in quotes."},
                {"type": "array", "minItems": 1, "maxItems": 1, "description": "`[T]`: a list."},
                {"type": "object", "minProperties": 1, "maxProperties": 1, "description": "`{T}`: a map from strings."},
            ]})
        })
    }
}

fn decode(node: &Node, owner: Span, depth: usize, report: &mut Report) -> Option<TypeExpr> {
    match &node.value {
        Value::String(text) => parse(text, node.span, depth, report),
        // Without quotes, YAML parses `[T]` and `{T}` as a list and a map.
        Value::List(items) if items.len() == 1 => {
            let item = decode(items.first()?, owner, depth + 1, report)?;
            Some(TypeExpr::List(Box::new(item)))
        }
        Value::Map(entries) => match entries.as_slice() {
            [
                (
                    key,
                    Node {
                        value: Value::Null, ..
                    },
                ),
            ] => {
                let value = parse(&key.text, key.span, depth + 1, report)?;
                Some(TypeExpr::Map(Box::new(value)))
            }
            _ => wrong_kind(node, owner, EXPECTED, report),
        },
        _ => wrong_kind(node, owner, EXPECTED, report),
    }
}

fn parse(text: &str, span: Span, depth: usize, report: &mut Report) -> Option<TypeExpr> {
    let text = text.trim();
    if depth > MAX_DEPTH {
        report.error(
            Code::LimitExceeded,
            span,
            format!("lists and maps are nested more than {MAX_DEPTH} levels deep in this type"),
            "define a type for the inner part under `types`",
        );
        return None;
    }
    let inner = |open: char, close: char| text.strip_prefix(open)?.strip_suffix(close);
    if let Some(item) = inner('[', ']') {
        return Some(TypeExpr::List(Box::new(parse(
            item,
            span,
            depth + 1,
            report,
        )?)));
    }
    if let Some(value) = inner('{', '}') {
        return Some(TypeExpr::Map(Box::new(parse(
            value,
            span,
            depth + 1,
            report,
        )?)));
    }
    if let Some(value) = text.strip_suffix('?').filter(|it| !it.ends_with('?')) {
        let value = parse(value, span, depth + 1, report)?;
        return Some(TypeExpr::Nullable(Box::new(value), span));
    }
    if let Some(scalar) = Scalar::from_name(text) {
        return Some(TypeExpr::Scalar(scalar));
    }
    if TypeExpr::is_name(text) {
        return Some(TypeExpr::Name(text.to_owned(), span));
    }
    report.error(
        Code::MalformedType,
        span,
        format!("`{text}` is not a type"),
        help(text),
    );
    None
}

fn help(text: &str) -> String {
    foreign::syntax_help(text).unwrap_or_else(|| {
        format!(
            "use one of `{}`, the name of a type, `[T]` for a list or `{{T}}` for a map",
            Scalar::NAMES.join("`, `")
        )
    })
}
