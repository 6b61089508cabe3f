//! Why the fake says no.

use std::fmt::Display;

/// A status of failure, and what there is to say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) message: String,
    /// JSON pointer to the part of the request that is wrong.
    pub(super) pointer: Option<String>,
    /// Whether it is the test that has to say something first, so that to ask again is no use.
    pub(super) untold: bool,
}

impl Refusal {
    pub(super) fn new(status: u16, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            pointer: None,
            untold: false,
        }
    }

    /// The test has not told the fake what it needs to know.
    pub(super) fn untold(message: impl Into<String>) -> Self {
        Self {
            untold: true,
            ..Self::new(501, message)
        }
    }

    /// The request is not what the API takes.
    pub(super) fn bad(pointer: &str, message: impl Display) -> Self {
        Self {
            pointer: Some(pointer.to_owned()),
            ..Self::new(400, message.to_string())
        }
    }
}
