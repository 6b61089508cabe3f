//! Media types: which of them are methods of their own.

use super::super::names::snake;
use crate::builtin;
use crate::yaml::{Node, Value};

/// Maximum number of methods for one operation. Other media types are losses.
pub(super) const MAX_METHODS: usize = 5;

/// A media type of a body, and its description in the document.
#[derive(Debug, Clone)]
pub(super) struct Media<'d> {
    /// Key of the media type in the spec.
    pub key: &'static str,
    /// Content type without parameters.
    pub content_type: String,
    /// The Media Type Object.
    pub node: &'d Node,
}

impl<'d> Media<'d> {
    /// The media types of a body, in the order of the document. Of equal content types, only the first.
    pub(super) fn all(body: &'d Node, key_of: fn(&str) -> &'static str) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for (content_type, node) in body.get("content").map_or(&[][..], Node::entries) {
            let content_type = essence(&content_type.text);
            if all.iter().all(|it| it.content_type != content_type) {
                all.push(Self {
                    key: key_of(&content_type),
                    content_type,
                    node,
                });
            }
        }
        all
    }

    /// Whether two media types describe the same content in two encodings, such as JSON and YAML.
    pub(super) fn is_same_content(&self, other: &Self) -> bool {
        match (self.node.get("schema"), other.node.get("schema")) {
            (Some(one), Some(two)) => is_same(one, two),
            (None, None) => true,
            _ => false,
        }
    }

    /// Whether requests can have the content type in a header.
    pub(super) fn is_sendable(&self) -> bool {
        !self.content_type.contains('*')
            && self.content_type.contains('/')
            && self.content_type.chars().all(|c| c.is_ascii_graphic())
    }

    /// The content type for the spec, if it is not the usual one of the media type, and can be sent.
    pub(super) fn unusual(&self, usual: &str) -> Option<String> {
        (self.is_sendable() && self.content_type != usual).then(|| self.content_type.clone())
    }

    /// Whether it is a format of changes, such as `application/merge-patch+json`. The same schema often describes several of
    /// them, which have different meanings.
    pub(super) fn is_patch(&self) -> bool {
        self.key == "json" && self.content_type.ends_with("patch+json")
    }

    /// The loss of this media type next to another one.
    pub(super) fn next_to(&self, other: &Self) -> String {
        format!("`{}` next to `{}`", self.content_type, other.content_type)
    }

    /// The words that distinguish the method of this media type from others, in snake_case: `csv` for `text/csv`.
    pub(super) fn suffix(&self) -> String {
        let subtype = self.content_type.split_once('/').map_or("", |it| it.1);
        match self.key {
            "event_stream" => "stream".to_owned(),
            "json_lines" => "lines".to_owned(),
            "form" | "multipart" => self.key.to_owned(),
            key => {
                let words = subtype.trim_end_matches("+json").trim_start_matches("x-");
                let words = snake(words);
                let is_usual = matches!(words.as_str(), "" | "plain" | "octet_stream");
                if is_usual || !words.starts_with(|c: char| c.is_ascii_alphabetic()) {
                    key.to_owned()
                } else {
                    words
                }
            }
        }
    }
}

/// Whether a body is JSON. `*/*` is any content type, and JSON is the most likely one.
pub(super) fn is_json(content_type: &str) -> bool {
    content_type == "*/*" || builtin::is_json(content_type)
}

/// The part of a content type before its parameters.
fn essence(content_type: &str) -> String {
    content_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// Whether two nodes have the same values.
fn is_same(one: &Node, two: &Node) -> bool {
    match (&one.value, &two.value) {
        (Value::List(one), Value::List(two)) => {
            one.len() == two.len() && one.iter().zip(two).all(|(one, two)| is_same(one, two))
        }
        (Value::Map(one), Value::Map(two)) => {
            one.len() == two.len()
                && one
                    .iter()
                    .zip(two)
                    .all(|((key, one), (other, two))| key.text == other.text && is_same(one, two))
        }
        (one, two) => one == two,
    }
}
