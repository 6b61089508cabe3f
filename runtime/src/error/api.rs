//! Error responses.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::{Deserialize, Deserializer, Visitor};
use serde_json::value::RawValue;

use super::ResponseHead;
use crate::model::{self, Decode, DecodeError, Members};
use crate::quoted::Quoted;
use crate::redaction::Redaction;
use crate::retry_after::retry_after;

/// Maximum number of errors in `Display` and `Debug` output.
const SHOWN: usize = 5;

/// An error response from the server.
///
/// Created for every error status, and for a successful status if the envelope reports a failure.
///
/// `Display` and `Debug` show the first five errors, up to 300 characters per string, with control
/// characters escaped. They may quote arguments of the request. The client's secrets are redacted
/// everywhere except in [`headers`](Self::headers) and [`body`](Self::body), which neither format
/// shows.
pub struct ApiError {
    response: ResponseHead,
    errors: Vec<ApiMessage>,
    retry_after: Option<Duration>,
    body: Bytes,
}

/// An error or message in a response.
///
/// The client's secrets are redacted. `Display` and `Debug` show up to 300 characters per string,
/// with control characters escaped.
#[derive(Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ApiMessage {
    /// Error code of the API, as a string even if the API sends a number.
    pub code: Option<String>,
    /// Human-readable message.
    pub message: String,
    /// URL of the documentation of this error.
    pub documentation_url: Option<String>,
    /// JSON pointer to the part of the request that caused the error.
    pub pointer: Option<String>,
}

impl ApiError {
    pub(crate) fn new(
        response: ResponseHead,
        body: Bytes,
        errors_member: &str,
        redaction: &Redaction,
    ) -> Self {
        Self {
            errors: reported_errors(&body, errors_member, redaction),
            retry_after: retry_after(&response.headers),
            response,
            body,
        }
    }

    pub(super) fn response(&self) -> &ResponseHead {
        &self.response
    }

    /// Status of the response.
    pub fn status(&self) -> StatusCode {
        self.response.status
    }

    /// Errors listed in the response; empty if it lists none or is not JSON.
    pub fn errors(&self) -> &[ApiMessage] {
        &self.errors
    }

    /// Returns true if one of the errors has this code.
    pub fn has_code(&self, code: &str) -> bool {
        self.errors
            .iter()
            .any(|error| error.code.as_deref() == Some(code))
    }

    /// Request ID, for support requests.
    pub fn request_id(&self) -> Option<&str> {
        self.response.request_id.as_deref()
    }

    /// Delay that the server asks for before the next attempt.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Headers of the response.
    pub fn headers(&self) -> &HeaderMap {
        &self.response.headers
    }

    /// Body of the response. Incomplete if it exceeded 1 MiB or the client's size limit, or if the
    /// connection failed.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Decodes the body, for APIs that document their error responses.
    ///
    /// # Errors
    /// Returns an error if the body is not a valid `T`.
    pub fn decode<T: Decode>(&self) -> Result<T, DecodeError> {
        model::from_json(&self.body)
    }
}

/// The errors in a body: the list in the envelope, else the common shapes `error` and `message`.
fn reported_errors(body: &[u8], errors_member: &str, redaction: &Redaction) -> Vec<ApiMessage> {
    let Ok(members) = Members::parse(body) else {
        let text = serde_json::from_slice::<&RawValue>(body).map(RawValue::get);
        let single = text.ok().and_then(|json| ApiMessage::read(json, redaction));
        return single.into_iter().collect();
    };
    let listed = ApiMessage::list(members.get(errors_member), redaction);
    if !listed.is_empty() {
        return listed;
    }
    let single = match members.get("error").filter(|error| *error != "null") {
        Some(error) => ApiMessage::read(error, redaction),
        None => ApiMessage::of_object(&members, redaction),
    };
    single.into_iter().collect()
}

/// Reads what can be read: one invalid part of an error does not hide the rest.
impl ApiMessage {
    /// Reads a list in JSON; skips entries that are not messages. Null and missing lists are empty.
    pub(crate) fn list(json: Option<&str>, redaction: &Redaction) -> Vec<Self> {
        let entries = json.and_then(|json| serde_json::from_str::<Vec<&RawValue>>(json).ok());
        let entries = entries.unwrap_or_default().into_iter();
        entries
            .filter_map(|entry| Self::read(entry.get(), redaction))
            .collect()
    }

    fn read(json: &str, redaction: &Redaction) -> Option<Self> {
        if let Ok(members) = Members::parse(json.as_bytes()) {
            return Self::of_object(&members, redaction);
        }
        let message = json.starts_with('"').then(|| scalar(json)).flatten()?;
        Some(Self {
            message: redaction.text(&message),
            ..Self::default()
        })
    }

    fn of_object(members: &Members<'_>, redaction: &Redaction) -> Option<Self> {
        let text = |pointer: &str| {
            let text = members.locate(pointer).and_then(scalar)?;
            Some(redaction.text(&text))
        };
        let message = Self {
            code: text("/code"),
            message: text("/message").unwrap_or_default(),
            documentation_url: text("/documentation_url"),
            pointer: text("/source/pointer"),
        };
        (message != Self::default()).then_some(message)
    }
}

/// A string, with invalid parts replaced, or a number as it is written.
fn scalar(json: &str) -> Option<String> {
    match json.as_bytes().first()? {
        b'"' => serde_json::from_str::<Lossy>(json).ok().map(|it| it.0),
        b'-' | b'0'..=b'9' => Some(json.to_owned()),
        _ => None,
    }
}

/// A string in which lone surrogates are replaced, which JSON can express and Rust cannot.
struct Lossy(String);

impl<'de> Deserialize<'de> for Lossy {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Bytes;

        impl Visitor<'_> for Bytes {
            type Value = Lossy;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a string")
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Lossy, E> {
                Ok(Lossy(String::from_utf8_lossy(bytes).into_owned()))
            }
        }

        // serde_json decodes byte strings without checking that they are UTF-8.
        from.deserialize_bytes(Bytes)
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.response.status {
            // Only the envelope reports a failure.
            status if status.is_success() => {
                write!(
                    formatter,
                    "the server reported a failure with status {}",
                    status.as_u16()
                )
            }
            status => match status.canonical_reason() {
                Some(reason) => write!(
                    formatter,
                    "the server returned {} {reason}",
                    status.as_u16()
                ),
                None => write!(formatter, "the server returned status {}", status.as_u16()),
            },
        }?;
        if self.response.status.is_redirection() {
            formatter.write_str(", a redirect that was not followed")?;
        }
        for (index, error) in self.errors.iter().take(SHOWN).enumerate() {
            formatter.write_str(if index == 0 { ": " } else { "; " })?;
            error.fmt(formatter)?;
        }
        if let Some(more) = self
            .errors
            .len()
            .checked_sub(SHOWN)
            .filter(|more| *more > 0)
        {
            write!(formatter, "; and {more} more")?;
        }
        Ok(())
    }
}

impl fmt::Display for ApiMessage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", Quoted(&self.message))?;
        if let Some(code) = &self.code {
            let space = if self.message.is_empty() { "" } else { " " };
            write!(formatter, "{space}(code {})", Quoted(code))?;
        }
        if let Some(pointer) = &self.pointer {
            write!(formatter, " at {}", Quoted(pointer))?;
        }
        Ok(())
    }
}

impl fmt::Debug for ApiMessage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ApiMessage")
            .field("code", &self.code.as_deref().map(Quoted))
            .field("message", &Quoted(&self.message))
            .field(
                "documentation_url",
                &self.documentation_url.as_deref().map(Quoted),
            )
            .field("pointer", &self.pointer.as_deref().map(Quoted))
            .finish()
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: Vec<_> = self.errors.iter().take(SHOWN).collect();
        formatter
            .debug_struct("ApiError")
            .field("status", &self.response.status)
            .field("errors", &shown)
            .field("count", &self.errors.len())
            .field(
                "request_id",
                &self.response.request_id.as_deref().map(Quoted),
            )
            .field("retry_after", &self.retry_after)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(status: StatusCode) -> ResponseHead {
        ResponseHead {
            status,
            headers: HeaderMap::new(),
            request_id: None,
        }
    }

    #[test]
    fn display_shows_five_errors_and_counts_the_rest() {
        for (count, more) in [(4, None), (5, None), (7, Some("; and 2 more"))] {
            let errors: Vec<String> = (0..count)
                .map(|number| format!("\"m{number}\\n\""))
                .collect();
            let body = format!("{{\"errors\":[{}]}}", errors.join(","));
            let redaction = Redaction::default();
            let head = head(StatusCode::BAD_REQUEST);
            let error = ApiError::new(head, body.into(), "errors", &redaction);
            let shown = error.to_string();
            assert_eq!(shown.matches(r"\n").count(), count.min(SHOWN), "{shown}");
            assert_eq!(shown.lines().count(), 1, "{shown}");
            assert_eq!(
                shown.split_once("; and ").is_some(),
                more.is_some(),
                "{shown}"
            );
            assert!(shown.ends_with(more.unwrap_or(r"\n")), "{shown}");
            let debug = format!("{error:?}");
            assert_eq!(
                debug.matches("ApiMessage").count(),
                count.min(SHOWN),
                "{debug}"
            );
            assert_eq!(error.errors().len(), count);
        }
    }

    #[test]
    fn display_describes_the_response() {
        for (status, expected) in [
            (404, "the server returned 404 Not Found"),
            (520, "the server returned status 520"),
            (
                307,
                "the server returned 307 Temporary Redirect, a redirect that was not followed",
            ),
            (200, "the server reported a failure with status 200"),
        ] {
            let status = StatusCode::from_u16(status).expect("a status");
            let redaction = Redaction::default();
            let body = Bytes::from_static(b"{}");
            let error = ApiError::new(head(status), body, "errors", &redaction);
            assert_eq!(error.to_string(), expected);
        }
    }

    #[test]
    fn errors_are_found_in_common_shapes() {
        let nested = format!("{}{}", "[".repeat(500), "]".repeat(500));
        let deep = format!(r#"{{"errors":[{{"message":"m"}}],"more":{nested}}}"#);
        let cases: [(&str, &[&str]); 16] = [
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
            // Invalid parts are skipped or replaced.
            (
                r#"{"errors":[{"code":7,"message":"a\ud800b"},"\udfff"]}"#,
                &[
                    "a\u{fffd}\u{fffd}\u{fffd}b (code 7)",
                    "\u{fffd}\u{fffd}\u{fffd}",
                ],
            ),
            (
                r#"{"errors":[{"code":1e400,"message":"m"}]}"#,
                &["m (code 1e400)"],
            ),
            ("\u{feff}{\"errors\":[\"m\"]}", &["m"]),
            (&deep, &["m"]),
            (r#"{"errors":[{"message":"m","more":-1e999}]}"#, &["m"]),
            (r#""gone""#, &["gone"]),
        ];
        for (body, expected) in cases {
            let found: Vec<String> =
                reported_errors(body.as_bytes(), "errors", &Redaction::default())
                    .iter()
                    .map(ToString::to_string)
                    .collect();
            assert_eq!(found, expected, "{body}");
        }
    }
}
