//! Request bodies.

use super::super::draft::{Body, Content, Field, Ty};
use super::super::loss::Loss;
use super::super::schema::{Place, Serialized};
use super::Context;
use super::media::{MAX_METHODS, MediaType, is_json};
use crate::builtin::{Media, Scalar};
use crate::yaml::Node;

/// Media types of requests in order of preference.
const PREFERENCE: &[Media] = &[
    Media::Json,
    Media::Multipart,
    Media::Form,
    Media::Text,
    Media::Bytes,
];

/// The media type of a request with a content type.
fn media_of(content_type: &str) -> Media {
    match content_type {
        it if is_json(it) => Media::Json,
        "multipart/form-data" => Media::Multipart,
        "application/x-www-form-urlencoded" => Media::Form,
        it if it.starts_with("text/") => Media::Text,
        _ => Media::Bytes,
    }
}

impl<'d> Context<'d, '_> {
    /// The request bodies of an operation, one for each of its methods: the preferred one first.
    pub(super) fn bodies(
        &mut self,
        operation: &'d Node,
        place_of: impl Fn(Option<&MediaType<'d>>) -> Place,
    ) -> Vec<(MediaType<'d>, Body)> {
        let Some(declared) = operation.get("requestBody") else {
            return Vec::new();
        };
        let Ok(node) = self.document.resolve(declared) else {
            self.schemas
                .losses
                .add(Loss::UnresolvedReference, declared, "the request body");
            return Vec::new();
        };
        let mut all = MediaType::all(node, media_of);
        if all.is_empty() {
            self.schemas.losses.add(
                Loss::UnsupportedMediaType,
                node,
                "a body without a media type",
            );
        }
        all.sort_by_key(|it| {
            let preference = PREFERENCE.iter().position(|media| *media == it.media);
            (preference, !it.is_sendable())
        });
        let mut bodies: Vec<(MediaType<'d>, Body)> = Vec::new();
        for media in all {
            let is_method =
                bodies.len() < MAX_METHODS && bodies.iter().all(|(it, _)| media.differs_from(it));
            if let Some((usual, _)) = bodies.first().filter(|_| !is_method) {
                self.schemas
                    .losses
                    .add(Loss::OtherMediaType, media.node, media.next_to(usual));
                continue;
            }
            let place = place_of(bodies.first().map(|_| &media)).child("body");
            bodies.extend(self.body(node, &media, &place).map(|body| (media, body)));
        }
        bodies
    }

    /// The request body with a media type.
    fn body(&mut self, node: &'d Node, media: &MediaType<'d>, place: &Place) -> Option<Body> {
        let content = match (media.media, media.media.raw()) {
            (_, Some(raw)) => Content::Whole(Ty::Scalar(raw.scalar)),
            (Media::Form | Media::Multipart, None) => {
                let Some(fields) = self.pairs(media, place) else {
                    self.schemas.losses.add(
                        Loss::UnsupportedMediaType,
                        media.node,
                        format!("`{}`", media.content_type),
                    );
                    return None;
                };
                Content::Fields(fields)
            }
            (_, None) => self.json(media.node.get("schema"), place),
        };
        let is_fixed = matches!(&content, Content::Fields(fields) if fields.iter().all(|it| it.value.constant.is_some()));
        Some(Body {
            docs: super::docs(None, node.get("description").and_then(Node::str)),
            media: media.media,
            content_type: media.unusual(),
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
    fn pairs(&mut self, media: &MediaType<'d>, place: &Place) -> Option<Vec<Field>> {
        let schema = media.node.get("schema")?;
        let fields = self.schemas.fields(schema, place, true)?;
        let encoding = media.node.get("encoding");
        let mut sent_fields = Vec::new();
        for field in fields.into_iter().filter(|it| !it.value.read_only) {
            let mut field = sent(field);
            let encoding = encoding.and_then(|it| it.get(&field.wire));
            let style = encoding.and_then(|it| it.get("style")).and_then(Node::str);
            let shape = self.schemas.serialized(&field.value.ty);
            if media.media == Media::Form {
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
