//! The commands of the audit, `diff`, `deprecations` and `diff-driver`, in temporary repositories.

mod acceptance;
mod approvals;
mod bases;
mod deprecations;
mod driver;
mod exit_codes;
mod explain;
mod git;
mod guide;
mod json;
#[cfg(unix)]
mod output;
mod renamed_keys;
pub mod repository;
mod tombstones;
mod verdicts;
mod versions;
