//! The client: what every request of one API shares.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use crate::redaction::Redaction;
use crate::retry::RetryPolicy;
use crate::timer::Timer;
use crate::transport::Transport;
use crate::{Credentials, Service};

/// A client of one API. Cloning is cheap, and clones share their connections.
#[derive(Clone)]
pub struct Client {
    parts: Arc<Parts>,
}

pub(crate) struct Parts {
    pub(crate) service: &'static Service,
    /// Checked, without a slash at its end.
    pub(crate) base_url: String,
    pub(crate) credentials: Option<Credentials>,
    pub(crate) headers: HeaderMap,
    /// Of one attempt.
    pub(crate) timeout: Duration,
    /// Of all attempts and the waits between them.
    pub(crate) deadline: Option<Duration>,
    pub(crate) max_retries: u32,
    pub(crate) retry_non_idempotent: bool,
    pub(crate) retry: Box<dyn RetryPolicy>,
    pub(crate) max_response_bytes: usize,
    pub(crate) timer: Box<dyn Timer>,
    pub(crate) transport: Box<dyn Transport>,
}

impl Client {
    #[allow(
        clippy::arc_with_non_send_sync,
        reason = "on wasm32 transports need not be either; elsewhere the parts are both"
    )]
    pub(crate) fn from_parts(parts: Parts) -> Self {
        Self {
            parts: Arc::new(parts),
        }
    }

    pub(crate) fn parts(&self) -> &Parts {
        &self.parts
    }

    /// The URL that operation paths are appended to, without a slash at its end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.parts.base_url
    }

    /// What keeps this client's secrets out of what others say.
    pub(crate) fn redaction(&self) -> Redaction {
        let auth = self.parts.service.auth;
        let credentials = self.parts.credentials.as_ref();
        credentials.map_or_else(Redaction::default, |it| it.redaction(auth))
    }

    /// The service that this client speaks to.
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
