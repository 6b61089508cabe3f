//! The credentials of a call, and the token requests of its client.

use std::time::Duration;

use http::StatusCode;
use http::header::AUTHORIZATION;
use secrecy::ExposeSecret;

use super::attempt::{Limit, attempt, failed, is_success, outcome, retry_is_in_budget};
use super::receive::{Attempt, Reason};
use crate::client::Parts;
use crate::credentials::{
    Access, AccessToken, Token, TokenSource, Tokens, bearer_header, decode_error, decode_token,
};
use crate::quoted::Quoted;
use crate::retry::FailedAttempt;
use crate::timer::within;
use crate::{Error, ErrorKind, Operation, Upload};

/// Maximum wait for a token without a deadline. Timers need not support longer ones.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 60 * 60);
/// Maximum wait for a new token while the old one can still be used.
const REFRESH_WAIT: Duration = Duration::from_secs(5);

/// The token request, for retry policies.
static TOKEN_REQUEST: Operation = Operation {
    idempotent: true,
    ..Operation::post("token request", "")
};

/// Selects the secrets for an operation and gets a token if they include one.
pub(super) async fn access<'a>(
    parts: &'a Parts,
    operation: &Operation,
    left: Duration,
) -> Result<Access<'a>, Error> {
    let mut access = parts.access(operation)?;
    if let Some(tokens) = access.tokens() {
        access.token = Some(token(parts, tokens, left).await?);
    }
    Ok(access)
}

/// Replaces the token in a request that the server rejected with 401. Returns false if the request
/// has no token that can be replaced.
pub(super) async fn refresh(
    parts: &Parts,
    access: &mut Access<'_>,
    (message, outcome): (&mut http::Request<Option<Upload>>, &Attempt),
    left: Duration,
) -> Result<bool, Error> {
    let is_rejected = matches!(outcome, Ok(it) if it.response.status() == StatusCode::UNAUTHORIZED);
    let is_repeatable = message.body().as_ref().is_none_or(Upload::is_repeatable);
    let is_rejected = is_rejected && is_repeatable;
    let (Some(tokens), Some(rejected), true) = (access.tokens(), &access.token, is_rejected) else {
        return Ok(false);
    };
    // The caller may have replaced the header.
    let sent = message.headers().get(AUTHORIZATION);
    if sent != Some(&bearer_header(rejected)?) {
        return Ok(false);
    }
    tokens.cache.reject(rejected.version);
    let token = token(parts, tokens, left).await?;
    let header = bearer_header(&token)?;
    message.headers_mut().insert(AUTHORIZATION, header);
    access.token = Some(token);
    Ok(true)
}

/// A token from the cache, or from a token request.
async fn token(parts: &Parts, tokens: &Tokens, left: Duration) -> Result<Token, Error> {
    let now = || parts.timer.now();
    let patience = || parts.timer.sleep(parts.timeout).map_err(failed);
    let token = tokens.cache.get(now, patience, || request(parts, tokens));
    let limit = match tokens.cache.unexpired(now()) {
        Some(_) => REFRESH_WAIT.min(left / 4),
        None => LONGEST_WAIT.min(left),
    };
    match within(&*parts.timer, limit, token).await {
        Ok(Some(token)) => token,
        Ok(None) => tokens.cache.unexpired(now()).ok_or_else(timed_out),
        Err(error) => Err(failed(error)),
    }
}

fn timed_out() -> Error {
    let message = "timed out while waiting for an access token".to_owned();
    Error::new(ErrorKind::Timeout, message)
}

/// Rejects a token that cannot be sent. It must not be cached, since no server would reject it.
fn check(token: AccessToken) -> Result<AccessToken, Error> {
    let value = token.value.expose_secret();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(token);
    }
    let message =
        "the access token is empty or contains characters that are not allowed in a header";
    Err(Error::new(ErrorKind::Token, message.to_owned()))
}

/// Gets a new token. Its time is limited by the time of each attempt and their number; the calls
/// that wait for it have their own deadlines.
async fn request(parts: &Parts, tokens: &Tokens) -> Result<AccessToken, Error> {
    let (client, url) = match &tokens.source {
        TokenSource::Provider(provider) => {
            let token = within(&*parts.timer, parts.timeout, provider.token()).await;
            let token = token.map_err(failed)?.ok_or_else(timed_out)?;
            let token = token.map_err(|error| {
                let message = "the token provider failed".to_owned();
                Error::new(ErrorKind::Token, message).with_source(error)
            });
            return check(token?);
        }
        TokenSource::ClientCredentials(client) => (client, &tokens.url),
        TokenSource::Fixed(token) => return Ok(AccessToken::new(token.clone())),
    };
    let agent = parts.headers.get(http::header::USER_AGENT);
    let message = client.request(url, agent)?;
    let message = message.map(|body| body.map(Upload::from));
    let limit = Limit {
        timeout: parts.timeout,
        left: Duration::MAX,
    };
    let mut number = 1;
    let mut taken = None;
    loop {
        let received = attempt(parts, message.clone(), limit, false).await;
        if taken.is_some() && is_success(&received, &TOKEN_REQUEST) {
            parts.retry_tokens.refill(taken);
        }
        let failure = outcome(&received, &TOKEN_REQUEST).map(|outcome| FailedAttempt {
            operation: &TOKEN_REQUEST,
            number,
            max_retries: parts.max_retries,
            non_idempotent: false,
            has_idempotency_key: false,
            outcome,
        });
        let wait = failure.and_then(|failure| parts.retry.retry(&failure));
        // Retries of token requests count, too.
        let wait = wait.filter(|_| retry_is_in_budget(parts, &received, &mut taken));
        let Some(wait) = wait else {
            return decode(parts, received);
        };
        parts.timer.sleep(wait).map_err(failed)?.await;
        number = number.saturating_add(1);
    }
}

/// The token in the response to a token request.
fn decode(parts: &Parts, received: Attempt) -> Result<AccessToken, Error> {
    let error = |message: String| Error::new(ErrorKind::Token, message);
    let response = match received {
        Ok(received) => received.response,
        Err(refusal) => {
            return Err(match refusal.reason {
                Reason::Broken(error) => failed(error),
                Reason::TooLarge => {
                    error("the response to the token request is too large".to_owned())
                }
            });
        }
    };
    let (status, body) = (response.status(), response.body());
    if status.is_success() {
        let token = decode_token(body);
        return check(token.map_err(|reason| error(format!("invalid token response: {reason}")))?);
    }
    let redaction = parts.redaction();
    Err(error(match decode_error(body) {
        Some(reason) => {
            let reason = redaction.text(&reason);
            format!(
                "the token request failed with status {status}: {}",
                Quoted(&reason)
            )
        }
        None => format!("the token request failed with status {status}"),
    }))
}
