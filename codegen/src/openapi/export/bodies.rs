//! Request bodies and content types.

use super::fields;
use super::object::Object;
use super::parameters::form_encoding;
use super::schemas::{Usage, binary, schema};
use crate::ir::{Api, Body, Content, Field, ListStyle, Media, Scalar, Ty};

/// The request body object of an operation.
pub(super) fn body(api: &Api, body: &Body) -> Object {
    let content_type = body.content_type.as_deref();
    let content_type = content_type.unwrap_or_else(|| body.media.content_type());
    let schema = match &body.content {
        Content::Fields { fields, .. } => {
            fields::object(fields, |field| member(api, field, body.media))
                .with_list("anyOf", fields::alternatives(&body.any_of))
        }
        Content::Whole(ty) => whole(api, ty, body.media, content_type, Usage::RequestBody),
    };
    Object::new()
        .with_text("description", &body.docs)
        .with_flag("required", !body.omittable)
        .with(
            "content",
            Object::new().with(content_type, media_type(api, body, schema)),
        )
}

/// A media type object, with the encoding of the fields of a form.
fn media_type(api: &Api, body: &Body, schema: Object) -> Object {
    let fields = match &body.content {
        Content::Fields { fields, .. } => fields.as_slice(),
        Content::Whole(ty) => api.model(ty).map_or(&[][..], |it| it.fields.as_slice()),
    };
    let encoded = fields.iter().filter_map(|field| {
        let encoding = match body.media {
            Media::Form => form_encoding(api, field)?,
            Media::Multipart => part_encoding(api, field),
            _ => return None,
        };
        Some((&*field.wire, encoding)).filter(|(_, encoding)| !encoding.is_empty())
    });
    Object::new()
        .with("schema", schema)
        .with_object("encoding", encoded.collect())
}

/// The encoding of a part, if it differs from the default.
fn part_encoding(api: &Api, field: &Field) -> Object {
    let style = match field.style {
        ListStyle::Repeat => None,
        _ => form_encoding(api, field),
    };
    Object::new()
        .with_text("contentType", &field.content_types.join(", "))
        .merge(style.unwrap_or_default())
}

/// A `content` map with one content type.
pub(super) fn content(content_type: &str, schema: Object) -> Object {
    Object::new().with(content_type, Object::new().with("schema", schema))
}

/// The schema of a body or response that is a single value.
pub(super) fn whole(api: &Api, ty: &Ty, media: Media, content_type: &str, usage: Usage) -> Object {
    match media.raw() {
        Some(raw) if raw.scalar == Scalar::Bytes => binary(content_type),
        _ => schema(api, ty, usage),
    }
}

/// The schema of a body field. In a multipart body, bytes are a file; in others, base64.
fn member(api: &Api, field: &Field, media: Media) -> Object {
    let is_file = *api.resolved(&field.ty) == Ty::Scalar(Scalar::Bytes);
    if is_file && media.has_files() {
        let schema = match (field.content_types.as_slice(), field.content_type()) {
            ([], _) => binary(Media::Bytes.content_type()),
            (_, Some(only)) => binary(only),
            // The encoding lists them.
            (_, None) => Object::new(),
        };
        fields::annotated(field, schema)
    } else {
        fields::property(api, field, Usage::RequestBody)
    }
}
