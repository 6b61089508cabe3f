//! What comes back: the shapes of success and of failure.

use super::context::Context;
use super::fields::docs;
use crate::diag::{Code, Report};
use crate::ir::{ErrorResponse, Media, Response, Ty};
use crate::source::Span;
use crate::spec::{self, Scalar, Shape};
use std::collections::BTreeMap;

/// Statuses whose responses have no body.
const WITHOUT_BODY: &[u64] = &[204, 205];

/// Resolves the shapes of success.
pub(super) fn resolve(
    operation: &spec::Operation,
    context: &Context<'_>,
    report: &mut Report,
) -> Vec<Response> {
    let Some(shapes) = &operation.returns else {
        return vec![nothing()];
    };
    let mut statuses = BTreeMap::new();
    let mut responses = Vec::new();
    for shape in &shapes.0 {
        let ty = match &shape.ty {
            Some(expr) => match context.index.ty(expr, report) {
                Some(ty) => Some(ty),
                None => continue,
            },
            None => None,
        };
        responses.push(one(shape, ty, &mut statuses, context, report));
    }
    responses
}

fn nothing() -> Response {
    Response {
        status: 204,
        ty: None,
        media: Media::Json,
        enveloped: false,
        docs: String::new(),
        rust: shape_name(204),
    }
}

fn one(
    shape: &Shape,
    ty: Option<Ty>,
    statuses: &mut BTreeMap<u64, Span>,
    context: &Context<'_>,
    report: &mut Report,
) -> Response {
    let usual = if ty.is_some() { 200 } else { 204 };
    let status = shape.status.as_ref().map_or(usual, |status| status.value);
    let span = shape
        .status
        .as_ref()
        .map_or(shape.span, |status| status.span);
    let media = shape
        .media
        .as_ref()
        .map_or(Media::Json, |media| media.value);
    succeeds(status, span, report);
    once(status, span, statuses, report);
    has_body(status, span, ty.as_ref(), report);
    fits_media(shape, media, ty.as_ref(), context, report);
    let wrapped = shape
        .envelope
        .as_ref()
        .is_none_or(|envelope| envelope.value);
    envelope_exists(shape, context, report);
    let status = u16::try_from(status).unwrap_or(200);
    Response {
        status,
        enveloped: wrapped
            && context.api.envelope.is_some()
            && media == Media::Json
            && ty.is_some(),
        ty,
        media,
        docs: docs(shape.docs.as_ref()),
        rust: shape_name(status),
    }
}

fn succeeds(status: u64, span: Span, report: &mut Report) {
    if !(200..300).contains(&status) {
        report.error(
            Code::ContradictoryResponse,
            span,
            format!("{status} is not the status of a success"),
            "write a status from 200 to 299; failures go under `errors`",
        );
    }
}

fn once(status: u64, span: Span, statuses: &mut BTreeMap<u64, Span>, report: &mut Report) {
    match statuses.get(&status) {
        Some(first) => report.error_between(
            Code::ContradictoryResponse,
            span,
            format!("the status {status} has two shapes"),
            (*first, "the first one"),
            "give each shape a `status` of its own; without one it is 200, or 204 without a type",
        ),
        None => {
            statuses.insert(status, span);
        }
    }
}

fn has_body(status: u64, span: Span, ty: Option<&Ty>, report: &mut Report) {
    if ty.is_some() && WITHOUT_BODY.contains(&status) {
        report.error(
            Code::ContradictoryResponse,
            span,
            format!("a response of status {status} has no body, so it cannot hold a value"),
            "remove the type, or correct the status",
        );
    }
}

fn fits_media(
    shape: &Shape,
    media: Media,
    ty: Option<&Ty>,
    context: &Context<'_>,
    report: &mut Report,
) {
    let scalar = match ty.map(|ty| context.api.resolved(ty)) {
        Some(Ty::Scalar(scalar)) => Some(*scalar),
        _ => None,
    };
    let fits = match media {
        Media::Json => true,
        Media::Text => scalar == Some(Scalar::String),
        Media::Bytes => scalar == Some(Scalar::Bytes),
        Media::Form | Media::Multipart => false,
    };
    if !fits {
        report.error(
            Code::ContradictoryResponse,
            shape.media.as_ref().map_or(shape.span, |media| media.span),
            "a response of this medium cannot have this type",
            "`text` goes with `string`, `bytes` with `bytes`, everything else with `json`",
        );
    }
}

fn envelope_exists(shape: &Shape, context: &Context<'_>, report: &mut Report) {
    if let Some(envelope) = &shape.envelope
        && envelope.value
        && context.api.envelope.is_none()
    {
        report.error(
            Code::ContradictoryResponse,
            envelope.span,
            "the API has no envelope that could wrap this",
            "remove `envelope`, or describe the envelope in `api.yaml`",
        );
    }
}

fn shape_name(status: u16) -> String {
    match status {
        200 => "Ok".to_owned(),
        201 => "Created".to_owned(),
        202 => "Accepted".to_owned(),
        203 => "NonAuthoritative".to_owned(),
        204 => "NoContent".to_owned(),
        205 => "ResetContent".to_owned(),
        206 => "PartialContent".to_owned(),
        other => format!("Status{other}"),
    }
}

/// Resolves the shapes of failure.
pub(super) fn errors(
    operation: &spec::Operation,
    context: &Context<'_>,
    report: &mut Report,
) -> Vec<ErrorResponse> {
    let mut errors = Vec::new();
    for (status, body) in &operation.errors {
        if !is_failure(&status.text) {
            report.error(
                Code::ContradictoryResponse,
                status.span,
                format!("`{}` is not the status of a failure", status.text),
                "write a status from 400 to 599, `4xx`, `5xx` or `default`",
            );
        }
        let ty = body.ty.as_ref().and_then(|ty| context.index.ty(ty, report));
        let docs = docs(body.docs.as_ref());
        errors.push(ErrorResponse {
            status: status.text.clone(),
            ty,
            docs,
        });
    }
    errors
}

fn is_failure(status: &str) -> bool {
    let plain = status.len() == 3 && status.bytes().all(|byte| byte.is_ascii_digit());
    matches!(status, "default" | "4xx" | "5xx")
        || plain
            && status
                .parse::<u16>()
                .is_ok_and(|status| (400..600).contains(&status))
}
