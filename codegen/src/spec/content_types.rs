//! Content types of the parts of multipart bodies.

use super::decode::{Decode, Text};
use super::definitions::Definitions;
use crate::diag::Report;
use crate::source::Span;
use crate::yaml::{Node, Value};
use serde_json::{Value as Json, json};

/// Content types of a part: one, or a list of which callers choose one.
#[derive(Debug, Clone)]
pub struct ContentTypes {
    /// Types and ranges, such as `image/*`.
    pub types: Vec<Text>,
    /// Location of the type or list.
    pub span: Span,
}

impl Decode for ContentTypes {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        let types = match &node.value {
            Value::List(_) => Vec::decode(node, owner, report)?,
            _ => vec![Text::decode(node, owner, report)?],
        };
        let span = node.span;
        Some(Self { types, span })
    }

    fn schema(definitions: &mut Definitions) -> Json {
        let text = Text::schema(definitions);
        json!({"anyOf": [text, {"type": "array", "items": text, "minItems": 1}]})
    }
}
