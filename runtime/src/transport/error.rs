//! Why an exchange of messages failed, as far as a transport can tell.

use std::error::Error as StdError;
use std::fmt;

/// A failure to send a request or to receive its answer.
///
/// Neither its text nor its source may hold a secret: both end up in logs.
#[derive(Debug)]
pub struct TransportError {
    failure: Failure,
    source: Box<dyn StdError + Send + Sync>,
}

/// How far an exchange came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    Connect,
    Timeout,
    Broken,
    Refused,
    Executor,
}

impl TransportError {
    /// No connection came about, so that the request cannot have reached the server.
    pub fn connect(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Failure::Connect, source)
    }

    /// No answer came in the time that the transport allows. The server may have acted on the request.
    pub fn timeout(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Failure::Timeout, source)
    }

    /// The exchange broke off. The server may have acted on the request.
    pub fn broken(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Failure::Broken, source)
    }

    /// The transport gave up on what trying again would not help.
    pub fn refused(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Failure::Refused, source)
    }

    /// The transport cannot run where it was called, such as outside the executor that it needs. Nothing was sent.
    pub fn executor(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Failure::Executor, source)
    }

    fn new(failure: Failure, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
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
            Failure::Timeout => "the server did not answer in time",
            Failure::Broken => "the exchange with the server broke off",
            Failure::Refused => "the exchange with the server was given up",
            Failure::Executor => "the call cannot be made from here",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
