//! Error responses of the fake.

use std::fmt::Display;

/// An error status and its message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) message: String,
    /// JSON pointer to the invalid part of the request.
    pub(super) pointer: Option<String>,
    /// Whether the test has to configure the fake first, so that a retry is useless.
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

    /// The fake cannot derive the response; the test has to define it.
    pub(super) fn untold(message: impl Into<String>) -> Self {
        Self {
            untold: true,
            ..Self::new(501, message)
        }
    }

    /// The request is invalid.
    pub(super) fn bad(pointer: &str, message: impl Display) -> Self {
        Self {
            pointer: Some(pointer.to_owned()),
            ..Self::new(400, message.to_string())
        }
    }
}
