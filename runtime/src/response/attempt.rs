//! One attempt: sends a request and receives the response within a time limit. If the response is a stream, only its
//! headers.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::receive::{Attempt, Reason, Receiving};
use crate::client::Parts;
use crate::retry::Outcome;
use crate::timer::within;
use crate::transport::{Body, Failure, TransportError};
use crate::{Error, ErrorKind, Operation, Upload};

/// The time limit of an attempt.
#[derive(Clone, Copy)]
pub(super) struct Limit {
    /// Timeout of the attempt. It starts again with each chunk of the request body.
    pub(super) timeout: Duration,
    /// Time until the deadline of the call.
    pub(super) left: Duration,
}

pub(super) async fn attempt(
    parts: &Parts,
    message: http::Request<Option<Upload>>,
    limit: Limit,
    is_stream: bool,
) -> Attempt {
    let mut receiving = Receiving::default();
    let progress = Progress::default();
    let exchange = async {
        let response = send(parts, message, &progress).await?;
        if is_stream {
            receiving.open(response, parts.max_response_bytes).await
        } else {
            receiving.receive(response, parts.max_response_bytes).await
        }
    };
    let outcome = match in_time(parts, limit, exchange, &progress).await {
        Ok(Some(outcome)) => outcome,
        Ok(None) => {
            let limit = limit.timeout.min(limit.left);
            Err(TransportError::timeout(TimeIsUp(limit)).into())
        }
        Err(error) => Err(error.into()),
    };
    receiving.end(outcome, parts.max_response_bytes)
}

/// Chunks of the request body that have been sent.
type Progress = Arc<AtomicU64>;

async fn send(
    parts: &Parts,
    message: http::Request<Option<Upload>>,
    progress: &Progress,
) -> Result<http::Response<Body>, TransportError> {
    let (head, content) = message.into_parts();
    let bytes = match content {
        None => None,
        Some(content) => match content.bytes() {
            Some(bytes) => Some(bytes.clone()),
            None => {
                let progress = Arc::clone(progress);
                let body = content.open()?;
                let body = body.inspect(move |_| {
                    progress.fetch_add(1, Ordering::Relaxed);
                });
                let message = http::Request::from_parts(head, body);
                return parts.transport.send_stream(message).await;
            }
        },
    };
    let message = http::Request::from_parts(head, bytes);
    parts.transport.send(message).await
}

/// Runs an exchange within its time limit; returns `Ok(None)` if it takes too long.
async fn in_time<F: Future>(
    parts: &Parts,
    limit: Limit,
    exchange: F,
    progress: &Progress,
) -> Result<Option<F::Output>, TransportError> {
    let mut exchange = pin!(exchange);
    let (mut left, mut sent) = (limit.left, 0);
    loop {
        let wait = limit.timeout.min(left);
        if let Some(output) = within(&*parts.timer, wait, exchange.as_mut()).await? {
            return Ok(Some(output));
        }
        let before = std::mem::replace(&mut sent, progress.load(Ordering::Relaxed));
        left = left.saturating_sub(wait);
        if sent == before || left.is_zero() {
            return Ok(None);
        }
    }
}

pub(super) fn is_success(outcome: &Attempt, operation: &Operation) -> bool {
    matches!(outcome, Ok(received) if operation.is_result(received.response.status()))
}

/// The outcome for retry policies; `None` if the attempt succeeded or the response is too large.
pub(super) fn outcome<'a>(attempt: &'a Attempt, operation: &Operation) -> Option<Outcome<'a>> {
    match attempt {
        Ok(_) if is_success(attempt, operation) => None,
        Ok(received) => {
            let response = &received.response;
            Some(Outcome::Response(response.status(), response.headers()))
        }
        Err(refusal) => match &refusal.reason {
            Reason::Broken(error) => Some(Outcome::Failure(error)),
            Reason::TooLarge => None,
        },
    }
}

/// Takes the tokens for a retry; returns false if too few are left.
pub(super) fn retry_is_in_budget(
    parts: &Parts,
    outcome: &Attempt,
    taken: &mut Option<u32>,
) -> bool {
    let is_timeout = matches!(
        outcome,
        Err(refusal) if matches!(&refusal.reason, Reason::Broken(error) if error.failure() == Failure::Timeout)
    );
    *taken = parts.retry_tokens.take(is_timeout);
    taken.is_some()
}

pub(super) fn failed(error: TransportError) -> Error {
    let kind = match error.failure() {
        Failure::Connect => ErrorKind::Connect,
        Failure::Timeout => ErrorKind::Timeout,
        Failure::Interrupted | Failure::Rejected => ErrorKind::Transport,
        Failure::Executor => ErrorKind::Executor,
        Failure::Source => ErrorKind::Io,
    };
    let message = error.to_string();
    Error::new(kind, message).with_source(error.into_source())
}

/// The timeout of the client, as opposed to one of the transport.
#[derive(Debug)]
pub(super) struct TimeIsUp(pub(super) Duration);

impl std::fmt::Display for TimeIsUp {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "timed out after {:?}", self.0)
    }
}

impl std::error::Error for TimeIsUp {}
