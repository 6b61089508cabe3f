//! Responses that are received as a stream.

mod download;

pub use download::Download;
