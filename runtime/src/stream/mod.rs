//! Responses that are received as a stream.

mod download;
mod events;
mod json_lines;
mod parser;
mod source;

pub use download::Download;
pub use events::{Event, EventStream};
pub use json_lines::JsonLines;
