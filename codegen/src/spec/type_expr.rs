//! Types as they are written: `string`, `[T]`, `{T}`, a defined name.

use super::definitions::Definitions;
use super::foreign;
use super::record::{Decode, wrong_kind};
use crate::diag::{Code, Report};
use crate::source::Span;
use crate::yaml::{Node, Value};
use serde_json::json;
use std::fmt;

/// A type, with the place of each name in it.
#[derive(Debug, Clone, PartialEq)]
pub enum TypeExpr {
    /// A type that the format knows.
    Scalar(Scalar),
    /// A type of the spec.
    Name(String, Span),
    /// `[T]`.
    List(Box<TypeExpr>),
    /// `{T}`: a map from strings.
    Map(Box<TypeExpr>),
}

/// How deep lists and maps may nest in one type, so that no code that follows a type can run out of stack.
const MAX_DEPTH: usize = 16;

const EXPECTED: &str = "a type such as `string`, `[T]` or `{T}`";

/// Declares the scalars once: the word and the variant.
macro_rules! scalars {
    ($($(#[doc = $doc:literal])+ $word:literal $variant:ident,)+) => {
        /// A type that the format knows.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Scalar {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Scalar {
            /// The words of all of them.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The scalar that a word names.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }

            /// The word that names it.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

scalars! {
    /// Text.
    "string" String,
    /// `true` or `false`.
    "bool" Bool,
    /// A whole number of 32 bits.
    "i32" I32,
    /// A whole number of 64 bits.
    "i64" I64,
    /// A number with a fraction.
    "f64" F64,
    /// An instant, RFC 3339.
    "datetime" DateTime,
    /// A calendar date, RFC 3339.
    "date" Date,
    /// A UUID, RFC 9562.
    "uuid" Uuid,
    /// An address with a scheme, RFC 3986.
    "uri" Uri,
    /// An IPv4 or IPv6 address.
    "ip" Ip,
    /// A network in CIDR notation.
    "cidr" Cidr,
    /// Bytes, as base64 in JSON and as they are in bodies.
    "bytes" Bytes,
    /// Any JSON value.
    "json" Json,
}

impl TypeExpr {
    /// Whether a text can name a type of the spec, as far as its letters go.
    pub fn is_name(text: &str) -> bool {
        text.starts_with(|first: char| first.is_ascii_alphabetic())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    }
}

impl fmt::Display for TypeExpr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scalar(scalar) => f.write_str(scalar.word()),
            Self::Name(name, _) => f.write_str(name),
            Self::List(item) => write!(f, "[{item}]"),
            Self::Map(value) => write!(f, "{{{value}}}"),
        }
    }
}

impl Decode for TypeExpr {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        decode(node, owner, 0, report)
    }

    fn schema(_: &mut Definitions) -> serde_json::Value {
        json!({"anyOf": [
            {"enum": Scalar::WORDS},
            {"type": "string", "description": "A type of the spec, or `[T]` or `{T}` in quotes"},
            {"type": "array", "minItems": 1, "maxItems": 1, "description": "`[T]`: a list"},
            {"type": "object", "minProperties": 1, "maxProperties": 1, "description": "`{T}`: a map from strings"},
        ]})
    }
}

fn decode(node: &Node, owner: Span, depth: usize, report: &mut Report) -> Option<TypeExpr> {
    match &node.value {
        Value::String(text) => parse(text, node.span, depth, report),
        // Unquoted, `[T]` and `{T}` are a list and a map to YAML.
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
            format!("lists and maps nest more than {MAX_DEPTH} deep in this type"),
            "give the inner part a name of its own under `types`",
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
    if let Some(scalar) = Scalar::from_word(text) {
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
    foreign::type_sign(text).unwrap_or_else(|| {
        format!(
            "write one of `{}`, a type of the spec, `[T]` for a list or `{{T}}` for a map",
            Scalar::WORDS.join("`, `")
        )
    })
}
