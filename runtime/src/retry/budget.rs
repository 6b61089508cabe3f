//! The retry budget of a client.

use std::sync::atomic::{AtomicU32, Ordering};

/// Limits the retries of a client, so that they do not add to the load of a failing service.
///
/// The budget is a bucket of tokens that all calls of a client and of its clones share. It starts
/// full. A retry takes tokens, and more of them after a timeout. A success returns the tokens that
/// its own retry took, or adds one if it was the first attempt. If too few tokens are left, the
/// call returns the error of its last attempt without a retry, whatever the
/// [`RetryPolicy`](crate::RetryPolicy) decides.
///
/// The default is the one of the AWS SDKs: 500 tokens, of which a retry takes 5, or 10 after a
/// timeout.
///
/// ```
/// use clientwright_runtime as runtime;
/// use runtime::RetryBudget;
///
/// // At most 20 retries in a row without a success.
/// let budget = RetryBudget::new(20).retry_cost(1).timeout_cost(1);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "a budget has no effect until it is set on a client"]
pub struct RetryBudget {
    capacity: u32,
    retry_cost: u32,
    timeout_cost: u32,
    refill: u32,
}

impl Default for RetryBudget {
    fn default() -> Self {
        Self::new(500)
    }
}

impl RetryBudget {
    /// Creates a budget with this number of tokens.
    pub const fn new(capacity: u32) -> Self {
        Self {
            capacity,
            retry_cost: 5,
            timeout_cost: 10,
            refill: 1,
        }
    }

    /// Creates a budget that allows every retry.
    pub const fn unlimited() -> Self {
        Self::new(0).retry_cost(0).timeout_cost(0)
    }

    /// Sets the number of tokens that a retry takes. Default: 5.
    pub const fn retry_cost(self, tokens: u32) -> Self {
        Self {
            retry_cost: tokens,
            ..self
        }
    }

    /// Sets the number of tokens that a retry takes after a timeout. Default: 10.
    pub const fn timeout_cost(self, tokens: u32) -> Self {
        Self {
            timeout_cost: tokens,
            ..self
        }
    }

    /// Sets the number of tokens that a success at the first attempt adds. Default: 1.
    pub const fn refill(self, tokens: u32) -> Self {
        Self {
            refill: tokens,
            ..self
        }
    }
}

/// The tokens of a client.
pub(crate) struct Tokens {
    budget: RetryBudget,
    left: AtomicU32,
}

impl Tokens {
    pub(crate) fn new(budget: RetryBudget) -> Self {
        Self {
            budget,
            left: AtomicU32::new(budget.capacity),
        }
    }

    /// Takes the tokens for a retry and returns their number; `None` if too few are left.
    pub(crate) fn take(&self, is_timeout: bool) -> Option<u32> {
        let cost = match is_timeout {
            true => self.budget.timeout_cost,
            false => self.budget.retry_cost,
        };
        let take = |left: u32| left.checked_sub(cost);
        let taken = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take);
        taken.ok().map(|_| cost)
    }

    /// Adds tokens after a success: those that its retry took, if it was one.
    pub(crate) fn refill(&self, taken: Option<u32>) {
        let tokens = taken.unwrap_or(self.budget.refill);
        let add = |left: u32| Some(left.saturating_add(tokens).min(self.budget.capacity));
        let _ = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn successes_refill_the_bucket_up_to_its_capacity() {
        let tokens = Tokens::new(RetryBudget::new(20));
        assert_eq!(tokens.take(true), Some(10));
        assert_eq!(tokens.take(false), Some(5));
        assert_eq!(tokens.take(true), None, "5 tokens are left");
        assert_eq!(tokens.take(false), Some(5));
        assert_eq!(tokens.take(false), None);
        tokens.refill(Some(5));
        assert_eq!(tokens.take(false), Some(5));
        for _ in 0..100 {
            tokens.refill(None);
        }
        let retries = (0..100).filter_map(|_| tokens.take(false)).count();
        assert_eq!(retries, 4);
    }

    #[test]
    fn an_unlimited_budget_allows_every_retry() {
        let tokens = Tokens::new(RetryBudget::unlimited());
        assert!((0..10_000).all(|_| tokens.take(true).is_some()));
    }
}
