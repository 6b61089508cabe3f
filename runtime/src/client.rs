//! The client: state shared by all requests to one API.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use crate::redaction::Redaction;
use crate::retry::{KeyGenerator, RetryPolicy, Tokens, random_key};
use crate::timer::Timer;
use crate::transport::Transport;
use crate::{Credentials, Service};

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
    pub(crate) credentials: Option<Credentials>,
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
        let auth = self.parts.service.auth;
        let credentials = self.parts.credentials.as_ref();
        credentials.map_or_else(Redaction::default, |it| it.redaction(auth))
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
