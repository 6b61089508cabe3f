//! Faults: what goes wrong, when, and how often.

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
#[must_use = "a fault does nothing until a fake is told of it"]
pub struct Fault {
    instead: Option<Instead>,
    headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) delivery: Delivery,
    pub(super) delay: Duration,
    skip: u32,
    times: u32,
    mistake: Option<String>,
}

/// What is answered in place of what the request would have brought about.
#[derive(Debug, Clone)]
enum Instead {
    Refusal(u16),
    Body(u16, String, Bytes),
    Nothing,
}

/// A piece of a body that never ends.
pub(super) const PIECE: &[u8] = &[b' '; 4096];

/// How an answer is brought to the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Delivery {
    /// As it is.
    Whole,
    /// Not at all: the connection is closed.
    Reset,
    /// Half of the body in chunks, then the connection is closed.
    Cut,
    /// Half of the body, of which the head announced the whole, then the connection is closed.
    Truncated,
    /// Bytes that are not HTTP.
    Garbage,
    /// A byte at a time.
    Drip,
    /// A body that goes on until the client gives up.
    Endless,
}

impl Delivery {
    /// The same where no body may follow: what ends in the middle of one ends before the answer.
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

    /// Answers with this status, and an error as the service writes them. The request is not acted upon.
    pub fn status(status: u16) -> Self {
        let fault = Self::new(Some(Instead::Refusal(status)), Delivery::Whole);
        fault.checked_status(status)
    }

    /// Answers with this status, media type and body. The request is not acted upon.
    pub fn body(status: u16, content_type: impl Into<String>, body: impl Into<Bytes>) -> Self {
        let instead = Instead::Body(status, content_type.into(), body.into());
        Self::new(Some(instead), Delivery::Whole).checked_status(status)
    }

    /// Answers as ever, after this time.
    pub fn delay(delay: Duration) -> Self {
        Self::new(None, Delivery::Whole).delayed(delay)
    }

    /// Closes the connection before anything is answered. The request is not acted upon.
    pub fn reset() -> Self {
        Self::new(Some(Instead::Nothing), Delivery::Reset)
    }

    /// Closes the connection before anything is answered, and acts upon the request all the same.
    pub fn lost_answer() -> Self {
        Self::new(None, Delivery::Reset)
    }

    /// Closes the connection in the middle of the body; where there can be none, before anything is answered.
    pub fn reset_in_body() -> Self {
        Self::new(None, Delivery::Cut)
    }

    /// Sends less of the body than `content-length` says; where there can be none, closes the connection.
    pub fn truncated() -> Self {
        Self::new(None, Delivery::Truncated)
    }

    /// Answers with something that is not HTTP. The request is not acted upon.
    pub fn garbage() -> Self {
        Self::new(Some(Instead::Nothing), Delivery::Garbage)
    }

    /// Answers as ever, but a byte at a time.
    pub fn drip() -> Self {
        Self::new(None, Delivery::Drip)
    }

    /// Answers with a body that never ends. The request is not acted upon.
    pub fn endless() -> Self {
        Self::new(Some(Instead::Nothing), Delivery::Endless)
    }

    /// Adds a header to the answer.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let parsed = (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_str(value),
        );
        match parsed {
            (Ok(name), Ok(value)) => self.headers.push((name, value)),
            _ => self.mistake = Some(format!("the header `{name}` of a fault cannot be sent")),
        }
        self
    }

    /// Lets this time pass before the fault.
    pub fn delayed(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Lets this many requests pass unharmed first.
    pub fn after(mut self, requests: u32) -> Self {
        self.skip = requests;
        self
    }

    /// Strikes this many requests in a row. Default: one.
    pub fn times(mut self, requests: u32) -> Self {
        self.times = requests;
        self
    }

    fn checked_status(mut self, status: u16) -> Self {
        self.mistake = check_status(status).err();
        self
    }

    /// The answer in place of that which the request would have brought about, if the fault has one.
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

    /// The answer with the headers of the fault.
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

/// Faults that are to come, in the order in which they were asked for.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<(Option<&'static str>, Fault)>);

impl Faults {
    /// Adds a fault of an operation, or of any.
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

    /// The fault that strikes a request: the first in the queue that is meant for its operation. Those behind it wait.
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
