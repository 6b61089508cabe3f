//! How an API differs from what it was, and what that means for callers.

pub mod delta;
pub mod facts;
pub mod report;
pub mod rules;
pub mod subject;
