//! The access token of a client: kept until it expires, and requested once however many calls need it.

use std::error::Error as StdError;
use std::fmt;
use std::future::{Future, poll_fn};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use secrecy::SecretString;

use super::AccessToken;
use crate::transport::BoxFuture;
use crate::{Error, ErrorKind};

/// Maximum time before the expiry at which a token is replaced.
const MARGIN: Duration = Duration::from_secs(60);

/// A token that a call uses.
#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) value: SecretString,
    /// Number of the token, to reject this one and not its successor.
    pub(crate) version: u64,
    /// Time from which a new token is requested.
    refresh_at: Option<Duration>,
    expires_at: Option<Duration>,
}

impl Token {
    fn is_expired(&self, now: Duration) -> bool {
        self.expires_at.is_some_and(|end| now >= end)
    }

    fn is_fresh(&self, now: Duration) -> bool {
        self.refresh_at.is_none_or(|start| now < start)
    }
}

/// The token of a client and its clones.
#[derive(Default)]
pub(crate) struct TokenCache(Mutex<State>);

#[derive(Default)]
struct State {
    token: Option<Token>,
    /// The tokens that responses may still quote: the current one and the one before it.
    recent: [Option<SecretString>; 2],
    /// Number of the request in progress.
    requesting: Option<u64>,
    /// Number of requests started.
    started: u64,
    /// Number of completed requests.
    completed: u64,
    /// Why the last request failed; `None` if it succeeded.
    failure: Option<Arc<Error>>,
    waiting: Vec<Waker>,
}

/// The next step of a call that needs a token.
enum Step {
    Use(Token),
    Fail(Arc<Error>),
    /// Make the request with this number.
    Request(u64),
}

impl TokenCache {
    /// Returns the token, and requests a new one if it expires soon.
    ///
    /// If another call is requesting one, waits for it. If the request fails, all calls that waited
    /// for it fail. If a token that has not expired yet cannot be replaced, it is used. A call that
    /// has waited for the time of `patience` makes the request itself, because the other call may
    /// never be polled again.
    pub(crate) async fn get<F: Future<Output = Result<AccessToken, Error>>>(
        &self,
        now: impl Fn() -> Duration,
        patience: impl Fn() -> Result<BoxFuture<'static, ()>, Error>,
        request: impl FnOnce() -> F,
    ) -> Result<Token, Error> {
        let before = self.state().completed;
        let mut end = None;
        let step = poll_fn(|context| {
            if let Some(step) = self.step(before, now(), context) {
                return Poll::Ready(Ok(step));
            }
            let end = match &mut end {
                Some(end) => end,
                None => match patience() {
                    Ok(sleep) => end.insert(sleep),
                    Err(error) => return Poll::Ready(Err(error)),
                },
            };
            if end.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
            self.state().requesting = None;
            match self.step(before, now(), context) {
                Some(step) => Poll::Ready(Ok(step)),
                None => Poll::Pending,
            }
        });
        match step.await? {
            Step::Use(token) => Ok(token),
            Step::Fail(error) => Err(shared(error)),
            Step::Request(number) => {
                let requesting = Requesting(self, number);
                let sent = now();
                let result = request().await;
                let result = requesting.complete(result, sent);
                result.or_else(|error| self.unexpired(now()).ok_or_else(|| shared(error)))
            }
        }
    }

    /// The next step of a call; `None` to wait until the context is woken.
    fn step(&self, before: u64, now: Duration, context: &Context<'_>) -> Option<Step> {
        let mut state = self.state();
        let step = state.step(before, now);
        let waker = context.waker();
        if step.is_none() && !state.waiting.iter().any(|it| it.will_wake(waker)) {
            state.waiting.push(waker.clone());
        }
        step
    }

    /// The token, unless it has expired.
    pub(crate) fn unexpired(&self, now: Duration) -> Option<Token> {
        let state = self.state();
        state.token.clone().filter(|it| !it.is_expired(now))
    }

    /// Discards a token that the server rejected, unless it was replaced already.
    pub(crate) fn reject(&self, version: u64) {
        let mut state = self.state();
        if state.token.as_ref().is_some_and(|it| it.version == version) {
            state.token = None;
        }
    }

    /// The tokens that responses may quote.
    pub(super) fn recent(&self) -> impl Iterator<Item = SecretString> {
        self.state().recent.clone().into_iter().flatten()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The next step of a call that started after `before` requests; `None` to wait.
    fn step(&mut self, before: u64, now: Duration) -> Option<Step> {
        let has_waited = self.completed > before;
        if let Some(token) = &self.token {
            // While another call replaces the token, it is still used.
            let is_usable =
                !token.is_expired(now) && (self.requesting.is_some() || token.is_fresh(now));
            if is_usable || (has_waited && self.failure.is_none()) {
                return Some(Step::Use(token.clone()));
            }
        }
        if has_waited && let Some(failure) = &self.failure {
            return Some(Step::Fail(Arc::clone(failure)));
        }
        if self.requesting.is_some() {
            return None;
        }
        self.started += 1;
        self.requesting = Some(self.started);
        Some(Step::Request(self.started))
    }
}

/// The token request of one call, and its number. Dropping it lets another call make the request.
struct Requesting<'a>(&'a TokenCache, u64);

impl Requesting<'_> {
    fn complete(
        self,
        result: Result<AccessToken, Error>,
        sent: Duration,
    ) -> Result<Token, Arc<Error>> {
        let mut state = self.0.state();
        let is_current = state.requesting == Some(self.1);
        if is_current || result.is_ok() {
            state.completed += 1;
        }
        match result {
            Ok(token) => {
                let end = |lifetime: Duration| sent.saturating_add(lifetime);
                let margin = |lifetime: Duration| (lifetime / 10).min(MARGIN);
                let token = Token {
                    version: state.completed,
                    refresh_at: token.lifetime.map(|it| end(it.saturating_sub(margin(it)))),
                    expires_at: token.lifetime.map(end),
                    value: token.value,
                };
                state.recent = [Some(token.value.clone()), state.recent[0].take()];
                state.failure = None;
                state.token = Some(token.clone());
                Ok(token)
            }
            Err(error) => {
                let error = Arc::new(error);
                if is_current {
                    state.failure = Some(Arc::clone(&error));
                }
                Err(error)
            }
        }
    }
}

impl Drop for Requesting<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        // Unless another call has taken over.
        if state.requesting == Some(self.1) {
            state.requesting = None;
        }
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        waiting.into_iter().for_each(Waker::wake);
    }
}

/// The error of a call whose token could not be obtained.
fn shared(error: Arc<Error>) -> Error {
    let kind = match error.kind() {
        ErrorKind::Executor => ErrorKind::Executor,
        ErrorKind::Timeout => ErrorKind::Timeout,
        _ => ErrorKind::Token,
    };
    Error::new(kind, "cannot get an access token".to_owned()).with_source(Shared(error))
}

/// An error that several calls return.
#[derive(Debug)]
struct Shared(Arc<Error>);

impl fmt::Display for Shared {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl StdError for Shared {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}
