//! The `tracing` span of a call and the duration of its attempts, with the feature `tracing`.
//!
//! Records names, numbers and the path template, but no value of the request or the response except
//! the request ID. Fields that OpenTelemetry defines have its names (Semantic Conventions 1.27, HTTP
//! client spans and metrics). `url.full` is omitted, because it contains arguments.

#[cfg(feature = "tracing")]
pub(super) use on::Trace;

#[cfg(not(feature = "tracing"))]
pub(super) use off::Trace;

#[cfg(feature = "tracing")]
mod on {
    use std::future::Future;
    use std::time::Duration;

    use tracing::{Instrument, Level, Span, debug, debug_span, enabled, event, field};

    use super::super::RawResponse;
    use super::super::receive::{Attempt, Reason};
    use crate::transport::Failure;
    use crate::{Error, ErrorKind, Request};

    /// The target of all spans and events, for filters: the name of this crate.
    const TARGET: &str = "clientwright_runtime";

    /// The target of the events that are metrics.
    const METRICS: &str = "clientwright_runtime::metrics";

    /// The span of a call.
    pub(crate) struct Trace(Span);

    impl Trace {
        pub(crate) fn new(request: &Request) -> Self {
            let operation = request.operation();
            let server = Server::of(request);
            Self(debug_span!(
                target: TARGET,
                "call",
                otel.name = format_args!("{} {}", operation.method.as_str(), operation.path),
                otel.kind = "client",
                client = request.client().service().package,
                operation = operation.name,
                http.request.method = operation.method.as_str(),
                url.template = operation.path,
                server.address = server.address,
                server.port = server.port,
                url.scheme = server.scheme,
                http.response.status_code = field::Empty,
                http.request.resend_count = field::Empty,
                request_id = field::Empty,
                elapsed_ms = field::Empty,
                otel.status_code = field::Empty,
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

        /// The time at which an attempt starts.
        pub(crate) fn start(elapsed: impl Fn() -> Duration) -> Duration {
            elapsed()
        }

        /// Records the duration of an attempt as the metric `http.client.request.duration`.
        ///
        /// Bridges such as `MetricsLayer` of `tracing-opentelemetry` recognize the prefix `histogram.`.
        pub(crate) fn measured(
            request: &Request,
            outcome: &Attempt,
            started: Duration,
            elapsed: impl Fn() -> Duration,
        ) {
            if !enabled!(target: METRICS, Level::DEBUG) {
                return;
            }
            let (operation, server) = (request.operation(), Server::of(request));
            let status = status(outcome);
            let seconds = elapsed().saturating_sub(started).as_secs_f64();
            event!(
                target: METRICS,
                Level::DEBUG,
                histogram.http.client.request.duration = seconds,
                http.request.method = operation.method.as_str(),
                http.response.status_code = status,
                "error.type" = error_type(outcome),
                server.address = server.address,
                server.port = server.port,
                url.scheme = server.scheme,
                url.template = operation.path,
            );
        }

        pub(crate) fn waiting(&self, attempt: u32, outcome: &Attempt, wait: Duration) {
            let wait_ms = milliseconds(wait);
            let (status, error) = described(outcome);
            event!(target: TARGET, Level::WARN, attempt, status, error, wait_ms, "retrying the request");
        }

        pub(crate) fn out_of_budget(&self, attempt: u32) {
            event!(target: TARGET, Level::WARN, attempt, "the retry budget is used up");
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
                self.0.record("otel.status_code", "ERROR");
                match error.kind() {
                    ErrorKind::Api(api) => {
                        self.0.record("error.type", api.status().as_str());
                    }
                    kind => {
                        self.0.record("error.type", kind.name());
                    }
                }
            }
            result
        }
    }

    /// Status and error of an attempt. Neither contains a value of the request or the response.
    fn described(outcome: &Attempt) -> (Option<u16>, Option<String>) {
        match outcome {
            Ok(_) => (status(outcome), None),
            Err(refusal) => {
                let error = match &refusal.reason {
                    Reason::TooLarge => "the response body is too large".to_owned(),
                    Reason::Broken(error) => error.to_string(),
                };
                (status(outcome), Some(error))
            }
        }
    }

    /// Status of the response, if there was one.
    fn status(outcome: &Attempt) -> Option<u16> {
        match outcome {
            Ok(received) => Some(received.response.status().as_u16()),
            Err(refusal) => refusal.head.as_ref().map(|head| head.status.as_u16()),
        }
    }

    /// Type of the error of an attempt: the status of an error response, or the kind of the failure.
    fn error_type(outcome: &Attempt) -> Option<String> {
        let kind = match outcome {
            Ok(_) => {
                return status(outcome)
                    .filter(|it| *it >= 400)
                    .map(|it| it.to_string());
            }
            Err(refusal) => match &refusal.reason {
                Reason::TooLarge => "too_large",
                Reason::Broken(error) => match error.failure() {
                    Failure::Connect => "connect",
                    Failure::Timeout => "timeout",
                    Failure::Interrupted => "interrupted",
                    Failure::Rejected => "rejected",
                    Failure::Executor => "executor",
                    Failure::Source => "body",
                },
            },
        };
        Some(kind.to_owned())
    }

    /// The server that a request is sent to.
    #[derive(Default)]
    struct Server {
        address: Option<String>,
        port: Option<u16>,
        scheme: Option<String>,
    }

    impl Server {
        fn of(request: &Request) -> Self {
            let Ok(url) = request.base_url().parse::<http::Uri>() else {
                return Self::default();
            };
            let scheme = url.scheme_str().map(str::to_owned);
            let default = match scheme.as_deref() {
                Some("https") => Some(443),
                Some("http") => Some(80),
                _ => None,
            };
            Self {
                address: url.host().map(str::to_owned),
                port: url.port_u16().or(default),
                scheme,
            }
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
    use crate::{Error, Request};

    /// Records nothing.
    pub(crate) struct Trace;

    /// No time: the clock is not read.
    pub(crate) struct Start;

    impl Trace {
        pub(crate) fn new(_: &Request) -> Self {
            Self
        }

        pub(crate) fn around<F: Future>(&self, call: F) -> F {
            call
        }

        pub(crate) fn attempted(&self, _: u32, _: &Attempt, _: Duration) {}

        pub(crate) fn start(_: impl Fn() -> Duration) -> Start {
            Start
        }

        pub(crate) fn measured(_: &Request, _: &Attempt, _: Start, _: impl Fn() -> Duration) {}

        pub(crate) fn waiting(&self, _: u32, _: &Attempt, _: Duration) {}

        pub(crate) fn out_of_budget(&self, _: u32) {}

        pub(crate) fn concluded(&self, _: u32, _: &Result<RawResponse, Error>, _: Duration) {}

        pub(crate) fn ended<T>(&self, result: Result<T, Error>) -> Result<T, Error> {
            result
        }
    }
}
