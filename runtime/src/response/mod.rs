//! Answers: awaited, taken in, opened and decoded.

mod call;
mod exchange;
mod members;
mod raw;
mod receive;
mod typed;

pub use call::{Call, CallWithResponse};
pub(crate) use exchange::{Attempt, exchange};
pub(crate) use members::Members;
pub use raw::RawResponse;
#[cfg(feature = "tracing")]
pub(crate) use receive::Refusal;
pub use typed::Response;
