//! Responses that tests define.

use bytes::Bytes;
use http::HeaderMap;
use serde_json::Value;

use super::error_response::ErrorResponse;
use super::response::{Response, success};
use super::schema::{Endpoint, Stream};
use crate::Service;

/// A response to all requests of an operation.
#[derive(Debug)]
pub(super) enum Stub {
    /// A status and a value.
    Value(u16, Value),
    /// A status and a body that is sent verbatim.
    Body(u16, Bytes),
    /// Server-sent events.
    Events(Vec<SentEvent>),
}

/// A server-sent event.
#[derive(Debug)]
pub(super) struct SentEvent {
    pub(super) name: String,
    pub(super) id: Option<String>,
    pub(super) data: String,
}

impl Stub {
    /// The response to a request with these headers.
    pub(super) fn respond(
        &self,
        service: &Service,
        endpoint: &Endpoint,
        request: &HeaderMap,
    ) -> Response {
        match self {
            Self::Value(status, value) => of_value(service, endpoint, *status, value),
            Self::Body(status, body) => Response::new(*status, media_type(endpoint), body.clone()),
            Self::Events(events) => of_events(endpoint, events, request),
        }
    }
}

fn of_value(service: &Service, endpoint: &Endpoint, status: u16, value: &Value) -> Response {
    // The value of the endpoint is that of another status.
    let is_other = status != endpoint.status && endpoint.statuses.contains(&status);
    match value {
        Value::String(text) if endpoint.operation.accept != "application/json" => {
            Response::new(status, media_type(endpoint), text.clone().into())
        }
        Value::Null if endpoint.response.is_none() || is_other => {
            Response::new(status, "", Bytes::new())
        }
        value if (200..300).contains(&status) => {
            let body = success(service, endpoint, value.clone());
            Response::json(status, &body)
        }
        value => Response::json(status, value),
    }
}

/// The events after the one that the client received last, and the end marker.
///
/// Without any, the status asks clients that reconnect to stop (HTML Standard, section 9.2.1).
fn of_events(endpoint: &Endpoint, events: &[SentEvent], request: &HeaderMap) -> Response {
    let last = request.get("last-event-id").map(|it| it.as_bytes());
    let is_last = |it: &SentEvent| last.is_some() && it.id.as_deref().map(str::as_bytes) == last;
    let before = events.iter().rposition(is_last).map_or(0, |at| at + 1);
    let rest = events.get(before..).unwrap_or_default();
    let operation = endpoint.operation;
    let is_over = rest.is_empty() && operation.end_marker.is_none();
    if is_over && (last.is_some() || operation.reconnects) {
        return Response::new(204, "", Bytes::new());
    }
    let mut body: String = rest.iter().map(encoded).collect();
    if let Some(marker) = operation.end_marker {
        body.push_str(&lines("data", marker));
        body.push('\n');
    }
    Response::new(endpoint.status, media_type(endpoint), body.into())
}

/// An event in the format of event streams.
fn encoded(event: &SentEvent) -> String {
    let mut fields = String::new();
    if let Some(id) = &event.id {
        fields.push_str(&lines("id", id));
    }
    if event.name != "message" {
        fields.push_str(&lines("event", &event.name));
    }
    fields.push_str(&lines("data", &event.data));
    fields.push('\n');
    fields
}

/// A field, once for each line of its value.
fn lines(name: &str, value: &str) -> String {
    let value = value.replace("\r\n", "\n").replace('\r', "\n");
    let lines = value.split('\n');
    lines.map(|line| format!("{name}: {line}\n")).collect()
}

/// The media type of responses: the first one that clients accept.
fn media_type(endpoint: &Endpoint) -> &'static str {
    let accept = endpoint.operation.accept;
    accept.split(',').next().unwrap_or(accept)
}

/// The error if the fake cannot derive what an operation does. It names the reason and the method that
/// defines the response.
pub(super) fn required(endpoint: &Endpoint) -> ErrorResponse {
    let name = endpoint.operation.name;
    let accept = endpoint.operation.accept;
    let is_json = accept == "application/json" || endpoint.response.is_some();
    let status = endpoint.statuses.first().unwrap_or(&endpoint.status);
    let stub = format!("define its response: fake.stub(\"{name}\", {status}, …)");
    let (reason, help) = match (endpoint.stream, endpoint.statuses) {
        (Some(Stream::Events | Stream::TextEvents), _) => (
            ", because it returns a stream of events".to_owned(),
            format!("define them: fake.stub_events(\"{name}\", …)"),
        ),
        (Some(Stream::JsonLines), _) => (
            ", because it returns a stream of values".to_owned(),
            format!("define them: fake.stub_json_lines(\"{name}\", …)"),
        ),
        (None, [others @ .., last]) => {
            let others: Vec<_> = others.iter().map(ToString::to_string).collect();
            let others = others.join(", ");
            (format!(", because it returns {others} or {last}"), stub)
        }
        (None, []) if (300..400).contains(&endpoint.status) => {
            (", because it returns a redirect".to_owned(), stub)
        }
        (None, []) if !is_json => (
            format!(", because it returns `{accept}`"),
            format!("define the content: fake.stub_bytes(\"{name}\", {status}, …)"),
        ),
        (None, []) => (String::new(), stub),
    };
    ErrorResponse::not_configured(format!(
        "the fake cannot derive the behavior of `{name}` from the API{reason}; {help}"
    ))
}
