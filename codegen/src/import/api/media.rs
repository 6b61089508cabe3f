//! Media types: which of them are methods of their own.

use super::super::names::snake;
use crate::builtin::{self, Media};
use crate::check;
use crate::yaml::{Node, Value};

/// Maximum number of media types of requests, and of responses, that are methods of an operation. Others are losses.
pub(super) const MAX_METHODS: usize = 5;

/// A media type of a body, and its description in the document.
#[derive(Debug, Clone)]
pub(super) struct MediaType<'d> {
    /// The media type in the spec.
    pub media: Media,
    /// Key in the document.
    pub key: &'d str,
    /// Content type without parameters, in lowercase.
    pub content_type: String,
    /// The Media Type Object.
    pub node: &'d Node,
}

impl<'d> MediaType<'d> {
    /// The media types of a body, in the order of the document.
    pub(super) fn all(body: &'d Node, media_of: fn(&str) -> Media) -> Vec<Self> {
        let entries = body.get("content").map_or(&[][..], Node::entries);
        let all = entries.iter().map(|(key, node)| {
            let content_type = essence(&key.text);
            Self {
                media: media_of(&content_type),
                key: &key.text,
                content_type,
                node,
            }
        });
        all.collect()
    }

    /// Whether it is worth a method next to that of another media type: requests can name it, and it is not the same content
    /// in another encoding, such as XML next to JSON.
    pub(super) fn differs_from(&self, other: &Self) -> bool {
        let is_same_type = self.content_type == other.content_type
            || self.media == other.media && self.media.sequence().is_some();
        let is_raw = |it: &Self| it.media.raw().is_some();
        let is_sequence = |it: &Self| it.media.sequence().is_some();
        self.is_sendable()
            && !is_same_type
            && (is_raw(self) && is_raw(other)
                || is_sequence(self) != is_sequence(other)
                || self.is_patch() && other.is_patch()
                || !self.has_same_schema(other))
    }

    fn has_same_schema(&self, other: &Self) -> bool {
        match (self.node.get("schema"), other.node.get("schema")) {
            (Some(one), Some(two)) => is_same(one, two),
            (None, None) => true,
            _ => false,
        }
    }

    /// Whether it is a format of changes, such as `application/merge-patch+json`. The same schema often describes several of
    /// them, which have different meanings.
    fn is_patch(&self) -> bool {
        self.content_type.ends_with("patch+json")
    }

    /// Whether the header of a request can name it: ranges such as `*/*` cannot.
    pub(super) fn is_sendable(&self) -> bool {
        let parts = self.content_type.split_once('/');
        !self.content_type.contains('*')
            && parts
                .is_some_and(|(kind, subtype)| check::is_token(kind) && check::is_token(subtype))
    }

    /// The content type for the spec, if it is not the usual one of the media type, and can be sent.
    pub(super) fn unusual(&self) -> Option<String> {
        let is_unusual = self.media.sequence().is_none()
            && self.is_sendable()
            && self.content_type != self.media.content_type();
        is_unusual.then(|| self.content_type.clone())
    }

    /// The loss of this media type next to another one.
    pub(super) fn next_to(&self, other: &Self) -> String {
        format!("`{}` next to `{}`", self.key, other.key)
    }

    /// The words that distinguish the method of this media type from others, in snake_case: `csv` for `text/csv`.
    pub(super) fn suffix(&self) -> String {
        let subtype = self.content_type.split_once('/').map_or("", |it| it.1);
        let subtype = subtype.strip_suffix("+json").unwrap_or(subtype);
        let words = snake(subtype.strip_prefix("x-").unwrap_or(subtype));
        let has_words = words.starts_with(|c: char| c.is_ascii_alphabetic())
            && !matches!(words.as_str(), "plain" | "octet_stream");
        match self.media {
            Media::EventStream => "stream".to_owned(),
            Media::JsonLines => "lines".to_owned(),
            Media::Json | Media::Text | Media::Bytes if has_words => words,
            media => media.name().to_owned(),
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

/// Whether two nodes have the same values, wherever they are.
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
