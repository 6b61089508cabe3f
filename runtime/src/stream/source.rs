//! The connections of an event stream.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderValue};

use super::parser::{Parser, RawEvent};
use crate::response::{Incoming, RawResponse};
use crate::transport::BoxFuture;
use crate::{Call, Error, Operation, Timer};

/// Time before a connection is established again, unless the server sets another one with `retry`.
const RECONNECTION_TIME: Duration = Duration::from_secs(1);
/// Minimum time before a connection is established again, even if the server sets a shorter one: a
/// server that closes each connection at once would get requests without a pause.
const SHORTEST_WAIT: Duration = Duration::from_millis(100);
/// Maximum time before a connection is established again, unless the server sets a longer one.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// Media type of event streams.
const MEDIA_TYPE: &str = "text/event-stream";

/// The events of an operation, from one connection after the other.
///
/// A connection is established again in two cases:
/// - The operation [reconnects](crate::Operation::reconnects), as browsers do, whatever ended the
///   connection.
/// - The connection failed, the operation is idempotent, and the last event has an ID, so that the
///   server can continue after it, or there was no event yet.
pub(super) struct EventSource {
    /// The response of the latest connection, without its body.
    response: RawResponse,
    state: State,
    parser: Parser,
    idle_timeout: Option<Duration>,
    /// End of the deadline of the call, in the time of the client's timer.
    ends_at: Option<Duration>,
    /// Connections that failed since the last event.
    failures: u32,
}

enum State {
    Open(Box<Incoming>),
    Waiting(BoxFuture<'static, ()>),
    Connecting(Call<Incoming>),
    Done,
}

impl EventSource {
    pub(super) fn new(incoming: Incoming) -> Result<Self, Error> {
        let response = incoming.response().head();
        let limit = response.request().client().parts().max_response_bytes;
        Ok(Self {
            ends_at: response.ends_at(),
            state: open(incoming)?,
            response,
            parser: Parser::new(limit),
            idle_timeout: None,
            failures: 0,
        })
    }

    pub(super) fn set_idle_timeout(&mut self, limit: Duration) {
        self.idle_timeout = Some(limit);
        if let State::Open(incoming) = &mut self.state {
            incoming.set_idle_timeout(limit);
        }
    }

    /// The response of the latest connection, without its body.
    pub(super) fn response(&self) -> &RawResponse {
        &self.response
    }

    pub(super) fn is_terminated(&self) -> bool {
        matches!(self.state, State::Done)
    }

    /// The next event; `None` after the last one. Ends after the first error.
    pub(super) fn poll_event(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<RawEvent, Error>>> {
        let event = ready!(self.poll_next(context));
        if !matches!(event, Ok(Some(_))) {
            self.state = State::Done;
        }
        Poll::Ready(event.transpose())
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<RawEvent>, Error>> {
        loop {
            match &mut self.state {
                State::Open(incoming) => {
                    match self.parser.next() {
                        Ok(Some(event)) => return Poll::Ready(Ok(self.received(event))),
                        Ok(None) => {}
                        Err(_) => return Poll::Ready(Err(self.response.too_large())),
                    }
                    match ready!(incoming.poll_chunk(context)) {
                        Some(Ok(chunk)) => self.parser.push(chunk),
                        lost => match self.reconnect(lost.and_then(Result::err)) {
                            Ok(Some(next)) => self.state = next,
                            end => return Poll::Ready(end.map(|_| None)),
                        },
                    }
                }
                State::Waiting(sleep) => {
                    ready!(sleep.as_mut().poll(context));
                    self.state = State::Connecting(self.connect());
                }
                State::Connecting(call) => {
                    let mut incoming = ready!(Pin::new(call).poll(context))?;
                    if let Some(limit) = self.idle_timeout {
                        incoming.set_idle_timeout(limit);
                    }
                    self.parser.restart();
                    self.response = incoming.response().head();
                    self.state = open(incoming)?;
                }
                State::Done => return Poll::Ready(Ok(None)),
            }
        }
    }

    /// Handles an event. Returns `None` if it marks the end.
    fn received(&mut self, event: RawEvent) -> Option<RawEvent> {
        self.failures = 0;
        let end = self.operation().end_marker;
        (end != Some(event.data.as_str())).then_some(event)
    }

    /// How the stream continues when a connection has ended, with an error or as the server intends.
    /// `None` if it does not.
    fn reconnect(&mut self, error: Option<Error>) -> Result<Option<State>, Error> {
        let operation = self.operation();
        // The status by which servers ask browsers to stop.
        if error.is_none() && self.response.status() == StatusCode::NO_CONTENT {
            return Ok(None);
        }
        let error = match (error, operation.end_marker) {
            (None, Some(_)) => Some(self.response.incomplete()),
            (None, None) if !operation.reconnects => return Ok(None),
            (error, _) => error,
        };
        let is_repeatable = operation.idempotent && self.parser.is_resumable();
        let time = self.parser.retry().unwrap_or(RECONNECTION_TIME);
        let mut wait = time.max(SHORTEST_WAIT);
        if let Some(error) = error {
            let is_retried = self.failures < self.response.request().retry_limit();
            if !is_retried || !(operation.reconnects || is_repeatable) {
                return Err(error);
            }
            let longest = wait.max(LONGEST_WAIT);
            wait = wait.saturating_mul(1 << self.failures.min(16)).min(longest);
            if self.left().is_some_and(|left| left <= wait) {
                return Err(error);
            }
            self.failures += 1;
        }
        let sleep = self.timer().sleep(wait);
        let sleep = sleep.map_err(|error| self.response.interrupted(error))?;
        Ok(Some(State::Waiting(sleep)))
    }

    /// Time until the deadline.
    fn left(&self) -> Option<Duration> {
        Some(self.ends_at?.saturating_sub(self.timer().now()))
    }

    fn operation(&self) -> &'static Operation {
        self.response.request().operation()
    }

    fn timer(&self) -> &dyn Timer {
        &*self.response.request().client().parts().timer
    }

    /// The call that continues after the last event.
    fn connect(&self) -> Call<Incoming> {
        let mut request = self.response.request().clone();
        request.set_list_deadline(self.left());
        // An ID with control characters cannot be sent.
        if let Ok(id) = HeaderValue::from_bytes(self.parser.last_id().as_bytes())
            && !id.is_empty()
        {
            request.set_last_event_id(id);
        }
        Call::stream(request, Ok)
    }
}

/// Checks that the response is an event stream. A proxy may send a page with status 200.
fn open(incoming: Incoming) -> Result<State, Error> {
    let response = incoming.response();
    let content_type = response.headers().get(CONTENT_TYPE);
    let content_type = content_type.and_then(|it| it.to_str().ok());
    let media_type = content_type.map(|it| it.split(';').next().unwrap_or_default().trim());
    match media_type {
        Some(other) if !other.eq_ignore_ascii_case(MEDIA_TYPE) => {
            let reason = format!("expected `{MEDIA_TYPE}`, found `{other}`");
            Err(response.malformed("", reason))
        }
        _ => Ok(State::Open(Box::new(incoming))),
    }
}
