//! Whether and when a failed attempt is repeated.

mod backoff;

use std::time::Duration;

use http::{HeaderMap, StatusCode};

pub use backoff::Backoff;

use crate::Operation;
use crate::retry_after::retry_after;
use crate::transport::{Failure, MaybeSend, TransportError};

/// Decides what follows a failed attempt. [`Backoff`] is the one that clients have unless told otherwise.
///
/// ```
/// use clientwright_runtime as runtime;
/// use runtime::{FailedAttempt, RetryPolicy};
/// use std::time::Duration;
///
/// /// Never gives up on a server that is busy.
/// struct Patient;
///
/// impl RetryPolicy for Patient {
///     fn retry(&self, attempt: &FailedAttempt<'_>) -> Option<Duration> {
///         let busy = attempt.status().is_some_and(|status| status.as_u16() == 503);
///         (busy && attempt.may_be_repeated()).then_some(Duration::from_secs(5))
///     }
/// }
/// ```
pub trait RetryPolicy: MaybeSend + 'static {
    /// How long to wait before the next attempt; `None` gives up and returns the failure.
    fn retry(&self, attempt: &FailedAttempt<'_>) -> Option<Duration>;
}

/// An attempt that brought no success.
#[derive(Debug)]
pub struct FailedAttempt<'a> {
    pub(crate) operation: &'static Operation,
    pub(crate) number: u32,
    pub(crate) max_retries: u32,
    pub(crate) non_idempotent: bool,
    pub(crate) outcome: Outcome<'a>,
}

/// What came of an attempt.
#[derive(Debug)]
pub(crate) enum Outcome<'a> {
    /// An answer of a status that is no success.
    Answer(StatusCode, &'a HeaderMap),
    /// No whole answer.
    Failure(&'a TransportError),
}

impl FailedAttempt<'_> {
    /// The operation that was tried.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// How many attempts there were, this one included.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// How many more than one there may be, as the request or the client says.
    #[must_use]
    pub fn max_retries(&self) -> u32 {
        self.max_retries
    }

    /// Status of the answer; `None` when no whole answer came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self.outcome {
            Outcome::Answer(status, _) => Some(status),
            Outcome::Failure(_) => None,
        }
    }

    /// Headers of the answer; `None` when no whole answer came.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self.outcome {
            Outcome::Answer(_, headers) => Some(headers),
            Outcome::Failure(_) => None,
        }
    }

    /// Why no whole answer came.
    #[must_use]
    pub fn failure(&self) -> Option<&TransportError> {
        match self.outcome {
            Outcome::Answer(..) => None,
            Outcome::Failure(error) => Some(error),
        }
    }

    /// How long the server asks to wait, in `retry-after-ms` or `Retry-After`.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(self.headers()?)
    }

    /// What the server itself says about trying again, in `x-should-retry`.
    #[must_use]
    pub fn should_retry(&self) -> Option<bool> {
        match self.headers()?.get("x-should-retry")?.as_bytes() {
            b"true" => Some(true),
            b"false" => Some(false),
            _ => None,
        }
    }

    /// Whether the failure is of a kind that may pass: the exchange broke off, or the status is 408, 409, 429 or 500
    /// and above.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self.outcome {
            Outcome::Answer(status, _) => {
                matches!(status.as_u16(), 408 | 409 | 429 | 500..)
            }
            Outcome::Failure(error) => matches!(
                error.failure(),
                Failure::Connect | Failure::Timeout | Failure::Broken
            ),
        }
    }

    /// Whether repeating it cannot do twice what was to be done once.
    ///
    /// That is so when the operation is idempotent, when the server was not reached, and when it says that it did not
    /// act: it got no complete request in time (408, RFC 9110 section 15.5.9) or limits the rate of requests (429,
    /// RFC 6585 section 4). It counts as so when the caller asked for it.
    ///
    /// What the server asks for in [`should_retry`](Self::should_retry) is another matter: [`Backoff`] does as it says,
    /// whatever this is.
    #[must_use]
    pub fn may_be_repeated(&self) -> bool {
        let untouched = match self.outcome {
            Outcome::Answer(status, _) => matches!(status.as_u16(), 408 | 429),
            Outcome::Failure(error) => error.failure() == Failure::Connect,
        };
        self.operation.idempotent || self.non_idempotent || untouched
    }
}
