//! The one error type of a client.

mod api;
mod decode;

use std::error::Error as StdError;
use std::fmt;

use http::StatusCode;

pub use api::{ApiError, ApiMessage};
pub use decode::DecodeFailure;

/// Anything that can go wrong between a call and its value.
///
/// [`kind`](Self::kind) says what went wrong and carries the details. Neither `Display` nor `Debug`
/// shows credentials, argument values or bodies, but for the words of an [`ApiError`]: those are the
/// server's, which may repeat arguments. They are cut and escaped, and hold no secret of the client.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    operation: Option<&'static str>,
    message: String,
    attempts: u32,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// What went wrong.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client cannot be built: a bad base URL, missing or unsendable credentials. Or the fake of the feature `testing`
    /// was told of an operation or a collection that there is not.
    Config,
    /// An argument cannot be sent; nothing was.
    InvalidArgument,
    /// The call cannot be made from here: outside of the async runtime that it needs, or blocking inside of one.
    ///
    /// Unless another transport and timer are set that is a Tokio runtime with time and I/O enabled. In one without them
    /// Tokio panics, and nobody can tell before.
    Executor,
    /// No complete answer came in time, not even a connection if the time was shorter than the limit on connecting.
    Timeout,
    /// No connection to the server came about, or not within the limit on connecting; the request did not reach it.
    Connect,
    /// Sending or receiving failed in another way.
    Transport,
    /// The body of the answer is longer than the client takes in.
    TooLarge {
        /// How long it may be, in bytes.
        limit: usize,
    },
    /// A page came twice: the server ignores the parameter that asks for the next one.
    RepeatedPage,
    /// The server refused or failed: an error status, or an envelope that denies success.
    Api(ApiError),
    /// The answer is not what the operation promises.
    Decode(DecodeFailure),
}

impl ErrorKind {
    /// Its name alone.
    #[cfg(feature = "tracing")]
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Config => "Config",
            Self::InvalidArgument => "InvalidArgument",
            Self::Executor => "Executor",
            Self::Timeout => "Timeout",
            Self::Connect => "Connect",
            Self::Transport => "Transport",
            Self::TooLarge { .. } => "TooLarge",
            Self::RepeatedPage => "RepeatedPage",
            Self::Api(_) => "Api",
            Self::Decode(_) => "Decode",
        }
    }
}

impl Error {
    pub(crate) fn config(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config, message.into())
    }

    pub(crate) fn invalid_argument(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidArgument, message.into())
    }

    pub(crate) fn too_large(limit: usize) -> Self {
        let message = format!("the body of the answer is longer than {limit} bytes");
        Self::new(ErrorKind::TooLarge { limit }, message)
    }

    pub(crate) fn new(kind: ErrorKind, message: String) -> Self {
        Self(Box::new(Inner {
            kind,
            operation: None,
            message,
            attempts: 0,
            source: None,
        }))
    }

    pub(crate) fn with_source(
        mut self,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn in_operation(mut self, name: &'static str) -> Self {
        self.0.operation = Some(name);
        self
    }

    pub(crate) fn after_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// What went wrong, with its details.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// Name of the operation that failed; `None` when a client could not be built.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// How many attempts were made; zero when nothing was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// What the server had to say, if it is the server that said no.
    #[must_use]
    pub fn api(&self) -> Option<&ApiError> {
        match self.kind() {
            ErrorKind::Api(error) => Some(error),
            _ => None,
        }
    }

    /// Status of the answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self.kind() {
            ErrorKind::Api(error) => Some(error.status()),
            ErrorKind::Decode(failure) => Some(failure.status()),
            _ => None,
        }
    }

    /// Whether the client could not be built.
    #[must_use]
    pub fn is_config(&self) -> bool {
        matches!(self.kind(), ErrorKind::Config)
    }

    /// Whether an argument was refused before anything was sent.
    #[must_use]
    pub fn is_invalid_argument(&self) -> bool {
        matches!(self.kind(), ErrorKind::InvalidArgument)
    }

    /// Whether the answer did not come in time.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.kind(), ErrorKind::Timeout)
    }

    /// Whether the server could not be reached.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(self.kind(), ErrorKind::Connect)
    }

    /// Whether the answer could not be decoded.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(self.kind(), ErrorKind::Decode(_))
    }

    /// Whether the server does not know the caller: status 401.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.refused_with(StatusCode::UNAUTHORIZED)
    }

    /// Whether the caller lacks a permission: status 403.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.refused_with(StatusCode::FORBIDDEN)
    }

    /// Whether there is no such thing: status 404.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.refused_with(StatusCode::NOT_FOUND)
    }

    /// Whether the request collides with the state of the server: status 409.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.refused_with(StatusCode::CONFLICT)
    }

    /// Whether there were too many requests: status 429. See [`ApiError::retry_after`].
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.refused_with(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether the server itself failed: status 500 and above.
    #[must_use]
    pub fn is_server_error(&self) -> bool {
        self.api()
            .is_some_and(|error| error.status().as_u16() >= 500)
    }

    fn refused_with(&self, status: StatusCode) -> bool {
        self.api().is_some_and(|error| error.status() == status)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(formatter, "{operation}: ")?;
        }
        match self.kind() {
            ErrorKind::Api(error) => error.fmt(formatter),
            ErrorKind::Decode(failure) => failure.fmt(formatter),
            _ => formatter.write_str(&self.0.message),
        }?;
        match self.0.attempts {
            0 | 1 => Ok(()),
            attempts => write!(formatter, " (after {attempts} attempts)"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("Error");
        debug.field("kind", &self.0.kind);
        if let Some(operation) = self.0.operation {
            debug.field("operation", &operation);
        }
        if !self.0.message.is_empty() {
            debug.field("message", &self.0.message);
        }
        if self.0.attempts > 0 {
            debug.field("attempts", &self.0.attempts);
        }
        if let Some(source) = &self.0.source {
            debug.field("source", source);
        }
        debug.finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0.source {
            Some(source) => Some(&**source),
            None => None,
        }
    }
}
