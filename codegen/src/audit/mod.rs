//! How an API differs from what it was, and what that means for callers.

pub mod deprecations;
pub(crate) mod escape;
pub mod render;
pub mod report;
