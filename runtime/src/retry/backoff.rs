//! The usual policy: a few retries, each after a longer wait, or after the wait that the server asks for.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use super::{FailedAttempt, RetryPolicy};

/// A server that asks for a longer wait than this is asked again in the usual rhythm: nobody waits an hour for an answer.
const LONGEST_REQUESTED: Duration = Duration::from_secs(60);

/// Repeats what is transient and may be repeated, with waits that double, less up to a quarter, so that many clients do
/// not come back at the same moment.
///
/// A wait that the server asks for is taken as it is, if it is no longer than a minute. `x-should-retry` has the last
/// word, except on the number of attempts: `true` repeats what is not idempotent too. The defaults are those of Cloudflare's own clients: half a second at first,
/// eight at most.
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
    /// Waits between these two times.
    #[must_use]
    pub fn new(first: Duration, longest: Duration) -> Self {
        Self {
            first,
            longest,
            jitter: true,
        }
    }

    /// Takes nothing off a wait, so that the same failures always take the same time, as a test may want it.
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
        // Every `RandomState` has another key, which is all the chance that is needed here.
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
            .unwrap_or_else(|| attempt.is_transient() && attempt.may_be_repeated());
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
    fn waits_double_up_to_the_longest_less_a_quarter_at_most() {
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
