//! Building a client.

use std::ffi::OsString;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use http::header::{HeaderMap, HeaderName, HeaderValue};

use crate::retry::{Backoff, RetryPolicy};
use crate::timer::Timer;
use crate::transport::Transport;
use crate::{Client, Credentials, Error, Scheme, Service, base_url, client};

/// How long one attempt may take, from connecting to the last byte of the answer.
const TIMEOUT: Duration = Duration::from_secs(60);
/// How often a failed attempt is repeated.
const MAX_RETRIES: u32 = 2;
/// How long the body of an answer may be.
const MAX_RESPONSE_BYTES: usize = 64 << 20;
/// How long connecting may take.
#[cfg(feature = "reqwest")]
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Collects settings and builds the client `C` of one API.
///
/// Nothing is read from the environment unless [`env`](Self::env) is called, the addresses of proxies included. A setting
/// that is made twice has the value given last.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C> {
    settings: Settings,
    client: PhantomData<fn() -> C>,
}

/// Everything that was set, free of the type of the client so that it is compiled once.
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
    timer: Option<Box<dyn Timer>>,
    transport: Option<Box<dyn Transport>>,
    #[cfg(feature = "reqwest")]
    connect_timeout: Duration,
    #[cfg(feature = "reqwest")]
    proxies_from_env: bool,
    environment: Option<Environment>,
}

type Environment = Box<dyn Fn(&str) -> Option<OsString> + Send>;

impl<C: From<Client>> ClientBuilder<C> {
    /// The default settings for a service. Called by generated code; callers have `builder` of their client.
    #[doc(hidden)]
    pub fn new(service: &'static Service) -> Self {
        Self {
            settings: Settings::new(service),
            client: PhantomData,
        }
    }

    /// Authenticates with these secrets, whatever the environment holds.
    pub fn credentials(mut self, credentials: impl Into<Credentials>) -> Self {
        self.settings.credentials = Some(credentials.into());
        self
    }

    /// Goes without credentials. Otherwise their absence is an error when the client is built.
    pub fn anonymous(mut self) -> Self {
        self.settings.anonymous = true;
        self
    }

    /// Takes credentials and base URL from the environment of the process where they are not set here.
    ///
    /// The first alternative of the service's authentication of which all variables are set is
    /// taken; half a combination, and an empty value, is an error.
    ///
    /// The proxies that `HTTP_PROXY`, `HTTPS_PROXY` and `ALL_PROXY` name, less the hosts in `NO_PROXY`, are used then too.
    pub fn env(self) -> Self {
        let builder = self.env_from(|name| std::env::var_os(name));
        #[cfg(feature = "reqwest")]
        let builder = builder.proxies_from_env(true);
        builder
    }

    /// The same as `env` with another source of variables, such as a map in a test, and without proxies.
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

    /// Sends requests below this absolute `http` or `https` URL.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.settings.base_url = Some(url.into());
        self
    }

    /// Gives a variable of the service's own base URL a value.
    pub fn server_variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings
            .server_variables
            .push((name.into(), value.into()));
        self
    }

    /// Sends this header with every request.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.headers.push((name.into(), value.into()));
        self
    }

    /// Limits one attempt, from connecting to the last byte of the answer. Default: 60 seconds.
    ///
    /// A limit that is shorter than that on connecting ends that too, as `ErrorKind::Timeout`.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// Limits all attempts of a call and the waits between them together. Default: no limit.
    ///
    /// Each page of a list is a call of its own.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.settings.deadline = Some(deadline);
        self
    }

    /// Repeats a failed attempt this often at most. Default: 2.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.settings.max_retries = retries;
        self
    }

    /// Whether a failed attempt may be repeated although the server may already have acted on it. Matters to operations
    /// that are not idempotent alone. Default: no.
    ///
    /// Without it they are repeated where the server was not reached, on 408 and 429, and when the server asks for it with
    /// `x-should-retry: true`.
    pub fn retry_non_idempotent(mut self, repeat: bool) -> Self {
        self.settings.retry_non_idempotent = repeat;
        self
    }

    /// Decides otherwise than `Backoff` what is repeated and when.
    pub fn retry(mut self, policy: impl RetryPolicy) -> Self {
        self.settings.retry = Box::new(policy);
        self
    }

    /// Takes in bodies of at most this many bytes, before and after they are decompressed. Default: 64 MiB.
    pub fn max_response_bytes(mut self, limit: usize) -> Self {
        self.settings.max_response_bytes = limit;
        self
    }

    /// Sends requests in another way than over sockets of its own.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.settings.transport = Some(Box::new(transport));
        self
    }

    /// Waits, and measures time, in another way than with Tokio.
    pub fn timer(mut self, timer: impl Timer) -> Self {
        self.settings.timer = Some(Box::new(timer));
        self
    }

    /// Sends requests over this HTTP client, with its proxies, certificates and connections. Then the limit on
    /// connecting is that client's.
    ///
    /// So are redirects: build it with `redirect::Policy::none` where credentials do
    /// not travel in `Authorization`, since reqwest takes no other header away on the way to another host. An answer
    /// that comes from another origin is an error.
    #[cfg(feature = "reqwest")]
    pub fn http_client(self, client: reqwest::Client) -> Self {
        self.transport(crate::transport::Network::from(client))
    }

    /// Limits connecting. Default: 5 seconds. Means nothing to a `transport` or an
    /// `http_client` that is set.
    #[cfg(feature = "reqwest")]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.settings.connect_timeout = timeout;
        self
    }

    /// Checks all settings and builds the client. Nothing is sent.
    ///
    /// # Errors
    /// `ErrorKind::Config` when the base URL, a header or a secret is
    /// missing or cannot be sent.
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
            timer: None,
            transport: None,
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
        let transport = self.resolve_transport()?;
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
            timer,
            transport,
        }))
    }

    #[cfg(feature = "reqwest")]
    fn resolve_transport(&mut self) -> Result<Box<dyn Transport>, Error> {
        match self.transport.take() {
            Some(transport) => Ok(transport),
            None => Ok(Box::new(crate::transport::Network::new(
                self.connect_timeout,
                self.proxies_from_env,
            )?)),
        }
    }

    #[cfg(not(feature = "reqwest"))]
    fn resolve_transport(&mut self) -> Result<Box<dyn Transport>, Error> {
        self.transport.take().ok_or_else(|| {
            Error::config("no transport: set one, or turn the feature `rustls` or `native-tls` on")
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
            Error::config("no timer: set one, or turn the feature `rustls` or `native-tls` on")
        })
    }

    fn resolve_base_url(&mut self) -> Result<String, Error> {
        let url = match self.base_url.take() {
            Some(url) => Some(url),
            None => self.base_url_from_env()?,
        };
        match url {
            Some(_) if !self.server_variables.is_empty() => Err(Error::config(
                "server variables have no place in a base URL of one's own",
            )),
            Some(url) => base_url::check(&url),
            None => base_url::check(&base_url::expand(self.service, &self.server_variables)?),
        }
    }

    fn base_url_from_env(&self) -> Result<Option<String>, Error> {
        let (Some(environment), Some(variable)) = (&self.environment, self.service.base_url_env)
        else {
            return Ok(None);
        };
        environment(variable)
            .map(|value| {
                value
                    .into_string()
                    .map_err(|_| Error::config(format!("{variable} is not Unicode")))
            })
            .transpose()
    }

    fn resolve_credentials(&mut self) -> Result<Option<Credentials>, Error> {
        if self.anonymous {
            return match self.credentials {
                Some(_) => Err(Error::config("credentials given to an anonymous client")),
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

    /// What is missing, and how to mend it.
    fn without_credentials(&self) -> String {
        if self.environment.is_none() {
            return "no credentials: give some, or let the environment be read".to_owned();
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

/// A header that can be sent, or the reason why not, which never holds the value.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let parsed = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| format!("`{}` is no header name", name.escape_debug()))?;
    let value = HeaderValue::from_str(value).map_err(|_| {
        format!("the value of header `{name}` holds characters that cannot be sent")
    })?;
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
