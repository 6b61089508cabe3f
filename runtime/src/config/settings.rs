//! The settings of a client: their defaults, and how they become a client.

use std::ffi::OsString;
use std::time::Duration;

use http::header::HeaderMap;

use super::header;
use crate::credentials::Keyring;
use crate::retry::{Backoff, KeyGenerator, RetryBudget, RetryPolicy, Tokens};
use crate::timer::Timer;
use crate::transport::Transport;
use crate::{Client, Credentials, Error, Scheme, Service, base_url, client};

/// Default timeout of one attempt.
const TIMEOUT: Duration = Duration::from_secs(60);
/// Default number of retries.
const MAX_RETRIES: u32 = 2;
/// Default limit on the size of a response body.
const MAX_RESPONSE_BYTES: usize = 64 << 20;
/// Default limit on the number of pages of a list.
const MAX_PAGES: u64 = 100_000;
/// Default timeout for establishing a connection.
#[cfg(feature = "reqwest")]
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

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

/// The settings, not generic over the client type, so that they are compiled once.
pub(super) struct Settings {
    pub(super) service: &'static Service,
    pub(super) credentials: Vec<Credentials>,
    pub(super) token_url: Option<String>,
    pub(super) anonymous: bool,
    pub(super) base_url: Option<String>,
    /// Replacements of servers that operations have of their own.
    pub(super) server_urls: Vec<(String, String)>,
    pub(super) server_variables: Vec<(String, String)>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) timeout: Duration,
    pub(super) deadline: Option<Duration>,
    pub(super) max_retries: u32,
    pub(super) retry_non_idempotent: bool,
    pub(super) retry: Box<dyn RetryPolicy>,
    pub(super) retry_budget: RetryBudget,
    pub(super) idempotency_keys: Option<KeyGenerator>,
    pub(super) max_response_bytes: usize,
    pub(super) max_pages: u64,
    pub(super) timer: Option<Box<dyn Timer>>,
    pub(super) transport: Option<Box<dyn Transport>>,
    pub(super) wrappers: Vec<Wrapper>,
    #[cfg(feature = "reqwest")]
    pub(super) connect_timeout: Duration,
    #[cfg(feature = "reqwest")]
    pub(super) proxies_from_env: bool,
    pub(super) environment: Option<Environment>,
}

pub(super) type Wrapper = Box<dyn FnOnce(Box<dyn Transport>) -> Box<dyn Transport> + Send>;
type Environment = Box<dyn Fn(&str) -> Option<OsString> + Send>;

impl Settings {
    pub(super) fn new(service: &'static Service) -> Self {
        Self {
            service,
            credentials: Vec::new(),
            token_url: None,
            anonymous: false,
            base_url: None,
            server_urls: Vec::new(),
            server_variables: Vec::new(),
            headers: Vec::new(),
            timeout: TIMEOUT,
            deadline: None,
            max_retries: MAX_RETRIES,
            retry_non_idempotent: false,
            retry: Box::new(Backoff::default()),
            retry_budget: RetryBudget::default(),
            idempotency_keys: None,
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

    pub(super) fn build(mut self) -> Result<Client, Error> {
        let (base_url, is_custom) = self.resolve_base_url()?;
        let operation_servers = self.resolve_servers(is_custom.then_some(base_url.as_str()))?;
        let keyring = self.resolve_credentials(&base_url)?;
        let headers = self.default_headers()?;
        let mut transport = self.resolve_transport()?;
        for wrap in std::mem::take(&mut self.wrappers) {
            transport = wrap(transport);
        }
        let timer = self.resolve_timer()?;
        Ok(Client::from_parts(client::Parts {
            service: self.service,
            base_url,
            operation_servers,
            keyring,
            headers,
            timeout: self.timeout,
            deadline: self.deadline,
            max_retries: self.max_retries,
            retry_non_idempotent: self.retry_non_idempotent,
            retry: self.retry,
            retry_tokens: Tokens::new(self.retry_budget),
            idempotency_keys: self.idempotency_keys,
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
                if let Some(environment) = &self.environment
                    && self.proxies_from_env
                {
                    check_proxies(environment)?;
                }
                let network = crate::transport::HttpTransport::new(
                    self.connect_timeout,
                    self.proxies_from_env,
                )?;
                Ok(Box::new(network))
            }
        }
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

    /// The base URL, and whether it is a custom one.
    fn resolve_base_url(&mut self) -> Result<(String, bool), Error> {
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
            Some(url) => Ok((base_url::check(&url, &source)?, true)),
            None => {
                let (service, variables) = (self.service, &self.server_variables);
                base_url::check_variables(service, variables)?;
                let url = base_url::expand(service.base_url, service.variables, variables)?;
                Ok((base_url::check(&url, "the base URL")?, false))
            }
        }
    }

    /// The URLs of the servers that operations have of their own. A custom base URL replaces all that
    /// are not replaced themselves, so that a client of a test server never calls the API.
    fn resolve_servers(&self, custom: Option<&str>) -> Result<Vec<(&'static str, String)>, Error> {
        let servers = self.service.operation_servers;
        let is_known = |url: &str| servers.iter().any(|server| server.url == url);
        if let Some((url, _)) = self.server_urls.iter().find(|(url, _)| !is_known(url)) {
            let message = format!("no operation has the server `{url}`");
            return Err(Error::config(message));
        }
        let urls = servers.iter().map(|server| {
            let mut replaced = self.server_urls.iter().rev();
            let source = format!("the URL of the server `{}`", server.url);
            let url = match (replaced.find(|(url, _)| url == server.url), custom) {
                (Some((_, url)), _) => base_url::check(url, &source)?,
                (None, Some(url)) => url.to_owned(),
                (None, None) => {
                    let variables = &self.server_variables;
                    let url = base_url::expand(server.url, server.variables, variables)?;
                    base_url::check(&url, &source)?
                }
            };
            Ok((server.url, url))
        });
        urls.collect()
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

    fn resolve_credentials(&mut self, base_url: &str) -> Result<Option<Keyring>, Error> {
        let mut credentials = std::mem::take(&mut self.credentials);
        if self.anonymous {
            return match credentials.as_slice() {
                [] => Ok(None),
                _ => Err(Error::config("an anonymous client cannot have credentials")),
            };
        }
        if let (true, Some(environment)) = (credentials.is_empty(), &self.environment) {
            credentials = Credentials::from_env(self.service, environment)?;
        }
        if credentials.is_empty() && self.service.needs_credentials() {
            return Err(Error::config(self.without_credentials()));
        }
        let token_url = self.token_url.take();
        // A trailing slash is part of an endpoint.
        let token_url = token_url.map(|url| base_url::check(&url, "the token URL").map(|_| url));
        Keyring::new(self.service, credentials, base_url, token_url.transpose()?).map(Some)
    }

    /// The error message for missing credentials.
    fn without_credentials(&self) -> String {
        if self.environment.is_none() {
            return "no credentials: set them, or call `env` to read them from the environment"
                .to_owned();
        }
        let variables = |schemes: &&[Scheme]| {
            let names: Option<Vec<_>> = schemes.iter().map(Scheme::variables).collect();
            Some(format!("`{}`", names?.concat().join("` and `")))
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

/// Rejects proxies that the HTTP client would ignore, since it would send credentials directly.
#[cfg(feature = "reqwest")]
fn check_proxies(environment: &Environment) -> Result<(), Error> {
    for variable in PROXY_VARIABLES {
        let value = environment(variable).unwrap_or_default();
        let is_valid = |value: &str| value.is_empty() || is_proxy(value);
        if !value.to_str().is_some_and(is_valid) {
            let message = format!("environment variable {variable} is not a valid proxy URL");
            return Err(Error::config(message));
        }
    }
    Ok(())
}

/// Whether the HTTP client uses a proxy with this address. It ignores all others, such as those with
/// a scheme that it does not support.
#[cfg(feature = "reqwest")]
fn is_proxy(address: &str) -> bool {
    let uri: Result<http::Uri, _> = address.parse();
    uri.is_ok_and(|uri| {
        uri.authority().is_some() && matches!(uri.scheme_str(), None | Some("http" | "https"))
    })
}

#[cfg(all(test, feature = "reqwest"))]
mod tests {
    use super::*;

    #[test]
    fn proxies_that_would_be_ignored_are_detected() {
        for (address, expected) in [
            ("http://proxy:3128", true),
            ("https://user:pass@proxy", true),
            ("proxy:3128", true),
            ("ftp://proxy:3128", false),
            ("socks5://proxy:1080", false),
            (" http://proxy:3128", false),
            ("http://u:p^w@proxy", false),
            ("http://[", false),
            ("/proxy", false),
        ] {
            assert_eq!(is_proxy(address), expected, "{address}");
        }
    }
}
