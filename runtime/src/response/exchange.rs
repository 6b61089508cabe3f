//! The attempts of a call: timeouts, retries, and the final result.

use std::time::Duration;

use bytes::Bytes;

use super::RawResponse;
use super::raw::head;
use super::receive::{Attempt, Reason, Receiving};
use super::trace::Trace;
use crate::client::Parts;
use crate::retry::{FailedAttempt, Outcome};
use crate::timer::within;
use crate::transport::{Failure, TransportError};
use crate::{Error, ErrorKind, Request};

/// The response and the span that decoding it is recorded in.
pub(super) type Exchanged = Result<(RawResponse, Trace), Error>;

/// Sends the request and retries it as the policy decides.
pub(super) async fn exchange(request: Request) -> Exchanged {
    let trace = Trace::new(&request);
    let result = trace.around(attempts(request, &trace)).await;
    let raw = trace.ended(result)?;
    Ok((raw, trace))
}

async fn attempts(request: Request, trace: &Trace) -> Result<RawResponse, Error> {
    let name = request.operation().name;
    let message = request
        .assemble()
        .map_err(|error| error.in_operation(name))?;
    let client = request.client().clone();
    let parts = client.parts();
    let started = parts.timer.now();
    let elapsed = || parts.timer.now().saturating_sub(started);
    let deadline = request.call_deadline();
    let left = || deadline.map_or(Duration::MAX, |deadline| deadline.saturating_sub(elapsed()));
    let key = request.operation().idempotency_key;
    let has_key = key.is_some_and(|name| message.headers().contains_key(name));
    let mut number = 1;
    // The tokens that the last retry took from the budget.
    let mut taken = None;
    loop {
        let limit = request.attempt_timeout().min(left());
        let outcome = attempt(parts, message.clone(), limit).await;
        trace.attempted(number, &outcome, elapsed());
        let wait = wait_before_next(&request, has_key, number, &outcome)
            // Skip a delay that the deadline would cut short.
            .filter(|wait| *wait < left());
        if is_success(&outcome) {
            parts.retry_tokens.refill(taken);
        }
        let wait = match wait {
            Some(wait) if retry_is_in_budget(parts, &outcome, &mut taken) => wait,
            _ => {
                let result = conclude(request, outcome, number);
                trace.concluded(number, &result, elapsed());
                return result;
            }
        };
        trace.waiting(number, &outcome, wait);
        match parts.timer.sleep(wait) {
            Ok(sleep) => sleep.await,
            Err(error) => return Err(failed(error).in_operation(name).after_attempts(number)),
        }
        number = number.saturating_add(1);
    }
}

async fn attempt(parts: &Parts, message: http::Request<Option<Bytes>>, limit: Duration) -> Attempt {
    let mut receiving = Receiving::default();
    let exchange = async {
        let response = parts.transport.send(message).await?;
        receiving.receive(response, parts.max_response_bytes).await
    };
    let outcome = match within(&*parts.timer, limit, exchange).await {
        Ok(Some(outcome)) => outcome,
        Ok(None) => Err(TransportError::timeout(TimeIsUp(limit)).into()),
        Err(error) => Err(error.into()),
    };
    receiving.end(outcome, parts.max_response_bytes)
}

fn is_success(outcome: &Attempt) -> bool {
    matches!(outcome, Ok(received) if received.response.status().is_success())
}

/// Takes the tokens for a retry; returns false if too few are left.
fn retry_is_in_budget(parts: &Parts, outcome: &Attempt, taken: &mut Option<u32>) -> bool {
    let is_timeout = matches!(
        outcome,
        Err(refusal) if matches!(&refusal.reason, Reason::Broken(error) if error.failure() == Failure::Timeout)
    );
    *taken = parts.retry_tokens.take(is_timeout);
    taken.is_some()
}

/// Delay before the next attempt, if there is one.
fn wait_before_next(
    request: &Request,
    has_idempotency_key: bool,
    number: u32,
    outcome: &Attempt,
) -> Option<Duration> {
    let outcome = match outcome {
        Ok(_) if is_success(outcome) => return None,
        Ok(received) => Outcome::Response(received.response.status(), received.response.headers()),
        Err(refusal) => match &refusal.reason {
            Reason::Broken(error) => Outcome::Failure(error),
            Reason::TooLarge => return None,
        },
    };
    request.client().parts().retry.retry(&FailedAttempt {
        operation: request.operation(),
        number,
        max_retries: request.retry_limit(),
        non_idempotent: request.retries_non_idempotent(),
        has_idempotency_key,
        outcome,
    })
}

/// Converts the last attempt into the result of the call.
pub(super) fn conclude(
    request: Request,
    outcome: Attempt,
    number: u32,
) -> Result<RawResponse, Error> {
    let refusal = match outcome {
        Ok(received) => return RawResponse::accept(request, received, number),
        Err(refusal) => refusal,
    };
    let mut sent = number;
    let mut error = match refusal.reason {
        Reason::TooLarge => Error::too_large(request.client().parts().max_response_bytes),
        Reason::Broken(error) => {
            if error.failure() == Failure::Executor {
                // This attempt sent nothing.
                sent = number.saturating_sub(1);
            }
            failed(error)
        }
    };
    if let Some(it) = refusal.head {
        error = error.with_response(head(&request, it.status, &it.headers));
    }
    Err(error
        .in_operation(request.operation().name)
        .after_attempts(sent))
}

fn failed(error: TransportError) -> Error {
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
struct TimeIsUp(Duration);

impl std::fmt::Display for TimeIsUp {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "timed out after {:?}", self.0)
    }
}

impl std::error::Error for TimeIsUp {}
