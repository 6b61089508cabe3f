//! Delays and timeouts.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use crate::transport::{BoxFuture, MaybeSend, TransportError};

/// Measures time and waits.
///
/// The default timer uses Tokio and requires a Tokio runtime with time enabled. Implement this
/// trait to run on another executor or on wasm32, or to avoid real delays in tests.
pub trait Timer: MaybeSend + 'static {
    /// Returns a future that completes after `duration`.
    ///
    /// # Errors
    /// Returns [`TransportError::executor`] if the timer cannot run in the current context.
    fn sleep(&self, duration: Duration) -> Result<BoxFuture<'static, ()>, TransportError>;

    /// Time elapsed since a fixed point in the past. Never decreases.
    fn now(&self) -> Duration;
}

impl<T: Timer + ?Sized> Timer for std::sync::Arc<T> {
    fn sleep(&self, duration: Duration) -> Result<BoxFuture<'static, ()>, TransportError> {
        (**self).sleep(duration)
    }

    fn now(&self) -> Duration {
        (**self).now()
    }
}

/// Runs a future with a timeout; returns `Ok(None)` if the timeout elapses first.
pub(crate) async fn within<F: Future>(
    timer: &dyn Timer,
    limit: Duration,
    future: F,
) -> Result<Option<F::Output>, TransportError> {
    let mut future = pin!(future);
    let mut sleep = timer.sleep(limit)?;
    let raced = poll_fn(|context| {
        if let Poll::Ready(output) = future.as_mut().poll(context) {
            return Poll::Ready(Some(output));
        }
        sleep.as_mut().poll(context).map(|()| None)
    });
    Ok(raced.await)
}

/// The timer of Tokio.
#[cfg(feature = "reqwest")]
pub(crate) struct TokioTimer {
    start: tokio::time::Instant,
}

#[cfg(feature = "reqwest")]
impl TokioTimer {
    pub(crate) fn new() -> Self {
        Self {
            start: tokio::time::Instant::now(),
        }
    }
}

#[cfg(feature = "reqwest")]
impl Timer for TokioTimer {
    fn sleep(&self, duration: Duration) -> Result<BoxFuture<'static, ()>, TransportError> {
        // Outside a Tokio runtime, Tokio's timer panics.
        tokio::runtime::Handle::try_current().map_err(TransportError::executor)?;
        Ok(Box::pin(tokio::time::sleep(duration)))
    }

    fn now(&self) -> Duration {
        self.start.elapsed()
    }
}
