//! The client builder.

mod header;
mod settings;

use std::ffi::OsString;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

pub(crate) use header::header;

use crate::retry::{RetryBudget, RetryPolicy};
use crate::timer::Timer;
use crate::transport::Transport;
use crate::{Client, Credentials, Error, Service};
use settings::{Settings, Wrapper};

/// Builder for a client `C`.
///
/// Environment variables, including proxy settings, are ignored unless [`env`](Self::env) is
/// called. Setting an option again replaces its previous value.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C> {
    settings: Settings,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Client>> ClientBuilder<C> {
    /// Creates a builder with the default settings of a service. Called by generated code.
    #[doc(hidden)]
    pub fn new(service: &'static Service) -> Self {
        Self {
            settings: Settings::new(service),
            client: PhantomData,
        }
    }

    /// Sets the credentials used to authenticate requests.
    ///
    /// Takes precedence over credentials in the environment.
    pub fn credentials(mut self, credentials: impl Into<Credentials>) -> Self {
        self.settings.credentials = vec![credentials.into()];
        self
    }

    /// Adds credentials for operations that do not accept those set with `credentials`.
    ///
    /// Each operation uses the first of its security requirements that the client has all secrets of,
    /// and sends no other secrets. If there is none, the call returns `ErrorKind::Credentials`.
    pub fn add_credentials(mut self, credentials: impl Into<Credentials>) -> Self {
        self.settings.credentials.push(credentials.into());
        self
    }

    /// Sets the URL of OAuth 2 token requests, for example for a test environment.
    ///
    /// Default: the token URL of the API.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.settings.token_url = Some(url.into());
        self
    }

    /// Sends unauthenticated requests.
    ///
    /// Without this, `build` fails if the API requires credentials and none are set. Calls do not fail
    /// because of missing credentials, so that a custom transport can add them.
    pub fn anonymous(mut self) -> Self {
        self.settings.anonymous = true;
        self
    }

    /// Reads credentials and the base URL from environment variables, unless they are set
    /// explicitly.
    ///
    /// Uses the first security requirement whose variables are all set, or all of these requirements
    /// if operations have different ones. `build` fails if none is complete, or if a variable of a
    /// used one is empty.
    ///
    /// Also uses the proxies in `HTTP_PROXY`, `HTTPS_PROXY` and `ALL_PROXY`, except for the hosts
    /// in `NO_PROXY`.
    pub fn env(self) -> Self {
        let builder = self.env_from(|name| std::env::var_os(name));
        #[cfg(feature = "reqwest")]
        let builder = builder.proxies_from_env(true);
        builder
    }

    /// Like `env`, but looks variables up with a function, for example in a map in a test.
    ///
    /// Proxy variables are ignored.
    pub fn env_from(mut self, lookup: impl Fn(&str) -> Option<OsString> + Send + 'static) -> Self {
        self.settings.environment = Some(Box::new(lookup));
        #[cfg(feature = "reqwest")]
        {
            self.settings.proxies_from_env = false;
        }
        self
    }

    #[cfg(feature = "reqwest")]
    fn proxies_from_env(mut self, read: bool) -> Self {
        self.settings.proxies_from_env = read;
        self
    }

    /// Sets the base URL, an absolute `http` or `https` URL.
    ///
    /// It also replaces the servers that some operations have of their own, unless `server_url` does.
    /// It does not replace an absolute URL for OAuth 2 tokens: set `token_url` too.
    /// Default: the base URL of the service.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.settings.base_url = Some(url.into());
        self
    }

    /// Replaces a server that some operations have of their own. `server` is its URL in the docs of
    /// these operations, with `{variables}`.
    ///
    /// Credentials are sent to this URL, too.
    ///
    /// Default: the server itself, or the base URL if it is set with `base_url` or read from the
    /// environment.
    pub fn server_url(mut self, server: impl Into<String>, url: impl Into<String>) -> Self {
        self.settings.server_urls.push((server.into(), url.into()));
        self
    }

    /// Sets a `{variable}` in the service's default base URL and in the servers of operations.
    ///
    /// Cannot be combined with a custom base URL.
    pub fn server_variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings
            .server_variables
            .push((name.into(), value.into()));
        self
    }

    /// Adds a header to every request.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.headers.push((name.into(), value.into()));
        self
    }

    /// Sets the timeout of each attempt, from connecting until the response body has been read.
    ///
    /// Default: 60 seconds. If it is shorter than the connect timeout, a slow connection fails with
    /// `ErrorKind::Timeout` instead of `Connect`.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// Sets a deadline for each call: all attempts and the delays between them.
    ///
    /// Default: no deadline. Each page of a list is a call of its own.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.settings.deadline = Some(deadline);
        self
    }

    /// Sets the maximum number of retries after a failed attempt.
    ///
    /// Default: 2.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.settings.max_retries = retries;
        self
    }

    /// Sets whether requests are retried even if the server may already have processed them.
    ///
    /// Affects non-idempotent operations without an idempotency key only. By default they are
    /// retried only if the server was not reached, on status 408 and 429, and when the server asks
    /// for it with `x-should-retry: true`.
    pub fn retry_non_idempotent(mut self, retry: bool) -> Self {
        self.settings.retry_non_idempotent = retry;
        self
    }

    /// Sets the retry policy.
    ///
    /// Default: `Backoff`.
    pub fn retry(mut self, policy: impl RetryPolicy) -> Self {
        self.settings.retry = Box::new(policy);
        self
    }

    /// Limits the retries of all calls of the client and its clones.
    ///
    /// Default: `RetryBudget::default`, which allows about 100 retries in a row without a success.
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.settings.retry_budget = budget;
        self
    }

    /// Sets the function that creates the idempotency key of each call.
    ///
    /// Has no effect on operations without idempotency keys, and on requests that set their own key.
    /// Keys must be distinct, or the server ignores a call. Default: random UUIDs. On
    /// `wasm32-unknown-unknown`, which has no source of randomness, calls have no key by default and
    /// are retried like other non-idempotent ones.
    pub fn idempotency_keys(
        mut self,
        generate: impl Fn() -> String + Send + Sync + 'static,
    ) -> Self {
        self.settings.idempotency_keys = Some(Box::new(generate));
        self
    }

    /// Sets the maximum size of a response body in bytes, both compressed and decompressed.
    ///
    /// At most 1 MiB of an error response is read. Default: 64 MiB.
    pub fn max_response_bytes(mut self, limit: usize) -> Self {
        self.settings.max_response_bytes = limit;
        self
    }

    /// Sets the maximum number of pages fetched from one list.
    ///
    /// A list with more pages ends with `ErrorKind::TooManyPages`. This guards against servers that
    /// never report a last page. Default: 100,000.
    pub fn max_pages(mut self, pages: u64) -> Self {
        self.settings.max_pages = pages;
        self
    }

    /// Sets the transport that sends requests.
    ///
    /// Default: `HttpTransport` with the feature `rustls` or `native-tls`. Otherwise required.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.settings.transport = Some(Box::new(transport));
        self
    }

    /// Wraps the transport, for example to log or limit requests.
    ///
    /// `build` calls `wrap` with the transport that is set or the default one. The wrapper added
    /// last is the outermost.
    pub fn wrap_transport<T: Transport>(
        mut self,
        wrap: impl FnOnce(Box<dyn Transport>) -> T + Send + 'static,
    ) -> Self {
        let wrap: Wrapper = Box::new(|transport| Box::new(wrap(transport)));
        self.settings.wrappers.push(wrap);
        self
    }

    /// Sets the timer that measures time and waits.
    ///
    /// Default: Tokio's timer with the feature `rustls` or `native-tls`. Otherwise required.
    pub fn timer(mut self, timer: impl Timer) -> Self {
        self.settings.timer = Some(Box::new(timer));
        self
    }

    /// Sets the `reqwest::Client` that sends requests, with its proxies, certificates, connection
    /// pool, connect timeout and redirect policy.
    ///
    /// Build it with `redirect::Policy::none`, unless all credentials are sent in `Authorization`.
    /// When reqwest follows a redirect to another host, it sends that host all other headers, the
    /// body, and the URL with its query as `Referer`. The body of a token request with
    /// `ClientCredentials::in_body` contains the secret. A response from another origin is an
    /// error, but by then the secrets have been sent.
    #[cfg(feature = "reqwest")]
    pub fn http_client(self, client: reqwest::Client) -> Self {
        self.transport(crate::transport::HttpTransport::from(client))
    }

    /// Sets the timeout for establishing a connection.
    ///
    /// Default: 5 seconds. Has no effect on a custom `transport` or `http_client`.
    #[cfg(feature = "reqwest")]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.settings.connect_timeout = timeout;
        self
    }

    /// Validates the settings and builds the client. Sends no request.
    ///
    /// # Errors
    /// Returns `ErrorKind::Config` if credentials are missing, or if the base URL, a header, a
    /// credential or a proxy is invalid, or if there is no transport or timer.
    pub fn build(self) -> Result<C, Error> {
        self.settings.build().map(C::from)
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .field("service", &self.settings.service.package)
            .field("timeout", &self.settings.timeout)
            .finish_non_exhaustive()
    }
}
