//! Answers: raw, opened and decoded.

mod call;
mod members;
mod raw;
mod retry_after;
mod typed;

pub use call::{Call, CallWithResponse};
pub(crate) use members::Members;
pub use raw::RawResponse;
pub(crate) use retry_after::retry_after;
pub use typed::Response;
