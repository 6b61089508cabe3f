//! Error responses of the fake.

use std::fmt::Display;

/// The status and content of an error response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ErrorResponse {
    pub(super) status: u16,
    pub(super) message: String,
    /// JSON pointer to the invalid part of the request.
    pub(super) pointer: Option<String>,
    /// Whether the client may retry the request. It may not if the test has to configure the fake
    /// first.
    pub(super) can_retry: bool,
}

impl ErrorResponse {
    pub(super) fn new(status: u16, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            pointer: None,
            can_retry: true,
        }
    }

    /// The fake cannot derive the response. The test has to define it.
    pub(super) fn not_configured(message: impl Into<String>) -> Self {
        Self {
            can_retry: false,
            ..Self::new(501, message)
        }
    }

    /// The request is invalid.
    pub(super) fn bad_request(pointer: &str, message: impl Display) -> Self {
        Self {
            pointer: Some(pointer.to_owned()),
            ..Self::new(400, message.to_string())
        }
    }
}
