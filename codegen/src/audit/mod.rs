//! How an API differs from what it was, and what that means for callers.

pub mod delta;
pub mod deprecations;
pub(crate) mod escape;
pub mod facts;
pub mod render;
pub mod report;
pub mod rules;
pub mod subject;
