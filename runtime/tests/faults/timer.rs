//! A timer with real timeouts that records and skips retry delays.

use std::future::ready;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use clientwright_runtime::{BoxFuture, Timer, TransportError};

/// Distinguishes timeouts from delays by their length. Only the delays count as elapsed time.
pub struct Waits {
    is_limit: Box<dyn Fn(Duration) -> bool + Send + Sync>,
    skipped: Mutex<Vec<Duration>>,
}

impl Waits {
    pub fn new(is_limit: impl Fn(Duration) -> bool + Send + Sync + 'static) -> Arc<Self> {
        Arc::new(Self {
            is_limit: Box::new(is_limit),
            skipped: Mutex::default(),
        })
    }

    /// The delays so far.
    pub fn skipped(&self) -> Vec<Duration> {
        self.skipped.lock().expect("no panic").clone()
    }
}

impl Timer for Waits {
    fn sleep(&self, duration: Duration) -> Result<BoxFuture<'static, ()>, TransportError> {
        if (self.is_limit)(duration) {
            return Ok(Box::pin(tokio::time::sleep(duration)));
        }
        self.skipped.lock().expect("no panic").push(duration);
        Ok(Box::pin(ready(())))
    }

    fn now(&self) -> Duration {
        self.skipped().iter().sum()
    }
}
