//! The access token of a client: kept until it expires, and requested once however many calls need it.

use std::error::Error as StdError;
use std::fmt;
use std::future::{Future, poll_fn};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

use secrecy::SecretString;

use super::AccessToken;
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
    /// Whether a call is requesting a token.
    is_requesting: bool,
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
    Request,
}

impl TokenCache {
    /// Returns the token, and requests a new one if it expires soon.
    ///
    /// If another call is requesting one, waits for it. If the request fails, all calls that waited
    /// for it fail. If a token that has not expired yet cannot be replaced, it is used.
    pub(crate) async fn get<F: Future<Output = Result<AccessToken, Error>>>(
        &self,
        now: impl Fn() -> Duration,
        request: impl FnOnce() -> F,
    ) -> Result<Token, Error> {
        let before = self.state().completed;
        let step = poll_fn(|context| {
            let mut state = self.state();
            match state.step(before, now()) {
                Some(step) => Poll::Ready(step),
                None => {
                    let waker = context.waker();
                    if !state.waiting.iter().any(|it| it.will_wake(waker)) {
                        state.waiting.push(waker.clone());
                    }
                    Poll::Pending
                }
            }
        });
        match step.await {
            Step::Use(token) => Ok(token),
            Step::Fail(error) => Err(shared(error)),
            Step::Request => {
                let requesting = Requesting(self);
                let sent = now();
                let result = request().await;
                let result = requesting.complete(result, sent);
                result.or_else(|error| self.unexpired(now()).ok_or_else(|| shared(error)))
            }
        }
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
            let is_usable = !token.is_expired(now) && (self.is_requesting || token.is_fresh(now));
            if is_usable || has_waited {
                return Some(Step::Use(token.clone()));
            }
        }
        if has_waited && let Some(failure) = &self.failure {
            return Some(Step::Fail(Arc::clone(failure)));
        }
        if self.is_requesting {
            return None;
        }
        self.is_requesting = true;
        Some(Step::Request)
    }
}

/// The token request of one call. Dropping it lets another call make the request.
struct Requesting<'a>(&'a TokenCache);

impl Requesting<'_> {
    fn complete(
        self,
        result: Result<AccessToken, Error>,
        sent: Duration,
    ) -> Result<Token, Arc<Error>> {
        let mut state = self.0.state();
        state.completed += 1;
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
                state.failure = Some(Arc::clone(&error));
                Err(error)
            }
        }
    }
}

impl Drop for Requesting<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.is_requesting = false;
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
