//! Calls and responses.

mod access;
mod attempt;
mod call;
mod exchange;
mod header;
mod incoming;
mod inflate;
mod raw;
mod receive;
mod trace;
mod typed;

pub use call::{Call, CallWithResponse};
pub use header::{Header, InvalidHeader};
pub(crate) use incoming::Incoming;
pub use raw::RawResponse;
pub use typed::Response;
