//! Answers: awaited, taken in, opened and decoded.

mod call;
mod exchange;
mod members;
mod raw;
mod receive;
mod trace;
mod typed;

pub use call::{Call, CallWithResponse};
pub(crate) use members::Members;
pub use raw::RawResponse;
pub use typed::Response;
