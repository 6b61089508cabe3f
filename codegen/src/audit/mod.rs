//! How an API differs from what it was, and what that means for callers.

pub mod approvals;
pub mod delta;
pub mod deprecations;
pub(crate) mod escape;
pub mod facts;
mod finding;
pub mod identity;
pub mod join;
pub mod ledger_text;
pub mod render;
pub mod report;
pub mod rules;
pub mod subject;
pub mod tombstones;
