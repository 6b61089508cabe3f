//! The `tracing` span of a call, with the feature `tracing`.
//!
//! Records names, numbers and the path template, but no value of the request or the response except
//! the request ID. Fields that OpenTelemetry defines have its names (Semantic Conventions 1.27, HTTP
//! client spans).

#[cfg(feature = "tracing")]
pub(super) use on::Trace;

#[cfg(not(feature = "tracing"))]
pub(super) use off::Trace;

#[cfg(feature = "tracing")]
mod on {
    use std::future::Future;
    use std::time::Duration;

    use tracing::{Instrument, Level, Span, debug, debug_span, event, field};

    use super::super::RawResponse;
    use super::super::receive::{Attempt, Reason};
    use crate::{Error, Request};

    /// The target of all spans and events, for filters: the name of this crate.
    const TARGET: &str = "clientwright_runtime";

    /// The span of a call.
    pub(crate) struct Trace(Span);

    impl Trace {
        pub(crate) fn new(request: &Request) -> Self {
            let operation = request.operation();
            Self(debug_span!(
                target: TARGET,
                "call",
                otel.name = format_args!("{} {}", operation.method.as_str(), operation.path),
                otel.kind = "client",
                client = request.client().service().package,
                operation = operation.name,
                http.request.method = operation.method.as_str(),
                url.template = operation.path,
                server.address = host(request.client().base_url()),
                http.response.status_code = field::Empty,
                http.request.resend_count = field::Empty,
                request_id = field::Empty,
                elapsed_ms = field::Empty,
                "error.type" = field::Empty,
            ))
        }

        pub(crate) fn around<F: Future>(&self, call: F) -> impl Future<Output = F::Output> {
            call.instrument(self.0.clone())
        }

        pub(crate) fn attempted(&self, attempt: u32, outcome: &Attempt, elapsed: Duration) {
            let elapsed_ms = milliseconds(elapsed);
            let (status, error) = described(outcome);
            debug!(target: TARGET, attempt, status, error, elapsed_ms, "attempt ended");
        }

        pub(crate) fn waiting(&self, attempt: u32, outcome: &Attempt, wait: Duration) {
            let wait_ms = milliseconds(wait);
            let (status, error) = described(outcome);
            event!(target: TARGET, Level::WARN, attempt, status, error, wait_ms, "retrying the request");
        }

        pub(crate) fn concluded(
            &self,
            attempts: u32,
            result: &Result<RawResponse, Error>,
            elapsed: Duration,
        ) {
            let span = &self.0;
            if span.is_disabled() {
                return;
            }
            let (status, request_id) = match result {
                Ok(response) => (Some(response.status()), response.redacted_request_id()),
                Err(error) => (error.status(), error.request_id().map(str::to_owned)),
            };
            span.record("http.response.status_code", status.map(|it| it.as_u16()));
            span.record("http.request.resend_count", attempts.saturating_sub(1));
            span.record("request_id", request_id);
            span.record("elapsed_ms", milliseconds(elapsed));
        }

        /// Records the kind of an error, of the exchange or of decoding the response.
        pub(crate) fn ended<T>(&self, result: Result<T, Error>) -> Result<T, Error> {
            if let Err(error) = &result {
                self.0.record("error.type", error.kind().name());
            }
            result
        }
    }

    /// Status and error of an attempt. Neither contains a value of the request or the response.
    fn described(outcome: &Attempt) -> (Option<u16>, Option<String>) {
        match outcome {
            Ok(received) => (Some(received.response.status().as_u16()), None),
            Err(refusal) => {
                let status = refusal.head.as_ref().map(|head| head.status.as_u16());
                let error = match &refusal.reason {
                    Reason::TooLarge => "the response body is too large".to_owned(),
                    Reason::Broken(error) => error.to_string(),
                };
                (status, Some(error))
            }
        }
    }

    fn host(url: &str) -> Option<String> {
        Some(url.parse::<http::Uri>().ok()?.host()?.to_owned())
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
    use crate::{Error, Request};

    /// Records nothing.
    pub(crate) struct Trace;

    impl Trace {
        pub(crate) fn new(_: &Request) -> Self {
            Self
        }

        pub(crate) fn around<F: Future>(&self, call: F) -> F {
            call
        }

        pub(crate) fn attempted(&self, _: u32, _: &Attempt, _: Duration) {}

        pub(crate) fn waiting(&self, _: u32, _: &Attempt, _: Duration) {}

        pub(crate) fn concluded(&self, _: u32, _: &Result<RawResponse, Error>, _: Duration) {}

        pub(crate) fn ended<T>(&self, result: Result<T, Error>) -> Result<T, Error> {
            result
        }
    }
}
