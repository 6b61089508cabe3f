//! The attempts of a call: timeouts, retries, and the final result.

use std::time::Duration;

use super::attempt::{Limit, attempt, failed, is_success, outcome, retry_is_in_budget};
use super::raw::head;
use super::receive::{Attempt, Reason};
use super::trace::Trace;
use super::{RawResponse, access};
use crate::retry::FailedAttempt;
use crate::transport::Failure;
use crate::{Error, Request, Upload};

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
    let client = request.client().clone();
    let parts = client.parts();
    let started = parts.timer.now();
    let elapsed = || parts.timer.now().saturating_sub(started);
    let deadline = request.call_deadline();
    let left = || deadline.map_or(Duration::MAX, |deadline| deadline.saturating_sub(elapsed()));
    let in_operation = |error: Error| error.in_operation(name);
    let access = access::access(parts, request.operation(), left()).await;
    let mut access = access.map_err(in_operation)?;
    let mut message = request.assemble(&access).map_err(in_operation)?;
    let mut is_refreshed = false;
    let key = request.operation().idempotency_key;
    let has_key = key.is_some_and(|name| message.headers().contains_key(name));
    let is_repeatable = message.body().as_ref().is_none_or(Upload::is_repeatable);
    let mut number = 1;
    // The tokens that the last retry took from the budget.
    let mut taken = None;
    loop {
        let limit = Limit {
            timeout: request.attempt_timeout(),
            left: left(),
        };
        let start = Trace::start(elapsed);
        let outcome = attempt(parts, message.clone(), limit, request.is_stream()).await;
        Trace::measured(&request, &outcome, start, elapsed);
        trace.attempted(number, &outcome, elapsed());
        // A rejected token is replaced once, whatever the retry policy.
        if !is_refreshed {
            let rejected = (&mut message, &outcome);
            let refreshed = access::refresh(parts, &mut access, rejected, left()).await;
            is_refreshed = refreshed.map_err(|error| in_operation(error).after_attempts(number))?;
            if is_refreshed {
                number = number.saturating_add(1);
                continue;
            }
        }
        // The attempt with a rejected token does not count.
        let counted = number - u32::from(is_refreshed);
        let wait = wait_before_next(&request, has_key, counted, &outcome)
            // Skip a delay that the deadline would cut short.
            .filter(|wait| is_repeatable && *wait < left());
        if is_success(&outcome, request.operation()) {
            parts.retry_tokens.refill(taken);
        }
        let wait = match wait {
            Some(wait) if retry_is_in_budget(parts, &outcome, &mut taken) => wait,
            retry => {
                if retry.is_some() {
                    trace.out_of_budget(number);
                }
                let ends_at = deadline.map(|it| started.saturating_add(it));
                let result = conclude(request, outcome, number);
                let result = result.map(|response| response.ending_at(ends_at));
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

/// Delay before the next attempt, if there is one.
fn wait_before_next(
    request: &Request,
    has_idempotency_key: bool,
    number: u32,
    outcome: &Attempt,
) -> Option<Duration> {
    let outcome = self::outcome(outcome, request.operation())?;
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
