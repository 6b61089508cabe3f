//! Fault injection.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode};

use super::error_response::ErrorResponse;
use super::response::{Response, check_status};
use crate::{Error, Service};

/// A failure to inject into a response, or into several. See [`Fake::fail`](super::Fake::fail).
///
/// ```
/// # use clientwright_runtime as runtime;
/// use runtime::testing::Fault;
/// use std::time::Duration;
///
/// let busy = Fault::status(503).header("retry-after", "2").times(3);
/// let slow = Fault::delay(Duration::from_secs(90));
/// let broken = Fault::reset().after(2);
/// ```
#[derive(Debug, Clone)]
#[must_use = "a fault does nothing until it is added to a fake"]
pub struct Fault {
    replacement: Option<Replacement>,
    headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) mode: DeliveryMode,
    pub(super) delay: Duration,
    skip: u32,
    times: u32,
    /// Why the fault cannot be used, if its status or a header is invalid.
    invalid: Option<String>,
}

/// The response that replaces the regular one.
#[derive(Debug, Clone)]
enum Replacement {
    Error(u16),
    Body(u16, String, Bytes),
    Empty,
}

/// A chunk of an endless body.
pub(super) const CHUNK: &[u8] = &[b' '; 4096];

/// A body that is neither JSON nor UTF-8.
const GARBAGE: &[u8] = b"\x00\xff<garbage>";

/// How a response is delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DeliveryMode {
    /// Unchanged.
    Whole,
    /// The connection is closed before the response.
    Reset,
    /// The connection is closed after half of a chunked body.
    Cut,
    /// The connection is closed after half of a body with a content-length.
    Truncated,
    /// The response is not HTTP.
    Garbage,
    /// The body is sent one byte at a time.
    Drip,
    /// The body never ends.
    Endless,
}

impl DeliveryMode {
    /// The equivalent if the response has no body: the connection is closed before the response.
    pub(super) fn without_body(self) -> Self {
        match self {
            Self::Cut | Self::Truncated => Self::Reset,
            Self::Drip | Self::Endless => Self::Whole,
            Self::Whole | Self::Reset | Self::Garbage => self,
        }
    }
}

impl Fault {
    fn new(replacement: Option<Replacement>, mode: DeliveryMode) -> Self {
        Self {
            replacement,
            headers: Vec::new(),
            mode,
            delay: Duration::ZERO,
            skip: 0,
            times: 1,
            invalid: None,
        }
    }

    /// Returns this status, with an error in the format of the service. The request is not
    /// processed.
    pub fn status(status: u16) -> Self {
        let fault = Self::new(Some(Replacement::Error(status)), DeliveryMode::Whole);
        fault.checked_status(status)
    }

    /// Returns this status, media type and body. The request is not processed.
    pub fn body(status: u16, content_type: impl Into<String>, body: impl Into<Bytes>) -> Self {
        let replacement = Replacement::Body(status, content_type.into(), body.into());
        Self::new(Some(replacement), DeliveryMode::Whole).checked_status(status)
    }

    /// Delays the response.
    pub fn delay(delay: Duration) -> Self {
        Self::new(None, DeliveryMode::Whole).with_delay(delay)
    }

    /// Closes the connection before the response. The request is not processed.
    pub fn reset() -> Self {
        Self::new(Some(Replacement::Empty), DeliveryMode::Reset)
    }

    /// Closes the connection before the response, after processing the request.
    pub fn lost_response() -> Self {
        Self::new(None, DeliveryMode::Reset)
    }

    /// Closes the connection in the middle of a chunked body, or before the response if it has no
    /// body.
    pub fn reset_in_body() -> Self {
        Self::new(None, DeliveryMode::Cut)
    }

    /// Closes the connection before the end of a body with a `content-length`, or before the response
    /// if it has no body.
    pub fn truncated() -> Self {
        Self::new(None, DeliveryMode::Truncated)
    }

    /// Sends bytes that are not HTTP. The request is not processed.
    ///
    /// For an HTTP response with an invalid body, use [`garbage_body`](Self::garbage_body).
    pub fn garbage() -> Self {
        Self::new(Some(Replacement::Empty), DeliveryMode::Garbage)
    }

    /// Returns status 200 and a body that is labeled as JSON, but is not JSON. The request is not
    /// processed.
    pub fn garbage_body() -> Self {
        Self::body(200, "application/json", GARBAGE)
    }

    /// Sends the body of the response one byte at a time.
    pub fn drip() -> Self {
        Self::new(None, DeliveryMode::Drip)
    }

    /// Sends a body that never ends. The request is not processed.
    pub fn endless() -> Self {
        Self::new(Some(Replacement::Empty), DeliveryMode::Endless)
    }

    /// Adds a header to the response, in place of its own one with this name.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let parsed = (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_str(value),
        );
        match parsed {
            (Ok(name), Ok(value)) => self.headers.push((name, value)),
            _ => self.invalid = Some(format!("invalid header `{name}` in a fault")),
        }
        self
    }

    /// Also delays the response.
    pub fn with_delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Lets this many requests pass before the fault occurs.
    pub fn after(mut self, requests: u32) -> Self {
        self.skip = requests;
        self
    }

    /// Sets the number of consecutive requests that fail. Default: 1.
    pub fn times(mut self, requests: u32) -> Self {
        self.times = requests;
        self
    }

    fn checked_status(mut self, status: u16) -> Self {
        self.invalid = check_status(status).err();
        self
    }

    /// The response that replaces the regular one, if there is one.
    pub(super) fn replacement(&self, service: &Service) -> Option<Response> {
        Some(match self.replacement.as_ref()? {
            Replacement::Error(status) => {
                let reason = StatusCode::from_u16(*status)
                    .ok()
                    .and_then(|status| status.canonical_reason());
                let reason = reason.unwrap_or("a fault").to_lowercase();
                Response::error(service, &ErrorResponse::new(*status, reason))
            }
            Replacement::Body(status, content_type, body) => {
                Response::new(*status, content_type, body.clone())
            }
            Replacement::Empty => Response::new(200, "application/octet-stream", Bytes::new()),
        })
    }

    /// Sets the headers of the fault in a response.
    pub(super) fn add_headers(&self, response: &mut Response) {
        for (name, _) in &self.headers {
            response.headers.remove(name);
        }
        for (name, value) in &self.headers {
            response.headers.append(name, value.clone());
        }
    }
}

/// Pending faults, in the order they were added.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<(Option<&'static str>, Fault)>);

impl Faults {
    /// Adds a fault for one operation, or for all.
    pub(super) fn push(
        &mut self,
        operation: Option<&'static str>,
        fault: Fault,
    ) -> Result<(), Error> {
        if let Some(reason) = fault.invalid {
            return Err(Error::config(reason));
        }
        if fault.times > 0 {
            self.0.push((operation, fault));
        }
        Ok(())
    }

    /// The fault for a request: the first pending one that applies to its operation.
    pub(super) fn next(&mut self, operation: Option<&'static str>) -> Option<Fault> {
        let applies = |of: &Option<&'static str>| of.is_none() || *of == operation;
        let at = self.0.iter().position(|(of, _)| applies(of))?;
        let (_, fault) = self.0.get_mut(at)?;
        if fault.skip > 0 {
            fault.skip -= 1;
            return None;
        }
        fault.times -= 1;
        if fault.times > 0 {
            return Some(fault.clone());
        }
        Some(self.0.remove(at).1)
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}
