//! The error type of clients.

mod api;
mod decode;

use std::error::Error as StdError;
use std::fmt;

use http::{HeaderMap, StatusCode};

use crate::quoted::Quoted;

pub use api::{ApiError, ApiMessage};
pub use decode::DecodeFailure;

/// An error of a client or a call.
///
/// Use [`kind`](Self::kind) to match on the cause. `Display` and `Debug` never contain credentials,
/// argument values or bodies, with one exception: the messages of an [`ApiError`] come from the
/// server and may quote arguments. They are truncated and escaped, and the client's secrets are
/// redacted.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    operation: Option<&'static str>,
    message: String,
    attempts: u32,
    scopes: &'static [&'static str],
    response: Option<ResponseHead>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// Status, headers and request ID of the response that an error is about.
pub(crate) struct ResponseHead {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// With the client's secrets redacted.
    pub(crate) request_id: Option<String>,
}

/// The cause of an [`Error`].
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client cannot be built: the base URL is invalid, or credentials are missing or invalid.
    ///
    /// Also returned by the fake of the feature `testing` for an unknown operation or collection.
    Config,
    /// An argument is invalid. No request was sent.
    InvalidArgument,
    /// The client has no credentials that the operation accepts. No request was sent.
    Credentials,
    /// An access token could not be obtained. The source is the error of the token request or of the
    /// [`TokenProvider`](crate::TokenProvider). If it timed out, the kind is
    /// [`Timeout`](Self::Timeout).
    Token,
    /// The call was made in an unsuitable context: outside of the async runtime it needs, or
    /// blocking within one.
    ///
    /// The default transport and timer need a Tokio runtime with time and I/O enabled. Tokio panics
    /// in a runtime without them; the client cannot detect this.
    Executor,
    /// The timeout or the deadline elapsed before the response was complete.
    Timeout,
    /// The connection could not be established in time or at all. The request did not reach the
    /// server.
    Connect,
    /// Sending the request or receiving the response failed.
    Transport,
    /// The response body exceeds the size limit.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// The server returned the same page again, which means that it ignores the page parameter.
    RepeatedPage,
    /// The list has more pages than the client's limit, [`max_pages`](crate::ClientBuilder::max_pages).
    TooManyPages {
        /// The limit.
        limit: u64,
    },
    /// The server returned an error.
    Api(ApiError),
    /// The response could not be decoded.
    Decode(DecodeFailure),
    /// A file, or a stream that is a request body, could not be read, or a file could not be written.
    /// The source is its error.
    Io,
}

impl ErrorKind {
    /// Name of the variant.
    #[cfg(feature = "tracing")]
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Config => "Config",
            Self::InvalidArgument => "InvalidArgument",
            Self::Credentials => "Credentials",
            Self::Token => "Token",
            Self::Executor => "Executor",
            Self::Timeout => "Timeout",
            Self::Connect => "Connect",
            Self::Transport => "Transport",
            Self::TooLarge { .. } => "TooLarge",
            Self::RepeatedPage => "RepeatedPage",
            Self::TooManyPages { .. } => "TooManyPages",
            Self::Api(_) => "Api",
            Self::Decode(_) => "Decode",
            Self::Io => "Io",
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

    pub(crate) fn credentials(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Credentials, message.into())
    }

    pub(crate) fn too_large(limit: usize) -> Self {
        let message = format!("the response body exceeds {limit} bytes");
        Self::new(ErrorKind::TooLarge { limit }, message)
    }

    pub(crate) fn too_many_pages(limit: u64) -> Self {
        let message = format!("the list has more than {limit} pages: raise `max_pages`");
        Self::new(ErrorKind::TooManyPages { limit }, message)
    }

    pub(crate) fn new(kind: ErrorKind, message: String) -> Self {
        Self(Box::new(Inner {
            kind,
            operation: None,
            message,
            attempts: 0,
            scopes: &[],
            response: None,
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

    /// Adds the scopes that the operation requires, if the server rejected the credentials.
    pub(crate) fn requiring(mut self, scopes: &'static [&'static str]) -> Self {
        if self.is_unauthorized() || self.is_forbidden() {
            self.0.scopes = scopes;
        }
        self
    }

    pub(crate) fn with_response(mut self, response: ResponseHead) -> Self {
        self.0.response = Some(response);
        self
    }

    pub(crate) fn after_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// The cause of the error.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// Name of the operation, e.g. `allow_policies.list`; `None` if the client could not be built.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// Number of attempts; zero if no request was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// OAuth 2 scopes that the operation requires, if the server rejected the credentials with status
    /// 401 or 403.
    #[must_use]
    pub fn required_scopes(&self) -> &'static [&'static str] {
        self.0.scopes
    }

    /// The error and its sources in one line, separated by colons.
    ///
    /// `Display` shows the error without its sources, as is usual. Use this where they would be
    /// lost, such as in a log line.
    ///
    /// ```
    /// # fn log(error: &clientwright_runtime::Error) {
    /// eprintln!("{}", error.report());
    /// # }
    /// ```
    pub fn report(&self) -> impl fmt::Display {
        Report(self)
    }

    /// The error response, if the server returned one.
    #[must_use]
    pub fn api(&self) -> Option<&ApiError> {
        match self.kind() {
            ErrorKind::Api(error) => Some(error),
            _ => None,
        }
    }

    /// Status of the response, if there was one. The response may be incomplete, for example after
    /// a timeout.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        Some(self.response()?.status)
    }

    /// Headers of the response, if there was one.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        Some(&self.response()?.headers)
    }

    /// Request ID, to quote when contacting support, if there was a response with one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.response()?.request_id.as_deref()
    }

    /// The response that the error is about.
    fn response(&self) -> Option<&ResponseHead> {
        match self.kind() {
            ErrorKind::Api(error) => Some(error.response()),
            _ => self.0.response.as_ref(),
        }
    }

    /// Returns true if the client could not be built.
    #[must_use]
    pub fn is_config(&self) -> bool {
        matches!(self.kind(), ErrorKind::Config)
    }

    /// Returns true if an argument is invalid. No request was sent.
    #[must_use]
    pub fn is_invalid_argument(&self) -> bool {
        matches!(self.kind(), ErrorKind::InvalidArgument)
    }

    /// Returns true if the timeout or the deadline elapsed.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.kind(), ErrorKind::Timeout)
    }

    /// Returns true if the server could not be reached.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(self.kind(), ErrorKind::Connect)
    }

    /// Returns true if the response could not be decoded.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(self.kind(), ErrorKind::Decode(_))
    }

    /// Returns true if the credentials were rejected: status 401.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.refused_with(StatusCode::UNAUTHORIZED)
    }

    /// Returns true if the caller lacks a permission: status 403.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.refused_with(StatusCode::FORBIDDEN)
    }

    /// Returns true if the resource does not exist: status 404.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.refused_with(StatusCode::NOT_FOUND)
    }

    /// Returns true if the request conflicts with the state of the resource: status 409.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.refused_with(StatusCode::CONFLICT)
    }

    /// Returns true if the rate limit was exceeded: status 429. See [`ApiError::retry_after`].
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.refused_with(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Returns true if the server failed: status 500 and above.
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
        if let [_, ..] = self.0.scopes {
            let scopes = self.0.scopes.join("`, `");
            write!(formatter, "; the operation requires the scopes `{scopes}`")?;
        }
        if let Some(id) = self.request_id() {
            write!(formatter, " [request {}]", Quoted(id))?;
        }
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
        if let Some(id) = self
            .0
            .response
            .as_ref()
            .and_then(|it| it.request_id.as_deref())
        {
            debug.field("request_id", &Quoted(id));
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

/// An error with its sources.
struct Report<'a>(&'a Error);

impl fmt::Display for Report<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)?;
        let mut source = self.0.source();
        while let Some(error) = source {
            write!(formatter, ": {}", Quoted(&error.to_string()))?;
            source = error.source();
        }
        Ok(())
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
