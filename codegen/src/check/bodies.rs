//! Request bodies.

use super::context::Context;
use super::fields::docs;
use super::selection::Selection;
use super::{any_of, body_media, part_types, selected_fields, sendable, styles};
use crate::builtin::Holds;
use crate::diag::{Code, Report};
use crate::ir::{Body, Content, Media, Model, Ty, TypeId, TypeKind};
use crate::spec;
use crate::spec::decode::Text;

/// Resolves a request body.
pub(super) fn resolve(
    body: &spec::Body,
    context: &Context<'_>,
    report: &mut Report,
) -> Option<Body> {
    let has_fields = body.of.is_some() || !body.fields.is_empty();
    let contradiction = match (has_fields, body.ty.is_some()) {
        (true, true) => Some("the body has both `type` and fields"),
        (false, false) => Some("the body has neither `type` nor fields"),
        (true, false) | (false, true) => None,
    };
    if let Some(message) = contradiction {
        report.error(
            Code::ContradictoryBody,
            body.span,
            message,
            "use `type` alone; or `of` with `required` and `optional`, `fields`, or both",
        );
        return None;
    }
    let media = body.media.as_ref().map_or(Media::Json, |media| media.value);
    let mut content = match &body.ty {
        Some(ty) => {
            let resolved = context.index.ty(ty, report)?;
            sendable::check((&resolved, body.span), "the body", context.api, report);
            Content::Whole(resolved)
        }
        None => body_fields(body, context, report)?,
    };
    body_media::check(body, media, &content, context.api, report);
    check_encodings(body, media, &mut content, context, report);
    check_content_type(body, media, report);
    check_omittable(body, &content, report);
    let any_of = any_of(body, &content, report);
    Some(Body {
        media,
        omittable: body.omittable,
        any_of,
        content_type: body.content_type.as_ref().map(|it| it.value.clone()),
        content,
        docs: docs(body.docs.as_ref()),
    })
}

fn body_fields(body: &spec::Body, context: &Context<'_>, report: &mut Report) -> Option<Content> {
    let selection = Selection::of_body(body);
    let of = match &body.of {
        Some(name) => Some(model(name, &selection, context, report)?),
        None => None,
    };
    selection.check_keys(report);
    let fields = selected_fields::resolve(
        &selection,
        of.map(|(_, model)| model),
        context.index,
        report,
    );
    for field in &fields {
        let part = format!("the field `{}`", field.wire);
        if sendable::check((&field.ty, field.span), &part, context.api, report) {
            sendable::check_default(field, context.api, report);
        }
    }
    Some(Content::Fields {
        of: of.map(|(id, _)| id),
        fields,
    })
}

fn model<'a>(
    name: &Text,
    selection: &Selection<'_>,
    context: &Context<'a>,
    report: &mut Report,
) -> Option<(TypeId, &'a Model)> {
    let named = Ty::Named(context.index.named(&name.value, name.span, report)?);
    let api = context.api;
    if let Ty::Named(id) = context.index.resolved(&named)
        && let TypeKind::Model(model) = &api.ty(*id).kind
    {
        return Some((*id, model));
    }
    selection.report_not_a_model(name, report);
    None
}

/// The content type of parts has their boundary, which is different in each request.
fn check_content_type(body: &spec::Body, media: Media, report: &mut Report) {
    if let Some(content_type) = &body.content_type
        && matches!(media.holds(), Holds::Parts)
    {
        report.error(
            Code::ContradictoryBody,
            content_type.span,
            "the content type of a multipart body has the boundary of its parts, so it cannot be set",
            "remove `content_type`",
        );
    }
}

/// A body is sent if a field other than a constant is set.
fn check_omittable(body: &spec::Body, content: &Content, report: &mut Report) {
    let Content::Fields { fields, .. } = content else {
        return;
    };
    if body.omittable && !fields.is_empty() && fields.iter().all(|it| it.constant.is_some()) {
        report.error(
            Code::ContradictoryBody,
            body.span,
            "the body can be omitted, but all of its fields are constants, so it would never be sent",
            "remove `omittable`, or add a field that callers set",
        );
    }
}

/// Resolves `any_of`, which needs fields.
fn any_of(body: &spec::Body, content: &Content, report: &mut Report) -> Vec<Vec<String>> {
    match content {
        Content::Fields { fields, .. } => {
            let selection = Selection::of_body(body);
            any_of::resolve(&body.any_of, body.span, &selection, fields, report)
        }
        Content::Whole(_) if body.any_of.is_empty() => Vec::new(),
        Content::Whole(_) => {
            report.error(
                Code::ContradictoryBody,
                body.span,
                "`any_of` applies to the fields of a body, but the body is a single value",
                "remove `any_of`, list the fields of the body, or set `any_of` of the model",
            );
            Vec::new()
        }
    }
}

/// Checks the styles and content types that the body sets, on its own fields and on those of the model.
fn check_encodings(
    body: &spec::Body,
    media: Media,
    content: &mut Content,
    context: &Context<'_>,
    report: &mut Report,
) {
    let Content::Fields { fields, .. } = content else {
        return;
    };
    let own = body.fields.iter();
    let own = own.map(|(key, it)| (key, &it.style, &it.content_type));
    let overrides = body.overrides.iter();
    let overrides = overrides.map(|(key, it)| (key, &it.style, &it.content_type));
    for (key, style, content_types) in own.chain(overrides) {
        let Some(field) = fields.iter_mut().find(|field| field.wire == key.text) else {
            continue;
        };
        if let Some(style) = style {
            styles::check_body_field(field, media, style, context.api, report);
        }
        if let Some(types) = content_types {
            part_types::check(field, media, types, context.api, report);
        }
    }
}
