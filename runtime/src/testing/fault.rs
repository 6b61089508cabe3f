//! Fault injection.

use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, StatusCode};

use super::answer::{Answer, check_status};
use super::refusal::Refusal;
use crate::{Error, Service};

/// Something that goes wrong with one answer, or with several.
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
    instead: Option<Instead>,
    headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) delivery: Delivery,
    pub(super) delay: Duration,
    skip: u32,
    times: u32,
    mistake: Option<String>,
}

/// The response that replaces the regular one.
#[derive(Debug, Clone)]
enum Instead {
    Refusal(u16),
    Body(u16, String, Bytes),
    Nothing,
}

/// A chunk of an endless body.
pub(super) const PIECE: &[u8] = &[b' '; 4096];

/// How a response is delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Delivery {
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

impl Delivery {
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
    fn new(instead: Option<Instead>, delivery: Delivery) -> Self {
        Self {
            instead,
            headers: Vec::new(),
            delivery,
            delay: Duration::ZERO,
            skip: 0,
            times: 1,
            mistake: None,
        }
    }

    /// Returns this status with an error in the service's format. The request is not processed.
    pub fn status(status: u16) -> Self {
        let fault = Self::new(Some(Instead::Refusal(status)), Delivery::Whole);
        fault.checked_status(status)
    }

    /// Returns this status, media type and body. The request is not processed.
    pub fn body(status: u16, content_type: impl Into<String>, body: impl Into<Bytes>) -> Self {
        let instead = Instead::Body(status, content_type.into(), body.into());
        Self::new(Some(instead), Delivery::Whole).checked_status(status)
    }

    /// Delays the regular response.
    pub fn delay(delay: Duration) -> Self {
        Self::new(None, Delivery::Whole).delayed(delay)
    }

    /// Closes the connection before the response. The request is not processed.
    pub fn reset() -> Self {
        Self::new(Some(Instead::Nothing), Delivery::Reset)
    }

    /// Closes the connection before the response, after processing the request.
    pub fn lost_answer() -> Self {
        Self::new(None, Delivery::Reset)
    }

    /// Closes the connection in the middle of the body, or before the response if it has no body.
    pub fn reset_in_body() -> Self {
        Self::new(None, Delivery::Cut)
    }

    /// Sends less of the body than `content-length` announces, or closes the connection if there is
    /// no body.
    pub fn truncated() -> Self {
        Self::new(None, Delivery::Truncated)
    }

    /// Sends bytes that are not HTTP. The request is not processed.
    pub fn garbage() -> Self {
        Self::new(Some(Instead::Nothing), Delivery::Garbage)
    }

    /// Sends the regular response one byte at a time.
    pub fn drip() -> Self {
        Self::new(None, Delivery::Drip)
    }

    /// Sends a body that never ends. The request is not processed.
    pub fn endless() -> Self {
        Self::new(Some(Instead::Nothing), Delivery::Endless)
    }

    /// Adds a header to the response.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let parsed = (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_str(value),
        );
        match parsed {
            (Ok(name), Ok(value)) => self.headers.push((name, value)),
            _ => self.mistake = Some(format!("invalid header `{name}` in a fault")),
        }
        self
    }

    /// Delays the fault.
    pub fn delayed(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Skips this many requests before the fault occurs.
    pub fn after(mut self, requests: u32) -> Self {
        self.skip = requests;
        self
    }

    /// Sets how many requests in a row are affected. Default: 1.
    pub fn times(mut self, requests: u32) -> Self {
        self.times = requests;
        self
    }

    fn checked_status(mut self, status: u16) -> Self {
        self.mistake = check_status(status).err();
        self
    }

    /// The response that replaces the regular one, if there is one.
    pub(super) fn instead(&self, service: &Service) -> Option<Answer> {
        Some(match self.instead.as_ref()? {
            Instead::Refusal(status) => {
                let reason = StatusCode::from_u16(*status)
                    .ok()
                    .and_then(|status| status.canonical_reason());
                let reason = reason.unwrap_or("a fault").to_lowercase();
                Answer::refusal(service, &Refusal::new(*status, reason))
            }
            Instead::Body(status, content_type, body) => {
                Answer::new(*status, content_type, body.clone())
            }
            Instead::Nothing => Answer::new(200, "application/octet-stream", Bytes::new()),
        })
    }

    /// Adds the headers of the fault to a response.
    pub(super) fn dress(&self, mut answer: Answer) -> Answer {
        for (name, value) in &self.headers {
            if *name == CONTENT_TYPE {
                answer.headers.insert(name, value.clone());
            } else {
                answer.headers.append(name, value.clone());
            }
        }
        answer
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
        if let Some(mistake) = fault.mistake {
            return Err(Error::config(mistake));
        }
        if fault.times > 0 {
            self.0.push((operation, fault));
        }
        Ok(())
    }

    /// The fault for a request: the first pending one that applies to its operation.
    pub(super) fn strike(&mut self, operation: Option<&'static str>) -> Option<Fault> {
        let meant = |of: &Option<&'static str>| of.is_none() || *of == operation;
        let at = self.0.iter().position(|(of, _)| meant(of))?;
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
