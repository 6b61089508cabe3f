//! A complete response and the ways to decode it.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::IgnoredAny;

use super::attempt::failed;
use super::receive::Received;
use crate::error::ResponseHead;
use crate::model::{self, Decode, DecodeError, Members};
use crate::quoted::Quoted;
use crate::redaction::Redaction;
use crate::transport::Body;
use crate::{ApiError, ApiMessage, DecodeFailure, Error, ErrorKind, Request, TransportError};

/// A response with a success status, not yet decoded.
pub struct RawResponse {
    request: Request,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    attempts: u32,
    /// The body, if a stream receives it.
    unread: Option<Body>,
    /// End of the deadline of the call, in the time of the client's timer.
    ends_at: Option<Duration>,
}

impl RawResponse {
    /// Returns an error if the status is not that of a result.
    pub(crate) fn accept(
        request: Request,
        received: Received,
        attempts: u32,
    ) -> Result<Self, Error> {
        let (head, body) = received.response.into_parts();
        let response = Self {
            request,
            status: head.status,
            headers: head.headers,
            body,
            attempts,
            unread: received.unread,
            ends_at: None,
        };
        if !response.request.operation().is_result(response.status) {
            return Err(response.refusal());
        }
        match received.still_encoded {
            Some(reason) => Err(response.malformed("", reason)),
            None => Ok(response),
        }
    }

    pub(super) fn ending_at(self, ends_at: Option<Duration>) -> Self {
        Self { ends_at, ..self }
    }

    /// A copy without the body.
    pub(crate) fn head(&self) -> Self {
        Self {
            request: self.request.clone(),
            status: self.status,
            headers: self.headers.clone(),
            body: Bytes::new(),
            attempts: self.attempts,
            unread: None,
            ends_at: self.ends_at,
        }
    }

    /// Takes the body for a stream.
    pub(super) fn take_body(&mut self) -> Body {
        let received = || Body::from(self.body.clone());
        self.unread.take().unwrap_or_else(received)
    }

    /// End of the deadline of the call, in the time of the client's timer.
    pub(crate) fn ends_at(&self) -> Option<Duration> {
        self.ends_at
    }

    pub(crate) fn request(&self) -> &Request {
        &self.request
    }

    /// Status of the response.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Headers of the response.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Body of the response. Empty if a stream receives it.
    pub fn bytes(&self) -> &Bytes {
        &self.body
    }

    /// Number of attempts, including the successful one.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Request ID, for support requests.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.request, &self.headers)
    }

    /// The request ID with the client's secrets redacted.
    pub(super) fn redacted_request_id(&self) -> Option<String> {
        self.request_id().map(|id| self.redaction().text(id))
    }

    /// Messages in the envelope.
    pub fn messages(&self) -> Vec<ApiMessage> {
        let Some(envelope) = &self.request.client().service().envelope else {
            return Vec::new();
        };
        let members = Members::parse(&self.body).ok();
        let messages = members
            .as_ref()
            .and_then(|members| members.get(envelope.messages));
        ApiMessage::list(messages, &self.redaction())
    }

    /// Decodes the result inside the envelope, or the body if the service has no envelope.
    ///
    /// # Errors
    /// Returns [`ErrorKind::Api`] if the envelope reports a failure, and [`ErrorKind::Decode`] if
    /// the result is missing or not a valid `T`.
    pub fn result<T: Decode>(&self) -> Result<T, Error> {
        let (json, at) = self.inner()?;
        match json {
            Some(json) => model::from_json(json).map_err(|error| self.undecodable(at, error)),
            // A nullable result may be missing.
            None => model::from_json(b"null").map_err(|_| self.missing(at)),
        }
    }

    /// Decodes the body as JSON.
    ///
    /// # Errors
    /// Returns [`ErrorKind::Decode`] if the body is not a valid `T`.
    pub fn json<T: Decode>(&self) -> Result<T, Error> {
        // A nullable value may be missing.
        if self.body.trim_ascii().is_empty()
            && let Ok(value) = model::from_json(b"null")
        {
            return Ok(value);
        }
        model::from_json(&self.body).map_err(|error| self.undecodable("", error))
    }

    /// Decodes the body as UTF-8.
    ///
    /// # Errors
    /// Returns [`ErrorKind::Decode`] if the body is not valid UTF-8.
    pub fn text(&self) -> Result<String, Error> {
        let text = std::str::from_utf8(&self.body);
        text.map(str::to_owned)
            .map_err(|error| self.malformed("", error.to_string()))
    }

    /// Checks that the envelope, if there is one, does not report a failure.
    ///
    /// # Errors
    /// Returns [`ErrorKind::Api`] if it does, and [`ErrorKind::Decode`] if the service has an
    /// envelope and the body is not JSON, since the response then came from something else, such as
    /// a proxy.
    pub fn empty(&self) -> Result<(), Error> {
        if let Ok(members) = Members::parse(&self.body) {
            return self.check_success(&members);
        }
        let has_envelope = self.request.client().service().envelope.is_some();
        if has_envelope && !self.body.trim_ascii().is_empty() {
            serde_json::from_slice::<IgnoredAny>(&self.body)
                .map_err(|error| self.malformed("", error.to_string()))?;
        }
        Ok(())
    }

    /// The error for a success status that the operation does not define.
    pub fn unexpected_status(&self) -> Error {
        self.malformed("", "unexpected status".to_owned())
    }

    /// The error for a missing result.
    fn missing(&self, path: &str) -> Error {
        if self.body.trim_ascii().is_empty() {
            self.malformed("", "the body is empty".to_owned())
        } else {
            self.malformed(path, "missing".to_owned())
        }
    }

    /// The result as JSON, if present, and its path. A response without a body, such as one with
    /// status 204, has none.
    fn inner(&self) -> Result<(Option<&[u8]>, &'static str), Error> {
        match &self.request.client().service().envelope {
            _ if self.body.trim_ascii().is_empty() => Ok((None, "")),
            Some(envelope) => {
                let result = self.members()?.get(envelope.result).map(str::as_bytes);
                Ok((result, envelope.result))
            }
            None => Ok((Some(&self.body), "")),
        }
    }

    /// The members of the body, after checking that they do not report a failure.
    pub(crate) fn members(&self) -> Result<Members<'_>, Error> {
        let members = Members::parse(&self.body).map_err(|error| self.undecodable("", error))?;
        self.check_success(&members)?;
        Ok(members)
    }

    fn check_success(&self, members: &Members<'_>) -> Result<(), Error> {
        let flag = self
            .request
            .client()
            .service()
            .envelope
            .as_ref()
            .and_then(|envelope| envelope.success);
        match flag.and_then(|flag| Some((flag, members.get(flag)?))) {
            Some((_, "true")) | None => Ok(()),
            Some((_, "false")) => Err(self.refusal()),
            Some((flag, _)) => Err(self.malformed(flag, "expected a boolean".to_owned())),
        }
    }

    fn refusal(&self) -> Error {
        let envelope = self.request.client().service().envelope.as_ref();
        let error = ApiError::new(
            head(&self.request, self.status, &self.headers),
            self.body.clone(),
            envelope.map_or("errors", |envelope| envelope.errors),
            &self.redaction(),
        );
        Error::new(ErrorKind::Api(error), String::new())
            .in_operation(self.request.operation().name)
            .after_attempts(self.attempts)
            .requiring(self.request.operation().scopes)
    }

    /// Removes the client's secrets from errors that quote the server.
    fn redaction(&self) -> Redaction {
        self.request.client().redaction()
    }

    /// A decoding error at a path in the body.
    pub(crate) fn malformed(&self, path: &str, reason: String) -> Error {
        let failure = DecodeFailure::new(self.status, path, &reason, &self.body, &self.redaction());
        self.error(ErrorKind::Decode(failure), String::new())
    }

    /// A decoding error in the part of the body at `base`.
    pub(crate) fn undecodable(&self, base: &str, error: DecodeError) -> Error {
        let redaction = self.redaction();
        let error = error.renamed(|name| redaction.text(name));
        let path = match (base, error.path().as_str()) {
            ("", path) => path.to_owned(),
            (base, "") => base.to_owned(),
            (base, path) if path.starts_with('[') => format!("{base}{path}"),
            (base, path) => format!("{base}.{path}"),
        };
        self.malformed(&path, error.message().to_owned())
            .with_source(error)
    }

    /// A decoding error in a part of a stream.
    pub(crate) fn undecodable_part(&self, part: &[u8], error: DecodeError) -> Error {
        let body = Bytes::copy_from_slice(part);
        Self {
            body,
            ..self.head()
        }
        .undecodable("", error)
    }

    /// The error for a part of a stream that exceeds the size limit.
    pub(crate) fn too_large(&self) -> Error {
        let limit = self.request.client().parts().max_response_bytes;
        let message = format!("an event or line of the stream exceeds {limit} bytes");
        self.error(ErrorKind::TooLarge { limit }, message)
    }

    /// The error for a stream that ends without its end marker.
    pub(crate) fn incomplete(&self) -> Error {
        let reason = "the stream ended without its end marker";
        self.interrupted(TransportError::interrupted(reason))
    }

    /// An error about this response.
    pub(crate) fn error(&self, kind: ErrorKind, message: String) -> Error {
        self.concerning(Error::new(kind, message))
    }

    /// The error for a body that was not received completely.
    pub(crate) fn interrupted(&self, error: TransportError) -> Error {
        self.concerning(failed(error))
    }

    fn concerning(&self, error: Error) -> Error {
        error
            .with_response(head(&self.request, self.status, &self.headers))
            .in_operation(self.request.operation().name)
            .after_attempts(self.attempts)
    }
}

fn request_id<'a>(request: &Request, headers: &'a HeaderMap) -> Option<&'a str> {
    let header = request.client().service().request_id?;
    headers.get(header)?.to_str().ok()
}

/// The parts of a response that errors carry.
pub(super) fn head(request: &Request, status: StatusCode, headers: &HeaderMap) -> ResponseHead {
    let request_id = request_id(request, headers);
    ResponseHead {
        status,
        headers: headers.clone(),
        request_id: request_id.map(|id| request.client().redaction().text(id)),
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let request_id = self.redacted_request_id();
        formatter
            .debug_struct("RawResponse")
            .field("operation", &self.request.operation().name)
            .field("status", &self.status)
            .field("request_id", &request_id.as_deref().map(Quoted))
            .field("length", &self.body.len())
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}
