//! Success and error responses.

use super::context::Context;
use super::fields::docs;
use super::response_headers;
use crate::builtin::Holds;
use crate::diag::{Code, Report};
use crate::ir::{ErrorResponse, Media, Response, Ty};
use crate::source::Span;
use crate::spec;
use std::collections::BTreeMap;

/// Statuses of responses without a body.
const WITHOUT_BODY: &[u64] = &[204, 205, 304];

/// Resolves the success responses of an operation.
pub(super) fn resolve(
    operation: &spec::Operation,
    context: &Context<'_>,
    report: &mut Report,
) -> Vec<Response> {
    let Some(shapes) = &operation.returns else {
        return vec![no_content()];
    };
    let mut statuses = BTreeMap::new();
    let mut responses = Vec::new();
    for shape in &shapes.0 {
        let ty = match &shape.ty {
            Some(expr) => match context.index.nullable_ty(expr, report) {
                Some(ty) => Some(ty),
                None => continue,
            },
            None => None,
        };
        responses.push(one(shape, ty, &mut statuses, context, report));
    }
    check_streams(operation, report);
    responses
}

fn no_content() -> Response {
    Response {
        status: 204,
        ty: None,
        media: Media::Json,
        content_type: None,
        enveloped: false,
        docs: String::new(),
        rust: variant_name(204),
        headers: Vec::new(),
        end_marker: None,
        reconnect: false,
    }
}

fn one(
    shape: &spec::Response,
    ty: Option<Ty>,
    statuses: &mut BTreeMap<u64, Span>,
    context: &Context<'_>,
    report: &mut Report,
) -> Response {
    let default_status = if ty.is_some() { 200 } else { 204 };
    let status = shape
        .status
        .as_ref()
        .map_or(default_status, |status| status.value);
    let span = shape
        .status
        .as_ref()
        .map_or(shape.span, |status| status.span);
    let media = shape
        .media
        .as_ref()
        .map_or(Media::Json, |media| media.value);
    check_status(status, span, report);
    check_unique(status, span, statuses, report);
    check_body(status, span, ty.as_ref(), report);
    check_media(shape, media, ty.as_ref(), context, report);
    let is_enveloped = shape
        .envelope
        .as_ref()
        .is_none_or(|envelope| envelope.value);
    check_envelope(shape, context, report);
    let status = u16::try_from(status).unwrap_or(200);
    Response {
        status,
        enveloped: is_enveloped
            && context.api.envelope.is_some()
            && media == Media::Json
            && ty.is_some(),
        ty,
        media,
        content_type: shape.content_type.as_ref().map(|it| it.value.clone()),
        docs: docs(shape.docs.as_ref()),
        rust: variant_name(status),
        headers: response_headers::listed(&shape.headers, context, report),
        end_marker: shape.end_marker.as_ref().map(|it| it.value.clone()),
        reconnect: shape.reconnect.as_ref().is_some_and(|it| it.value),
    }
}

/// A stream is the only response of its operation, and has no pages. Only event streams have markers and reconnect.
fn check_streams(operation: &spec::Operation, report: &mut Report) {
    let shapes = operation.returns.iter().flat_map(|it| &it.0);
    let is_only = shapes.clone().count() == 1;
    for shape in shapes {
        let media = shape.media.as_ref();
        let stream = media.and_then(|media| Some((media, media.value.sequence()?)));
        let mut error = |span, message: String, help: &str| {
            report.error(Code::ContradictoryResponse, span, message, help);
        };
        let is_event_stream = stream.is_some_and(|(_, it)| it.has_events);
        let marker = shape.end_marker.as_ref().map(|it| ("end_marker", it.span));
        let reconnect = shape.reconnect.as_ref().map(|it| ("reconnect", it.span));
        for (key, span) in marker.into_iter().chain(reconnect) {
            if !is_event_stream {
                let name = Media::EventStream.name();
                error(
                    span,
                    format!("`{key}` applies to event streams only"),
                    &format!("remove `{key}`, or add `media: {name}`"),
                );
            }
        }
        let Some((media, _)) = stream else { continue };
        if !is_only {
            error(
                media.span,
                "an operation that returns a stream cannot have other responses".to_owned(),
                "remove the other responses, or declare an operation for the stream",
            );
        }
        if operation.paginate.is_some() {
            error(
                media.span,
                "an operation that returns a stream cannot be paginated".to_owned(),
                "remove `paginate`, or correct `media`",
            );
        }
    }
}

/// A result has a success status, or that of a redirect or of an unchanged value. Those below 200 are not final.
fn check_status(status: u64, span: Span, report: &mut Report) {
    if !(200..400).contains(&status) {
        report.error(
            Code::ContradictoryResponse,
            span,
            format!("`{status}` is not the status of a result"),
            "use a status from 200 to 399; list error responses under `errors`",
        );
    }
}

fn check_unique(status: u64, span: Span, statuses: &mut BTreeMap<u64, Span>, report: &mut Report) {
    match statuses.get(&status) {
        Some(first) => report.error_between(
            Code::ContradictoryResponse,
            span,
            format!("two responses have the status `{status}`"),
            (*first, "the first response"),
            "give each response its own `status`; the default is 200, or 204 without a type",
        ),
        None => {
            statuses.insert(status, span);
        }
    }
}

fn check_body(status: u64, span: Span, ty: Option<&Ty>, report: &mut Report) {
    if ty.is_some() && WITHOUT_BODY.contains(&status) {
        report.error(
            Code::ContradictoryResponse,
            span,
            format!("a response with the status `{status}` has no body, so it cannot have a type"),
            "remove the type, or correct the status",
        );
    }
}

fn check_media(
    shape: &spec::Response,
    media: Media,
    ty: Option<&Ty>,
    context: &Context<'_>,
    report: &mut Report,
) {
    let scalar = match ty.map(|ty| context.api.resolved(ty)) {
        Some(Ty::Scalar(scalar)) => Some(*scalar),
        _ => None,
    };
    let fits = match media.holds() {
        Holds::Value => true,
        Holds::Sequence(_) => ty.is_some(),
        Holds::Raw(raw) => scalar == Some(raw.scalar),
        Holds::Fields | Holds::Parts => false,
    };
    if let Some(content_type) = shape.content_type.as_ref().filter(|_| ty.is_none()) {
        report.error(
            Code::ContradictoryResponse,
            content_type.span,
            "the response has no content, so it has no content type",
            "remove `content_type`, or add the type of the content",
        );
    }
    if !fits {
        report.error(
            Code::ContradictoryResponse,
            shape.media.as_ref().map_or(shape.span, |media| media.span),
            "the `media` of the response does not support its type",
            media_help(),
        );
    }
}

/// Lists the types that each media type supports.
fn media_help() -> String {
    let raw = Media::ALL.iter().filter_map(|it| Some((it, it.raw()?)));
    let pairs: Vec<_> = raw
        .map(|(media, raw)| format!("`{}` with `{}`", media.name(), raw.scalar.name()))
        .collect();
    let streams = Media::ALL.iter().filter(|it| it.sequence().is_some());
    let streams: Vec<_> = streams.map(|it| format!("`{}`", it.name())).collect();
    format!(
        "use {}, {} with the type of the values, and `{}` with every other type",
        pairs.join(", "),
        streams.join(" or "),
        Media::Json.name()
    )
}

fn check_envelope(shape: &spec::Response, context: &Context<'_>, report: &mut Report) {
    if let Some(envelope) = &shape.envelope
        && envelope.value
        && context.api.envelope.is_none()
    {
        report.error(
            Code::ContradictoryResponse,
            envelope.span,
            "the API has no envelope",
            "remove `envelope`, or describe the envelope in `api.yaml`",
        );
    }
}

fn variant_name(status: u16) -> String {
    match status {
        200 => "Ok".to_owned(),
        201 => "Created".to_owned(),
        202 => "Accepted".to_owned(),
        203 => "NonAuthoritative".to_owned(),
        204 => "NoContent".to_owned(),
        205 => "ResetContent".to_owned(),
        206 => "PartialContent".to_owned(),
        300 => "MultipleChoices".to_owned(),
        301 => "MovedPermanently".to_owned(),
        302 => "Found".to_owned(),
        303 => "SeeOther".to_owned(),
        304 => "NotModified".to_owned(),
        307 => "TemporaryRedirect".to_owned(),
        308 => "PermanentRedirect".to_owned(),
        other => format!("Status{other}"),
    }
}

/// Resolves the error responses of an operation.
pub(super) fn errors(
    operation: &spec::Operation,
    context: &Context<'_>,
    report: &mut Report,
) -> Vec<ErrorResponse> {
    let mut errors = Vec::new();
    for (status, body) in &operation.errors {
        if !is_error_status(&status.text) {
            report.error(
                Code::ContradictoryResponse,
                status.span,
                format!("`{}` is not an error status", status.text),
                "use a status from 400 to 599, `4xx`, `5xx` or `default`",
            );
        }
        let ty = body.ty.as_ref().and_then(|ty| context.index.ty(ty, report));
        let docs = docs(body.docs.as_ref());
        errors.push(ErrorResponse {
            status: status.text.clone(),
            ty,
            docs,
            headers: response_headers::listed(&body.headers, context, report),
        });
    }
    errors
}

fn is_error_status(status: &str) -> bool {
    let is_number = status.len() == 3 && status.bytes().all(|byte| byte.is_ascii_digit());
    matches!(status, "default" | "4xx" | "5xx")
        || is_number
            && status
                .parse::<u16>()
                .is_ok_and(|status| (400..600).contains(&status))
}
