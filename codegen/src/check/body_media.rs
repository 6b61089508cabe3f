//! The content that a request body of a media type can have.

use crate::builtin::Holds;
use crate::diag::{Code, Report};
use crate::ir::{Api, Content, Media, Scalar, Ty, TypeKind};
use crate::spec;
use std::collections::BTreeSet;

/// Each media type supports only some types of content.
pub(super) fn check(
    body: &spec::Body,
    media: Media,
    content: &Content,
    api: &Api,
    report: &mut Report,
) {
    let name = media.name();
    let (fits, help) = match (media.holds(), content) {
        (Holds::Value, _) | (Holds::Fields, Content::Fields { .. }) => return,
        (Holds::Raw(raw), _) => (
            matches!(content, Content::Whole(ty) if *api.resolved(ty) == Ty::Scalar(raw.scalar)),
            format!("use `type: {}` for a `{name}` body", raw.scalar.name()),
        ),
        (Holds::Sequence(_), _) => (
            false,
            format!("use another `media`; only responses can be `{name}`"),
        ),
        (Holds::Fields | Holds::Parts, Content::Whole(ty)) if !api.is_always_object(ty) => (
            false,
            format!("use a model, a map or a union of these, or `fields`, for a `{name}` body"),
        ),
        (Holds::Fields, Content::Whole(_)) => return,
        // The members of a model are values, so bytes among them would be sent as base64 strings.
        (Holds::Parts, Content::Whole(ty)) => (
            !has_bytes(ty, api),
            "list the fields of the model with `of`, so that those of the type `bytes` are files"
                .to_owned(),
        ),
        // A list of files would be sent as base64 strings, which no server accepts as files.
        (Holds::Parts, Content::Fields { fields, .. }) => (
            !fields.iter().any(|field| has_bytes_inside(&field.ty, api)),
            "use a field of its own for each file".to_owned(),
        ),
    };
    if !fits {
        report.error(
            Code::ContradictoryBody,
            body.media.as_ref().map_or(body.span, |media| media.span),
            "the `media` of the body does not support its content",
            help,
        );
    }
}

/// Whether a type is a list or map of bytes.
fn has_bytes_inside(ty: &Ty, api: &Api) -> bool {
    match api.fully_resolved(ty) {
        Ty::List(item) | Ty::Map(item) => *item.present() == Ty::Scalar(Scalar::Bytes),
        _ => false,
    }
}

/// Whether members of an object are bytes, or lists or maps of bytes.
fn has_bytes(object: &Ty, api: &Api) -> bool {
    let is_bytes = |ty: &Ty| {
        *api.fully_resolved(ty).present() == Ty::Scalar(Scalar::Bytes) || has_bytes_inside(ty, api)
    };
    let (mut seen, mut waiting) = (BTreeSet::new(), vec![object]);
    while let Some(ty) = waiting.pop() {
        let found = match api.resolved(ty) {
            Ty::Map(value) => is_bytes(value),
            Ty::Named(id) if seen.insert(*id) => match &api.ty(*id).kind {
                TypeKind::Model(model) => {
                    let members = model.fields.iter().map(|field| &field.ty);
                    members.chain(&model.additional_properties).any(is_bytes)
                }
                TypeKind::TaggedUnion { variants, .. } | TypeKind::Union(variants) => {
                    waiting.extend(variants.iter().map(|variant| &variant.ty));
                    false
                }
                _ => false,
            },
            _ => false,
        };
        if found {
            return true;
        }
    }
    false
}
