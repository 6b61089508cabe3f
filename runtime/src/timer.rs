//! Waiting: between attempts, and for time limits.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use crate::transport::{BoxFuture, MaybeSend, TransportError};

/// Lets time pass.
///
/// The client brings one that waits with Tokio, in a runtime with time enabled. Replace it where another executor drives the calls, on wasm32, or in
/// tests that should not wait.
pub trait Timer: MaybeSend + 'static {
    /// A future that is ready after this time.
    ///
    /// # Errors
    /// [`TransportError::executor`] when the timer cannot run where it was called.
    fn sleep(&self, duration: Duration) -> Result<BoxFuture<'static, ()>, TransportError>;

    /// The time since some moment that stays the same; never decreases.
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

/// Drives a future for no longer than this; `Ok(None)` when the time is up.
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

/// Tokio's clock.
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
        // Outside of Tokio its timer would panic.
        tokio::runtime::Handle::try_current().map_err(TransportError::executor)?;
        Ok(Box::pin(tokio::time::sleep(duration)))
    }

    fn now(&self) -> Duration {
        self.start.elapsed()
    }
}
