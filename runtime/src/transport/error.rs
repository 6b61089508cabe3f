//! Errors of transports.

use std::error::Error as StdError;
use std::fmt;

/// An error sending a request or receiving its response.
///
/// Neither the message nor the source may contain secrets: both can end up in logs.
#[derive(Debug)]
pub struct TransportError {
    failure: Failure,
    source: Box<dyn StdError + Send + Sync>,
}

/// The kind of a transport error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    Connect,
    Timeout,
    Interrupted,
    Rejected,
    Executor,
    Source,
}

impl TransportError {
    /// The connection could not be established. The request did not reach the server.
    pub fn connect(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Failure::Connect, source)
    }

    /// The transport's own timeout elapsed. The server may have processed the request.
    pub fn timeout(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Failure::Timeout, source)
    }

    /// The connection failed during the exchange. The server may have processed the request.
    pub fn interrupted(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Failure::Interrupted, source)
    }

    /// The transport rejected the request or the response. A retry would fail too.
    pub fn rejected(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Failure::Rejected, source)
    }

    /// The transport cannot run in the current context, such as outside its executor. No request
    /// was sent.
    pub fn executor(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Failure::Executor, source)
    }

    /// The request body cannot be read.
    pub(crate) fn source(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Failure::Source, source)
    }

    pub(super) fn new(
        failure: Failure,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self {
            failure,
            source: source.into(),
        }
    }

    pub(crate) fn into_source(self) -> Box<dyn StdError + Send + Sync> {
        self.source
    }

    pub(crate) fn failure(&self) -> Failure {
        self.failure
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.failure {
            Failure::Connect => "cannot connect to the server",
            Failure::Timeout => "the request timed out",
            Failure::Interrupted => "the connection failed during the request",
            Failure::Rejected => "the transport rejected the request or response",
            Failure::Executor => "the call was made outside of the async runtime it needs",
            Failure::Source => "cannot read the request body",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
