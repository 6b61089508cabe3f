//! How an API differs from what it was, and what that means for callers.

pub mod report;
