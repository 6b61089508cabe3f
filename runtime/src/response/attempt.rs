//! One attempt: sends a request and receives the response within a time limit. If the response is a stream, only its
//! headers.

use std::time::Duration;

use bytes::Bytes;

use super::receive::{Attempt, Reason, Receiving};
use crate::client::Parts;
use crate::retry::Outcome;
use crate::timer::within;
use crate::transport::{Failure, TransportError};
use crate::{Error, ErrorKind};

pub(super) async fn attempt(
    parts: &Parts,
    message: http::Request<Option<Bytes>>,
    limit: Duration,
    is_stream: bool,
) -> Attempt {
    let mut receiving = Receiving::default();
    let exchange = async {
        let response = parts.transport.send(message).await?;
        if is_stream {
            receiving.open(response, parts.max_response_bytes).await
        } else {
            receiving.receive(response, parts.max_response_bytes).await
        }
    };
    let outcome = match within(&*parts.timer, limit, exchange).await {
        Ok(Some(outcome)) => outcome,
        Ok(None) => Err(TransportError::timeout(TimeIsUp(limit)).into()),
        Err(error) => Err(error.into()),
    };
    receiving.end(outcome, parts.max_response_bytes)
}

pub(super) fn is_success(outcome: &Attempt) -> bool {
    matches!(outcome, Ok(received) if received.response.status().is_success())
}

/// The outcome for retry policies; `None` if the attempt succeeded or the response is too large.
pub(super) fn outcome(attempt: &Attempt) -> Option<Outcome<'_>> {
    match attempt {
        Ok(_) if is_success(attempt) => None,
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
