//! Access tokens.

use std::fmt;
use std::time::Duration;

use secrecy::SecretString;

/// An access token, which `Debug` does not show.
#[derive(Clone)]
pub struct AccessToken {
    pub(crate) value: SecretString,
    pub(crate) lifetime: Option<Duration>,
}

impl AccessToken {
    /// Creates a token that is used until the server rejects it.
    #[must_use]
    pub fn new(value: impl Into<SecretString>) -> Self {
        Self {
            value: value.into(),
            lifetime: None,
        }
    }

    /// Sets the time after which the token expires.
    ///
    /// The client gets a new one when a tenth of this time is left, or one minute if that is less.
    #[must_use]
    pub fn expires_in(self, lifetime: Duration) -> Self {
        Self {
            lifetime: Some(lifetime),
            ..self
        }
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("AccessToken")
            .field("lifetime", &self.lifetime)
            .finish_non_exhaustive()
    }
}
