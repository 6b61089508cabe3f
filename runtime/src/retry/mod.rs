//! Retry policies.

mod backoff;
mod budget;
mod idempotency_key;

use std::time::Duration;

use http::{HeaderMap, StatusCode};

pub use backoff::Backoff;
pub use budget::RetryBudget;
pub(crate) use budget::Tokens;
pub(crate) use idempotency_key::{KeyGenerator, random_key};

use crate::Operation;
use crate::retry_after::retry_after;
use crate::transport::{Failure, MaybeSend, TransportError};

/// Decides whether and when to retry a failed attempt.
///
/// The default policy is [`Backoff`].
///
/// The client does not limit the number of retries of a call: a policy must compare
/// [`number`](FailedAttempt::number) with [`max_retries`](FailedAttempt::max_retries). Otherwise,
/// only a `deadline` or an empty [`RetryBudget`] ends a call.
///
/// ```
/// use clientwright_runtime as runtime;
/// use runtime::{FailedAttempt, RetryPolicy};
/// use std::time::Duration;
///
/// /// Retries every five seconds while the server is unavailable.
/// struct WaitUntilAvailable;
///
/// impl RetryPolicy for WaitUntilAvailable {
///     fn retry(&self, attempt: &FailedAttempt<'_>) -> Option<Duration> {
///         let unavailable = attempt.status().is_some_and(|status| status.as_u16() == 503);
///         let retry = attempt.number() <= attempt.max_retries()
///             && unavailable
///             && attempt.is_safe_to_retry();
///         retry.then_some(Duration::from_secs(5))
///     }
/// }
/// ```
pub trait RetryPolicy: MaybeSend + 'static {
    /// Delay before the next attempt; `None` to return the error to the caller.
    fn retry(&self, attempt: &FailedAttempt<'_>) -> Option<Duration>;
}

/// A failed attempt.
#[derive(Debug)]
pub struct FailedAttempt<'a> {
    pub(crate) operation: &'static Operation,
    pub(crate) number: u32,
    pub(crate) max_retries: u32,
    pub(crate) non_idempotent: bool,
    pub(crate) has_idempotency_key: bool,
    pub(crate) outcome: Outcome<'a>,
}

/// The outcome of a failed attempt.
#[derive(Debug)]
pub(crate) enum Outcome<'a> {
    /// An error response.
    Response(StatusCode, &'a HeaderMap),
    /// An attempt without an error response.
    Failure(&'a TransportError),
}

impl FailedAttempt<'_> {
    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Number of this attempt, starting at 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Maximum number of retries, as set for the request or the client.
    #[must_use]
    pub fn max_retries(&self) -> u32 {
        self.max_retries
    }

    /// Status of the error response; `None` if the attempt failed without one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self.outcome {
            Outcome::Response(status, _) => Some(status),
            Outcome::Failure(_) => None,
        }
    }

    /// Headers of the error response; `None` if the attempt failed without one.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self.outcome {
            Outcome::Response(_, headers) => Some(headers),
            Outcome::Failure(_) => None,
        }
    }

    /// The transport error, if the attempt failed without an error response.
    #[must_use]
    pub fn failure(&self) -> Option<&TransportError> {
        match self.outcome {
            Outcome::Response(..) => None,
            Outcome::Failure(error) => Some(error),
        }
    }

    /// Delay that the server asks for in `retry-after-ms` or `Retry-After`.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(self.headers()?)
    }

    /// Value of the header `x-should-retry`, if it is `true` or `false`.
    #[must_use]
    pub fn should_retry(&self) -> Option<bool> {
        match self.headers()?.get("x-should-retry")?.as_bytes() {
            b"true" => Some(true),
            b"false" => Some(false),
            _ => None,
        }
    }

    /// Returns true if a retry may succeed: the connection failed, the attempt timed out, or the
    /// status is 408, 409, 429, or 500 and above.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self.outcome {
            Outcome::Response(status, _) => {
                matches!(status.as_u16(), 408 | 409 | 429 | 500..)
            }
            Outcome::Failure(error) => matches!(
                error.failure(),
                Failure::Connect | Failure::Timeout | Failure::Interrupted
            ),
        }
    }

    /// Returns true if a retry cannot repeat a side effect.
    ///
    /// This is the case if the operation is idempotent, if the request has an idempotency key, if
    /// the server was not reached, or if it did not process the request: on 408, because the request
    /// was incomplete (RFC 9110 section 15.5.9), and on 429, because of the rate limit (RFC 6585
    /// section 4). It is also true if the caller opted in with `retry_non_idempotent`.
    ///
    /// [`should_retry`](Self::should_retry) is independent of this; [`Backoff`] gives it
    /// precedence.
    #[must_use]
    pub fn is_safe_to_retry(&self) -> bool {
        let untouched = match self.outcome {
            Outcome::Response(status, _) => matches!(status.as_u16(), 408 | 429),
            Outcome::Failure(error) => error.failure() == Failure::Connect,
        };
        let ignores_duplicates = self.operation.idempotent || self.has_idempotency_key;
        ignores_duplicates || self.non_idempotent || untouched
    }
}
