//! The default retry policy.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use super::{FailedAttempt, RetryPolicy};

/// Longest delay accepted from the server. If it asks for more, the policy's own delay applies.
const LONGEST_REQUESTED: Duration = Duration::from_secs(60);

/// Retries transient failures with exponential backoff and jitter.
///
/// The delay doubles with each attempt, up to a maximum, and is randomly reduced by up to a
/// quarter. The default starts at 0.5 seconds and grows to 8 seconds, as in Cloudflare's official
/// clients.
///
/// If the server asks for a delay of up to one minute, that delay is used. A longer one is ignored.
/// If the server sends `x-should-retry`, the header decides whether to retry, within the maximum
/// number of retries; `true` also retries non-idempotent requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    first: Duration,
    longest: Duration,
    jitter: bool,
}

impl Default for Backoff {
    fn default() -> Self {
        Self::new(Duration::from_millis(500), Duration::from_secs(8))
    }
}

impl Backoff {
    /// Creates a policy with the given initial and maximum delay.
    #[must_use]
    pub fn new(first: Duration, longest: Duration) -> Self {
        Self {
            first,
            longest,
            jitter: true,
        }
    }

    /// Disables jitter, so that delays are deterministic.
    #[must_use]
    pub fn without_jitter(self) -> Self {
        Self {
            jitter: false,
            ..self
        }
    }

    fn wait(&self, attempt: u32) -> Duration {
        let doublings = attempt.saturating_sub(1).min(31);
        let wait = self.first.saturating_mul(1 << doublings).min(self.longest);
        if !self.jitter {
            return wait;
        }
        // `RandomState` is seeded randomly, which is sufficient for jitter.
        let chance = RandomState::new().hash_one(attempt) % 1024;
        let less = wait / 4 / 1024 * u32::try_from(chance).unwrap_or_default();
        wait.saturating_sub(less)
    }
}

impl RetryPolicy for Backoff {
    fn retry(&self, attempt: &FailedAttempt<'_>) -> Option<Duration> {
        if attempt.number() > attempt.max_retries() {
            return None;
        }
        let worth_it = attempt
            .should_retry()
            .unwrap_or_else(|| attempt.is_transient() && attempt.is_safe_to_retry());
        let requested = attempt
            .retry_after()
            .filter(|wait| !wait.is_zero() && *wait <= LONGEST_REQUESTED);
        worth_it.then(|| requested.unwrap_or_else(|| self.wait(attempt.number())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_up_to_the_maximum_with_jitter() {
        let backoff = Backoff::default();
        for (attempt, most) in [
            (1, 500),
            (2, 1000),
            (3, 2000),
            (5, 8000),
            (6, 8000),
            (u32::MAX, 8000),
        ] {
            let most = Duration::from_millis(most);
            let waits: Vec<Duration> = (0..200).map(|_| backoff.wait(attempt)).collect();
            assert!(
                waits
                    .iter()
                    .all(|wait| *wait <= most && *wait > most * 3 / 4 - Duration::from_millis(1)),
                "{attempt}: {waits:?}"
            );
            assert!(
                waits.iter().any(|wait| wait != &waits[0]),
                "{attempt}: no chance in it"
            );
        }
    }
}
