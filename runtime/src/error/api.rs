//! A refusal or failure that the server reported.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::Value;

use crate::model::{self, Decode, DecodeError};
use crate::retry::retry_after;

/// What the server said when it refused or failed.
///
/// The kind of failure is [`status`](Self::status); an envelope that denies success makes an error
/// even at status 200.
pub struct ApiError {
    status: StatusCode,
    errors: Vec<ApiMessage>,
    request_id: Option<String>,
    retry_after: Option<Duration>,
    headers: HeaderMap,
    body: Bytes,
}

/// One entry of the `errors` or the `messages` of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ApiMessage {
    /// The service's own code, as text even where it is a number.
    pub code: Option<String>,
    /// The text, for people.
    pub message: String,
    /// Where the service explains it.
    pub documentation_url: Option<String>,
    /// JSON pointer to the part of the request that it is about.
    pub pointer: Option<String>,
}

impl ApiError {
    pub(crate) fn new(
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
        request_id: Option<String>,
        errors_member: &str,
    ) -> Self {
        Self {
            status,
            errors: reported_errors(&body, errors_member),
            request_id,
            retry_after: retry_after(&headers),
            headers,
            body,
        }
    }

    /// Status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// All errors that the answer lists; empty when it lists none or is not JSON.
    pub fn errors(&self) -> &[ApiMessage] {
        &self.errors
    }

    /// Whether one of the errors has this code.
    pub fn has_code(&self, code: &str) -> bool {
        self.errors
            .iter()
            .any(|error| error.code.as_deref() == Some(code))
    }

    /// What identifies the request to the people who run the service.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// How long the server asks to wait before the next attempt.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The whole body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as a value, where the API describes its error bodies.
    ///
    /// # Errors
    /// When the body is not what `T` says.
    pub fn decode<T: Decode>(&self) -> Result<T, DecodeError> {
        model::from_json(&self.body)
    }
}

/// The errors in a body: the envelope's list, or else what is customary elsewhere, `error` or a bare `message`.
fn reported_errors(body: &[u8], errors_member: &str) -> Vec<ApiMessage> {
    let Ok(body) = serde_json::from_slice::<Value>(body) else {
        return Vec::new();
    };
    let listed = ApiMessage::list(body.get(errors_member));
    if !listed.is_empty() {
        return listed;
    }
    let single = body
        .get("error")
        .filter(|error| !error.is_null())
        .unwrap_or(&body);
    ApiMessage::read(single).into_iter().collect()
}

impl ApiMessage {
    /// Every entry that can be read as a message; null and missing lists are empty.
    pub(crate) fn list(value: Option<&Value>) -> Vec<Self> {
        let entries = value
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default();
        entries.iter().filter_map(Self::read).collect()
    }

    fn read(value: &Value) -> Option<Self> {
        if let Some(message) = value.as_str() {
            return Some(Self {
                message: message.to_owned(),
                ..Self::default()
            });
        }
        let text = |pointer: &str| value.pointer(pointer).and_then(scalar);
        let message = Self {
            code: text("/code"),
            message: text("/message").unwrap_or_default(),
            documentation_url: text("/documentation_url"),
            pointer: text("/source/pointer"),
        };
        (message != Self::default()).then_some(message)
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the server answered {}", self.status)?;
        for (index, error) in self.errors.iter().enumerate() {
            formatter.write_str(if index == 0 { ": " } else { "; " })?;
            error.fmt(formatter)?;
        }
        if let Some(id) = &self.request_id {
            write!(formatter, " [request {id}]")?;
        }
        Ok(())
    }
}

impl fmt::Display for ApiMessage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)?;
        if let Some(code) = &self.code {
            let space = if self.message.is_empty() { "" } else { " " };
            write!(formatter, "{space}(code {code})")?;
        }
        if let Some(pointer) = &self.pointer {
            write!(formatter, " at {pointer}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ApiError")
            .field("status", &self.status)
            .field("errors", &self.errors)
            .field("request_id", &self.request_id)
            .field("retry_after", &self.retry_after)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_found_in_every_customary_shape() {
        let cases: [(&str, &[&str]); 10] = [
            (
                r#"{"errors":[{"code":7003,"message":"no"},{"message":"nope"}]}"#,
                &["no (code 7003)", "nope"],
            ),
            (
                r#"{"errors":[{"code":1,"message":"bad","source":{"pointer":"/pattern"}}]}"#,
                &["bad (code 1) at /pattern"],
            ),
            (r#"{"errors":["plain"]}"#, &["plain"]),
            (
                r#"{"error":{"message":"Invalid","code":"key","type":"x"}}"#,
                &["Invalid (code key)"],
            ),
            (r#"{"error":"broken"}"#, &["broken"]),
            (r#"{"errors":[],"message":"gone"}"#, &["gone"]),
            (r#"{"errors":null}"#, &[]),
            (r#"{"errors":[{"code":5}]}"#, &["(code 5)"]),
            ("[]", &[]),
            ("<html>", &[]),
        ];
        for (body, expected) in cases {
            let found: Vec<String> = reported_errors(body.as_bytes(), "errors")
                .iter()
                .map(ToString::to_string)
                .collect();
            assert_eq!(found, expected, "{body}");
        }
    }
}
