//! The `tracing` span of a call, with the feature `tracing`.
//!
//! Records names, numbers and the path template, but never a value of the request or the response.

#[cfg(feature = "tracing")]
pub(super) use on::Trace;

#[cfg(not(feature = "tracing"))]
pub(super) use off::Trace;

#[cfg(feature = "tracing")]
mod on {
    use std::future::Future;
    use std::time::Duration;

    use tracing::{Instrument, Span, debug, debug_span, field};

    use super::super::RawResponse;
    use super::super::receive::{Attempt, Reason};
    use crate::{Error, Operation};

    /// The span of a call.
    pub(crate) struct Trace(Span);

    impl Trace {
        pub(crate) fn new(operation: &Operation) -> Self {
            Self(debug_span!(
                "call",
                operation = operation.name,
                method = operation.method.as_str(),
                path = operation.path,
                status = field::Empty,
                attempts = field::Empty,
                elapsed_ms = field::Empty,
                error = field::Empty,
            ))
        }

        pub(crate) fn around<F: Future>(&self, call: F) -> impl Future<Output = F::Output> {
            call.instrument(self.0.clone())
        }

        pub(crate) fn attempted(&self, attempt: u32, outcome: &Attempt, elapsed: Duration) {
            let elapsed_ms = milliseconds(elapsed);
            match outcome {
                Ok(received) => {
                    let status = received.response.status().as_u16();
                    debug!(attempt, status, elapsed_ms, "response received");
                }
                Err(refusal) => match &refusal.reason {
                    Reason::TooLarge => debug!(attempt, elapsed_ms, "response too large"),
                    Reason::Broken(error) => debug!(attempt, elapsed_ms, %error, "no response"),
                },
            }
        }

        pub(crate) fn waiting(&self, attempt: u32, wait: Duration) {
            debug!(
                attempt,
                wait_ms = milliseconds(wait),
                "waiting before retry"
            );
        }

        pub(crate) fn concluded(
            &self,
            attempts: u32,
            result: &Result<RawResponse, Error>,
            elapsed: Duration,
        ) {
            let status = match result {
                Ok(response) => Some(response.status()),
                Err(error) => error.status(),
            };
            if let Some(status) = status {
                self.0.record("status", status.as_u16());
            }
            self.0.record("attempts", attempts);
            self.0.record("elapsed_ms", milliseconds(elapsed));
        }

        /// Records the kind of an error, of the exchange or of decoding the response.
        pub(crate) fn ended<T>(&self, result: Result<T, Error>) -> Result<T, Error> {
            if let Err(error) = &result {
                self.0.record("error", error.kind().name());
            }
            result
        }
    }

    fn milliseconds(duration: Duration) -> u64 {
        u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use std::future::Future;
    use std::time::Duration;

    use super::super::RawResponse;
    use super::super::receive::Attempt;
    use crate::{Error, Operation};

    /// Records nothing.
    pub(crate) struct Trace;

    impl Trace {
        pub(crate) fn new(_: &Operation) -> Self {
            Self
        }

        pub(crate) fn around<F: Future>(&self, call: F) -> F {
            call
        }

        pub(crate) fn attempted(&self, _: u32, _: &Attempt, _: Duration) {}

        pub(crate) fn waiting(&self, _: u32, _: Duration) {}

        pub(crate) fn concluded(&self, _: u32, _: &Result<RawResponse, Error>, _: Duration) {}

        pub(crate) fn ended<T>(&self, result: Result<T, Error>) -> Result<T, Error> {
            result
        }
    }
}
