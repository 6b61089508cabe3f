//! Responses, wrapped in the envelope of the service if it has one.

use bytes::Bytes;
use http::header::{ALLOW, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use serde_json::{Map, Value, json};

use super::error_response::ErrorResponse;
use super::page::put;
use super::schema::Endpoint;
use crate::Service;

/// A response.
#[derive(Debug, Clone)]
pub(super) struct Response {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// URL of the item that the operation created or returned, for the header `Location`.
    pub(super) location: Option<String>,
}

impl Response {
    pub(super) fn new(status: u16, content_type: &str, body: Bytes) -> Self {
        let mut headers = HeaderMap::new();
        if let Ok(value) = HeaderValue::from_str(content_type)
            && !body.is_empty()
        {
            headers.insert(CONTENT_TYPE, value);
        }
        Self {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            headers,
            body,
            location: None,
        }
    }

    pub(super) fn json(status: u16, body: &Value) -> Self {
        Self::new(status, "application/json", body.to_string().into())
    }

    /// An error response.
    pub(super) fn error(service: &Service, response: &ErrorResponse) -> Self {
        let mut error = json!({"code": response.status, "message": response.message});
        if let Some(pointer) = &response.pointer {
            put(&mut error, "/source/pointer", pointer.as_str().into());
        }
        let envelope = service.envelope.as_ref();
        let errors = envelope.map_or("", |envelope| envelope.errors);
        let mut body = wrapped(service, Value::Null, false);
        match (errors, &mut body) {
            // Without an envelope, use the common member `error`.
            ("", Value::Object(members)) => drop(members.insert("error".to_owned(), error)),
            (errors, Value::Object(members)) => {
                members.insert(errors.to_owned(), json!([error]));
            }
            (_, body) => *body = json!({"error": error}),
        }
        let mut error = Self::json(response.status, &body);
        if !response.can_retry {
            let never = HeaderValue::from_static("false");
            error.headers.insert("x-should-retry", never);
        }
        error
    }

    /// Adds the header with the request ID, unless a fault set it. `number` is that of the request.
    pub(super) fn identify(&mut self, service: &Service, number: u64) {
        let Some(Ok(name)) = service.request_id.map(str::parse::<HeaderName>) else {
            return;
        };
        if let Ok(id) = HeaderValue::from_str(&format!("fake-{number}")) {
            self.headers.entry(name).or_insert(id);
        }
    }

    /// Whether the response may have a body (RFC 9112 section 6.3). Otherwise the client would take
    /// the bytes of a body for the next response.
    pub(super) fn may_have_body(&self, method: &Method) -> bool {
        let never = [StatusCode::NO_CONTENT, StatusCode::NOT_MODIFIED];
        *method != Method::HEAD && !never.contains(&self.status)
    }

    /// Adds the `Allow` header (RFC 9110 section 15.5.6).
    pub(super) fn with_allow(mut self, methods: &[&'static str]) -> Self {
        if let Ok(value) = HeaderValue::from_str(&methods.join(", ")) {
            self.headers.insert(ALLOW, value);
        }
        self
    }
}

/// Rejects statuses that are not final. Those below 200 are informational.
pub(super) fn check_status(status: u16) -> Result<(), String> {
    if (200..=599).contains(&status) {
        Ok(())
    } else {
        Err(format!(
            "{status} is not a final status between 200 and 599"
        ))
    }
}

/// The body of a success response, wrapped in the envelope if the operation has one.
pub(super) fn success(service: &Service, endpoint: &Endpoint, value: Value) -> Value {
    if endpoint.enveloped {
        wrapped(service, value, true)
    } else {
        value
    }
}

fn wrapped(service: &Service, value: Value, success: bool) -> Value {
    let Some(envelope) = &service.envelope else {
        return value;
    };
    let mut members = Map::new();
    if let Some(flag) = envelope.success {
        members.insert(flag.to_owned(), success.into());
    }
    // An empty name means that the envelope has no such list.
    for list in [envelope.errors, envelope.messages] {
        if !list.is_empty() {
            members.insert(list.to_owned(), json!([]));
        }
    }
    members.insert(envelope.result.to_owned(), value);
    members.into()
}
