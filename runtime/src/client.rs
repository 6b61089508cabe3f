//! The client: state shared by all requests to one API.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use crate::credentials::{Access, Keyring};
use crate::redaction::Redaction;
use crate::retry::{KeyGenerator, RetryPolicy, Tokens, random_key};
use crate::timer::Timer;
use crate::transport::Transport;
use crate::{Error, Operation, Service};

/// A client for one API.
///
/// Cloning is cheap: clones share the settings and the connection pool.
#[derive(Clone)]
pub struct Client {
    parts: Arc<Parts>,
}

pub(crate) struct Parts {
    pub(crate) service: &'static Service,
    /// Validated, without a trailing slash.
    pub(crate) base_url: String,
    /// `None` if all requests are sent without credentials.
    pub(crate) keyring: Option<Keyring>,
    /// Validated URLs of the servers of operations, by their URL in the description of the API.
    pub(crate) operation_servers: Vec<(&'static str, String)>,
    pub(crate) headers: HeaderMap,
    /// Timeout of one attempt.
    pub(crate) timeout: Duration,
    /// Deadline of a call.
    pub(crate) deadline: Option<Duration>,
    pub(crate) max_retries: u32,
    pub(crate) retry_non_idempotent: bool,
    pub(crate) retry: Box<dyn RetryPolicy>,
    pub(crate) retry_tokens: Tokens,
    /// Creates idempotency keys; `None` for random ones.
    pub(crate) idempotency_keys: Option<KeyGenerator>,
    pub(crate) max_response_bytes: usize,
    /// Maximum number of pages of a list.
    pub(crate) max_pages: u64,
    pub(crate) timer: Box<dyn Timer>,
    pub(crate) transport: Box<dyn Transport>,
}

impl Parts {
    /// Selects the secrets for an operation.
    pub(crate) fn access(&self, operation: &Operation) -> Result<Access<'_>, Error> {
        let keyring = self.keyring.as_ref();
        keyring.map_or_else(|| Ok(Access::none()), |it| it.access(operation))
    }

    /// Removes the client's secrets from strings that the server sends.
    pub(crate) fn redaction(&self) -> Redaction {
        let keyring = self.keyring.as_ref();
        keyring.map_or_else(Redaction::default, Keyring::redaction)
    }
}

impl Client {
    #[allow(
        clippy::arc_with_non_send_sync,
        reason = "only on wasm32 are transports not `Send` and `Sync`"
    )]
    pub(crate) fn from_parts(parts: Parts) -> Self {
        Self {
            parts: Arc::new(parts),
        }
    }

    pub(crate) fn parts(&self) -> &Parts {
        &self.parts
    }

    /// Base URL of the API, without a trailing slash.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.parts.base_url
    }

    /// Removes this client's secrets from strings that the server sends.
    pub(crate) fn redaction(&self) -> Redaction {
        self.parts.redaction()
    }

    /// A new idempotency key; `None` on targets without a source of randomness.
    pub(crate) fn idempotency_key(&self) -> Option<String> {
        match &self.parts.idempotency_keys {
            Some(generate) => Some(generate()),
            None => random_key(),
        }
    }

    /// The service this client sends requests to.
    pub(crate) fn service(&self) -> &'static Service {
        self.parts.service
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("service", &self.parts.service.package)
            .field("base_url", &self.parts.base_url)
            .field("timeout", &self.parts.timeout)
            .finish_non_exhaustive()
    }
}
