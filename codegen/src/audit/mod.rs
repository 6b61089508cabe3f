//! How an API differs from what it was, and what that means for callers.

pub mod approvals;
mod finding;
pub mod identity;
pub mod report;
pub mod verdict;
