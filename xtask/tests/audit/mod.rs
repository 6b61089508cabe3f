//! The audit from outside: `diff`, `deprecations` and `diff-driver`, in repositories made for the test.

mod acceptance;
mod approvals;
mod bases;
mod deprecations;
mod driver;
mod exit_codes;
mod explain;
mod guide;
mod json;
mod renamed_keys;
mod repository;
mod verdicts;
mod versions;
