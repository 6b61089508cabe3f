//! Webhooks: a path item for each event.

use super::bodies::content;
use super::object::Object;
use super::schemas::{Usage, schema};
use crate::ir::{Api, Media, Signature, SignatureScheme, TypeKind, UnionVariant};

/// The webhooks of the document, by the names of the events.
pub(super) fn webhooks(api: &Api) -> Object {
    let union = api.webhooks.as_ref().map(|it| &api.ty(it.event).kind);
    match union {
        Some(TypeKind::TaggedUnion { variants, .. } | TypeKind::Union(variants)) => variants
            .iter()
            .map(|it| (it.name.clone(), item(api, it)))
            .collect(),
        _ => Object::new(),
    }
}

/// A path item with the request that the API sends.
fn item(api: &Api, event: &UnionVariant) -> Object {
    let payload = schema(api, &event.ty, Usage::Any);
    let body = Object::new()
        .with_flag("required", true)
        .with("content", content(Media::Json.content_type(), payload));
    let received = Object::new().with("description", "The event was received.");
    let operation = Object::new()
        .with_text("description", &event.docs)
        .with("requestBody", body)
        .with("responses", Object::new().with("2XX", received));
    Object::new().with("post", operation)
}

/// How webhooks are signed, for which OpenAPI has no keyword.
pub(super) fn signature(api: &Api) -> Object {
    let Some(Signature {
        scheme,
        header,
        prefix,
        encoding,
    }) = api.webhook_signature()
    else {
        return Object::new();
    };
    let is_standard = *scheme == SignatureScheme::Standard;
    let encoding = (!is_standard).then(|| encoding.word());
    Object::new()
        .with("scheme", scheme.word())
        .with_text("header", header)
        .with_text("prefix", prefix)
        .with_some("encoding", encoding)
}
