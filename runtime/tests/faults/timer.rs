//! Time as the tests need it: limits are real, waits between attempts are noted and skipped.

use std::future::ready;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use clientwright_runtime::{BoxFuture, Timer, TransportError};

/// Tells limits from waits by their length, and says that no time passes but that of the waits.
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

    /// The waits so far.
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
