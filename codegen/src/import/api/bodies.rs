//! Request bodies.

use super::super::draft::{Body, Content, Field, Ty};
use super::super::loss::Loss;
use super::super::schema::{Place, Serialized};
use super::Context;
use crate::builtin::{self, Scalar};
use crate::yaml::Node;

/// Whether a content type is of a kind.
type IsOf = fn(&str) -> bool;

/// Media types of requests in order of preference: key in the spec, and the test for a content type.
const PREFERENCE: &[(&str, IsOf)] = &[
    ("json", is_json),
    ("multipart", |it| it == "multipart/form-data"),
    ("form", |it| it == "application/x-www-form-urlencoded"),
    ("text", |it| it.starts_with("text/")),
    ("bytes", |_| true),
];

/// Whether a body is JSON. `*/*` is any content type, and JSON is the most likely one.
pub(super) fn is_json(content_type: &str) -> bool {
    content_type == "*/*" || builtin::is_json(content_type)
}

/// The part of a content type before its parameters.
pub(super) fn essence(content_type: &str) -> String {
    content_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// The content type for the spec, if it is not the usual one of the media type, and can be sent.
pub(super) fn unusual(content_type: &str, usual: &str) -> Option<String> {
    let is_sendable = !content_type.contains('*')
        && content_type.contains('/')
        && content_type.chars().all(|c| c.is_ascii_graphic());
    (is_sendable && content_type != usual).then(|| content_type.to_owned())
}

impl<'d> Context<'d, '_> {
    /// The request body of an operation.
    pub(super) fn body(&mut self, operation: &'d Node, place: &Place) -> Option<Body> {
        let node = operation.get("requestBody")?;
        let Ok(node) = self.document.resolve(node) else {
            self.schemas
                .losses
                .add(Loss::UnresolvedReference, node, "the request body");
            return None;
        };
        let content = node.get("content").map_or(&[][..], Node::entries);
        if content.is_empty() {
            self.schemas.losses.add(
                Loss::UnsupportedMediaType,
                node,
                "a body without a media type",
            );
        }
        let (media, content_type, entry) = PREFERENCE.iter().find_map(|(media, is_of)| {
            let (key, entry) = content.iter().find(|(key, _)| is_of(&essence(&key.text)))?;
            Some((*media, essence(&key.text), entry))
        })?;
        for (other, entry) in content
            .iter()
            .filter(|(key, _)| essence(&key.text) != content_type)
        {
            self.schemas.losses.add(
                Loss::OtherMediaType,
                entry,
                format!("`{}` next to `{content_type}`", other.text),
            );
        }
        let place = place.child("body");
        let schema = entry.get("schema");
        let (usual, content) = match media {
            "json" => ("application/json", self.json(schema, &place)),
            "text" => ("text/plain", Content::Whole(Ty::Scalar(Scalar::String))),
            "form" | "multipart" => match self.pairs(media, entry, &place) {
                Some(fields) => ("", Content::Fields(fields)),
                None => {
                    self.schemas.losses.add(
                        Loss::UnsupportedMediaType,
                        entry,
                        format!("`{content_type}`"),
                    );
                    return None;
                }
            },
            _ => (
                "application/octet-stream",
                Content::Whole(Ty::Scalar(Scalar::Bytes)),
            ),
        };
        let is_fixed = matches!(&content, Content::Fields(fields) if fields.iter().all(|it| it.value.constant.is_some()));
        Some(Body {
            docs: super::docs(None, node.get("description").and_then(Node::str)),
            media,
            content_type: if usual.is_empty() {
                None
            } else {
                unusual(&content_type, usual)
            },
            omittable: node.get("required").and_then(Node::bool) != Some(true) && !is_fixed,
            content,
        })
    }

    fn json(&mut self, schema: Option<&'d Node>, place: &Place) -> Content {
        let Some(schema) = schema else {
            return Content::Whole(Ty::Scalar(Scalar::Json));
        };
        match self.schemas.fields(schema, place, false) {
            Some(fields) => Content::Fields(
                fields
                    .into_iter()
                    .filter(|it| !it.value.read_only)
                    .map(sent)
                    .collect(),
            ),
            None => {
                let ty = self.schemas.ty(schema, place);
                Content::Whole(match ty {
                    Ty::Nullable(inner) => *inner,
                    ty => ty,
                })
            }
        }
    }

    /// The fields of a form.
    fn pairs(&mut self, media: &str, entry: &'d Node, place: &Place) -> Option<Vec<Field>> {
        let schema = entry.get("schema")?;
        let fields = self.schemas.fields(schema, place, true)?;
        let encoding = entry.get("encoding");
        let mut sent_fields = Vec::new();
        for field in fields.into_iter().filter(|it| !it.value.read_only) {
            let mut field = sent(field);
            let encoding = encoding.and_then(|it| it.get(&field.wire));
            let style = encoding.and_then(|it| it.get("style")).and_then(Node::str);
            let shape = self.schemas.serialized(&field.value.ty);
            if media == "form" {
                field.style = (shape == Serialized::List && style == Some("deepObject"))
                    .then_some("brackets");
                if shape == Serialized::Unsupported {
                    let node = schema;
                    self.schemas.losses.add(
                        Loss::UnsupportedParameterStyle,
                        node,
                        format!("the form field `{}`", field.wire),
                    );
                    field.value.ty = Ty::Scalar(Scalar::String);
                    field.value.constraints.clear();
                    field.value.items.clear();
                }
            }
            sent_fields.push(field);
        }
        Some(sent_fields)
    }
}

/// A field of a body: `readOnly` and `writeOnly` do not apply to it, and neither does a default if it is required.
fn sent(mut field: Field) -> Field {
    field.value.read_only = false;
    field.value.write_only = false;
    if field.required {
        field.value.default = None;
    }
    field
}
