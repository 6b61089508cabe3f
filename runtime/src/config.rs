//! The client builder.

use std::ffi::OsString;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use http::header::{HeaderMap, HeaderName, HeaderValue};

use crate::retry::{Backoff, RetryPolicy};
use crate::timer::Timer;
use crate::transport::Transport;
use crate::{Client, Credentials, Error, Scheme, Service, base_url, client};

/// Default timeout of one attempt.
const TIMEOUT: Duration = Duration::from_secs(60);
/// Default number of retries.
const MAX_RETRIES: u32 = 2;
/// Default limit on the size of a response body.
const MAX_RESPONSE_BYTES: usize = 64 << 20;
/// Environment variables for proxies.
#[cfg(feature = "reqwest")]
const PROXY_VARIABLES: [&str; 6] = [
    "http_proxy",
    "HTTP_PROXY",
    "https_proxy",
    "HTTPS_PROXY",
    "all_proxy",
    "ALL_PROXY",
];
/// Default limit on the number of pages of a list.
const MAX_PAGES: u64 = 100_000;
/// Default timeout for establishing a connection.
#[cfg(feature = "reqwest")]
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Builder for a client `C`.
///
/// Environment variables, including proxy settings, are ignored unless [`env`](Self::env) is
/// called. Setting an option again replaces its previous value.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C> {
    settings: Settings,
    client: PhantomData<fn() -> C>,
}

/// The settings, not generic over the client type, so that they are compiled once.
struct Settings {
    service: &'static Service,
    credentials: Option<Credentials>,
    anonymous: bool,
    base_url: Option<String>,
    server_variables: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    timeout: Duration,
    deadline: Option<Duration>,
    max_retries: u32,
    retry_non_idempotent: bool,
    retry: Box<dyn RetryPolicy>,
    max_response_bytes: usize,
    max_pages: u64,
    timer: Option<Box<dyn Timer>>,
    transport: Option<Box<dyn Transport>>,
    wrappers: Vec<Wrapper>,
    #[cfg(feature = "reqwest")]
    connect_timeout: Duration,
    #[cfg(feature = "reqwest")]
    proxies_from_env: bool,
    environment: Option<Environment>,
}

type Wrapper = Box<dyn FnOnce(Box<dyn Transport>) -> Box<dyn Transport> + Send>;
type Environment = Box<dyn Fn(&str) -> Option<OsString> + Send>;

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
        self.settings.credentials = Some(credentials.into());
        self
    }

    /// Sends unauthenticated requests.
    ///
    /// Without this, `build` fails if the API requires credentials and none are set.
    pub fn anonymous(mut self) -> Self {
        self.settings.anonymous = true;
        self
    }

    /// Reads credentials and the base URL from environment variables, unless they are set
    /// explicitly.
    ///
    /// Uses the first security requirement whose variables are all set. `build` fails if none is
    /// complete, or if a variable of the selected one is empty.
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
    /// Default: the base URL of the service.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.settings.base_url = Some(url.into());
        self
    }

    /// Sets a `{variable}` in the service's default base URL.
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
    /// Affects non-idempotent operations only. By default they are retried only if the server was
    /// not reached, on status 408 and 429, and when the server asks for it with `x-should-retry:
    /// true`.
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
    /// If the API takes credentials in another header than `Authorization`, such as an API key,
    /// build it with `redirect::Policy::none`: reqwest would send that header to other hosts when
    /// it follows a redirect. A response from another origin is an error.
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

impl Settings {
    fn new(service: &'static Service) -> Self {
        Self {
            service,
            credentials: None,
            anonymous: false,
            base_url: None,
            server_variables: Vec::new(),
            headers: Vec::new(),
            timeout: TIMEOUT,
            deadline: None,
            max_retries: MAX_RETRIES,
            retry_non_idempotent: false,
            retry: Box::new(Backoff::default()),
            max_response_bytes: MAX_RESPONSE_BYTES,
            max_pages: MAX_PAGES,
            timer: None,
            transport: None,
            wrappers: Vec::new(),
            #[cfg(feature = "reqwest")]
            connect_timeout: CONNECT_TIMEOUT,
            #[cfg(feature = "reqwest")]
            proxies_from_env: false,
            environment: None,
        }
    }

    fn build(mut self) -> Result<Client, Error> {
        let base_url = self.resolve_base_url()?;
        let credentials = self.resolve_credentials()?;
        let headers = self.default_headers()?;
        let mut transport = self.resolve_transport()?;
        for wrap in std::mem::take(&mut self.wrappers) {
            transport = wrap(transport);
        }
        let timer = self.resolve_timer()?;
        Ok(Client::from_parts(client::Parts {
            service: self.service,
            base_url,
            credentials,
            headers,
            timeout: self.timeout,
            deadline: self.deadline,
            max_retries: self.max_retries,
            retry_non_idempotent: self.retry_non_idempotent,
            retry: self.retry,
            max_response_bytes: self.max_response_bytes,
            max_pages: self.max_pages,
            timer,
            transport,
        }))
    }

    #[cfg(feature = "reqwest")]
    fn resolve_transport(&mut self) -> Result<Box<dyn Transport>, Error> {
        match self.transport.take() {
            Some(transport) => Ok(transport),
            None => {
                if self.proxies_from_env {
                    self.check_proxies()?;
                }
                let network = crate::transport::HttpTransport::new(
                    self.connect_timeout,
                    self.proxies_from_env,
                )?;
                Ok(Box::new(network))
            }
        }
    }

    /// Rejects invalid proxies. reqwest ignores them, so credentials would be sent directly.
    #[cfg(feature = "reqwest")]
    fn check_proxies(&self) -> Result<(), Error> {
        let Some(environment) = &self.environment else {
            return Ok(());
        };
        for variable in PROXY_VARIABLES {
            let value = environment(variable).unwrap_or_default();
            let is_valid = value
                .to_str()
                .is_some_and(|value| value.is_empty() || reqwest::Proxy::all(value).is_ok());
            if !is_valid {
                let message = format!("environment variable {variable} is not a valid proxy URL");
                return Err(Error::config(message));
            }
        }
        Ok(())
    }

    #[cfg(not(feature = "reqwest"))]
    fn resolve_transport(&mut self) -> Result<Box<dyn Transport>, Error> {
        self.transport.take().ok_or_else(|| {
            Error::config("no transport: set one, or enable the feature `rustls` or `native-tls`")
        })
    }

    #[cfg(feature = "reqwest")]
    fn resolve_timer(&mut self) -> Result<Box<dyn Timer>, Error> {
        let timer = self.timer.take();
        Ok(timer.unwrap_or_else(|| Box::new(crate::timer::TokioTimer::new())))
    }

    #[cfg(not(feature = "reqwest"))]
    fn resolve_timer(&mut self) -> Result<Box<dyn Timer>, Error> {
        self.timer.take().ok_or_else(|| {
            Error::config("no timer: set one, or enable the feature `rustls` or `native-tls`")
        })
    }

    fn resolve_base_url(&mut self) -> Result<String, Error> {
        let (url, source) = match self.base_url.take() {
            Some(url) => (Some(url), "the base URL".to_owned()),
            None => {
                let variable = self.service.base_url_env.unwrap_or_default();
                (
                    self.base_url_from_env()?,
                    format!("environment variable {variable}"),
                )
            }
        };
        match url {
            Some(_) if !self.server_variables.is_empty() => Err(Error::config(
                "server variables cannot be combined with a custom base URL",
            )),
            Some(url) => base_url::check(&url, &source),
            None => {
                let url = base_url::expand(self.service, &self.server_variables)?;
                base_url::check(&url, "the base URL")
            }
        }
    }

    fn base_url_from_env(&self) -> Result<Option<String>, Error> {
        let (Some(environment), Some(variable)) = (&self.environment, self.service.base_url_env)
        else {
            return Ok(None);
        };
        environment(variable)
            .map(|value| {
                value.into_string().map_err(|_| {
                    Error::config(format!(
                        "environment variable {variable} is not valid UTF-8"
                    ))
                })
            })
            .transpose()
    }

    fn resolve_credentials(&mut self) -> Result<Option<Credentials>, Error> {
        if self.anonymous {
            return match self.credentials {
                Some(_) => Err(Error::config("an anonymous client cannot have credentials")),
                None => Ok(None),
            };
        }
        let auth = self.service.auth;
        let credentials = match (self.credentials.take(), &self.environment) {
            (Some(credentials), _) => Some(credentials),
            (None, Some(environment)) => Credentials::from_env(auth, environment)?,
            (None, None) => None,
        };
        match &credentials {
            Some(credentials) => credentials.check(auth)?,
            None if auth.is_empty() || auth.iter().any(|schemes| schemes.is_empty()) => {}
            None => return Err(Error::config(self.without_credentials())),
        }
        Ok(credentials)
    }

    /// The error message for missing credentials.
    fn without_credentials(&self) -> String {
        if self.environment.is_none() {
            return "no credentials: set them, or call `env` to read them from the environment"
                .to_owned();
        }
        let variables = |schemes: &&[Scheme]| {
            let names: Option<Vec<_>> = schemes.iter().map(|scheme| scheme.env).collect();
            Some(format!("`{}`", names?.join("` and `")))
        };
        let ways: Vec<String> = self.service.auth.iter().filter_map(variables).collect();
        format!("no credentials: set {}", ways.join(", or "))
    }

    fn default_headers(&self) -> Result<HeaderMap, Error> {
        let mut headers = HeaderMap::new();
        let agent = format!("{}/{}", self.service.package, self.service.version);
        let own = [("user-agent".to_owned(), agent)];
        for (name, value) in own.iter().chain(&self.headers) {
            let (name, value) = header(name, value).map_err(Error::config)?;
            headers.insert(name, value);
        }
        Ok(headers)
    }
}

/// Headers that describe the connection or delimit the body, which the HTTP client sets (RFC 9110
/// sections 7.6.1 and 8.6, RFC 9113 section 8.2.2).
const FRAMING_HEADERS: [&str; 8] = [
    "connection",
    "content-length",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Parses a header. The error message never contains the value.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let parsed = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| format!("`{}` is not a valid header name", name.escape_debug()))?;
    if FRAMING_HEADERS.contains(&parsed.as_str()) {
        return Err(format!("header `{name}` is set by the HTTP client"));
    }
    let value = HeaderValue::from_str(value)
        .map_err(|_| format!("the value of header `{name}` contains invalid characters"))?;
    Ok((parsed, value))
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
