//! Credentials and where they come from.

mod access_token;
mod cache;
mod client_credentials;
mod describe;
mod keyring;
mod placed;
mod secret;
mod token;

use std::ffi::OsString;
use std::fmt;

use secrecy::{ExposeSecret, SecretString};

use crate::{Error, Scheme, SchemeKind, Service};
use describe::{describe, names};
use secret::Secret;

pub use access_token::AccessToken;
pub(crate) use cache::{Token, TokenCache};
pub use client_credentials::ClientCredentials;
pub(crate) use client_credentials::{decode_error, decode_token};
pub(crate) use keyring::{Access, Keyring};
pub(crate) use placed::{Placed, bearer_header};
pub(crate) use secret::Tokens;
pub(crate) use token::TokenSource;
pub use token::{BearerToken, TokenProvider};

/// Credentials used to authenticate requests.
///
/// Secrets never appear in `Debug` output and are zeroed when the last client that holds them is
/// dropped. Copies made by HTTP libraries while a request is in flight are not zeroed.
#[derive(Clone)]
pub struct Credentials {
    requirement: usize,
    secrets: Vec<SecretString>,
    token: Option<BearerToken>,
}

impl Credentials {
    /// Creates credentials for one of the service's security requirements.
    ///
    /// `requirement` is an index into [`Service::auth`](crate::Service::auth), and `secrets` are in
    /// the order of its schemes. They are validated when the client is built.
    #[must_use]
    pub fn new(requirement: usize, secrets: Vec<SecretString>) -> Self {
        Self {
            requirement,
            secrets,
            token: None,
        }
    }

    /// Sets the token of the requirement's bearer scheme. The secrets are then those of the other
    /// schemes.
    #[must_use]
    pub fn with_token(self, token: impl Into<BearerToken>) -> Self {
        Self {
            token: Some(token.into()),
            ..self
        }
    }

    /// Reads the security requirements whose variables are all set: the first one, or all of them if
    /// operations have different requirements.
    ///
    /// An empty variable counts as set: validation rejects it by name later, instead of silently
    /// falling back to a less preferred requirement.
    pub(crate) fn from_env(
        service: &Service,
        lookup: &dyn Fn(&str) -> Option<OsString>,
    ) -> Result<Vec<Self>, Error> {
        let mut found: Vec<Self> = Vec::new();
        let mut half: Option<Error> = None;
        for (requirement, schemes) in service.auth.iter().enumerate() {
            if service.security.is_none() && !found.is_empty() {
                break;
            }
            let values: Vec<Option<Variable>> = schemes
                .iter()
                .map(|scheme| scheme.read(lookup))
                .collect::<Result<_, _>>()?;
            let present = values.iter().flatten().count();
            if present == schemes.len() && present > 0 {
                let mut credentials = Self::new(requirement, Vec::new());
                for value in values.into_iter().flatten() {
                    match value {
                        Variable::Secret(secret) => credentials.secrets.push(secret),
                        Variable::Client(client) => credentials = credentials.with_token(client),
                    }
                }
                found.push(credentials);
            } else if present > 0 && half.is_none() {
                half = Some(half_a_combination(schemes, &values));
            }
        }
        let schemes = service.auth.iter().copied().flatten();
        let half = half.or_else(|| half_a_client(schemes, lookup));
        match half {
            Some(error) if found.is_empty() => Err(error),
            _ => Ok(found),
        }
    }

    /// The secret of each scheme.
    fn by_scheme(self, service: &'static Service) -> Result<Vec<(&'static Scheme, Secret)>, Error> {
        let schemes = service.auth.get(self.requirement).copied();
        let schemes = schemes.ok_or_else(|| {
            Error::config(format!(
                "the service has no security requirement {}",
                self.requirement
            ))
        })?;
        let found = self.secrets.len() + usize::from(self.token.is_some());
        if schemes.len() != found {
            return Err(Error::config(format!(
                "expected {} secrets, found {found}: {}",
                schemes.len(),
                names(schemes.iter()),
            )));
        }
        let (mut secrets, mut token) = (self.secrets.into_iter(), self.token);
        let mut by_scheme = Vec::with_capacity(schemes.len());
        for scheme in schemes {
            let token = token.take_if(|_| scheme.kind.is_bearer());
            let source = match token {
                Some(token) => token.0,
                None => match secrets.next() {
                    Some(secret) => TokenSource::Fixed(secret),
                    None => {
                        let scheme = describe(scheme);
                        return Err(Error::config(format!("{scheme} is not a bearer token")));
                    }
                },
            };
            by_scheme.push((scheme, Secret::of(scheme, source)?));
        }
        Ok(by_scheme)
    }
}

/// A secret in the environment.
enum Variable {
    Secret(SecretString),
    Client(ClientCredentials),
}

impl Scheme {
    /// The URL of token requests. A path is on the host of the API.
    fn token_url(&self, base_url: &str) -> Option<String> {
        let SchemeKind::OAuth2(oauth) = self.kind else {
            return None;
        };
        if !oauth.token_url.starts_with('/') {
            return Some(oauth.token_url.to_owned());
        }
        let host = base_url.find("://").map_or(0, |at| at + 3);
        let path = base_url.get(host..)?.find('/');
        let end = path.map_or(base_url.len(), |at| host + at);
        Some(format!("{}{}", base_url.get(..end)?, oauth.token_url))
    }

    fn read(&self, lookup: &dyn Fn(&str) -> Option<OsString>) -> Result<Option<Variable>, Error> {
        let read = |name: Option<&str>| {
            let value = name.and_then(lookup);
            value.map(|value| unicode(self, value)).transpose()
        };
        let SchemeKind::OAuth2(oauth) = self.kind else {
            return Ok(read(self.env)?.map(Variable::Secret));
        };
        let variables = (read(oauth.client_id_env)?, read(oauth.client_secret_env)?);
        let (Some(id), Some(secret)) = variables else {
            return Ok(None);
        };
        let client = ClientCredentials::new(id.expose_secret(), secret);
        Ok(Some(Variable::Client(client)))
    }
}

impl SchemeKind {
    /// Whether the scheme is a token in `Authorization`.
    fn is_bearer(self) -> bool {
        matches!(self, Self::Bearer | Self::OAuth2(_))
    }
}

fn unicode(scheme: &Scheme, value: OsString) -> Result<SecretString, Error> {
    match value.into_string() {
        Ok(text) => Ok(SecretString::from(text)),
        Err(_) => Err(Error::config(format!(
            "{} is not valid UTF-8",
            describe(scheme)
        ))),
    }
}

/// The error if only one variable of an OAuth 2 client is set.
fn half_a_client<'a>(
    mut schemes: impl Iterator<Item = &'a Scheme>,
    lookup: &dyn Fn(&str) -> Option<OsString>,
) -> Option<Error> {
    schemes.find_map(|scheme| {
        let SchemeKind::OAuth2(oauth) = scheme.kind else {
            return None;
        };
        let (id, secret) = (oauth.client_id_env?, oauth.client_secret_env?);
        let (set, missing) = match (lookup(id), lookup(secret)) {
            (Some(_), None) => (id, secret),
            (None, Some(_)) => (secret, id),
            _ => return None,
        };
        Some(Error::config(format!(
            "{set} is set, but {missing} is missing"
        )))
    })
}

fn half_a_combination(schemes: &[Scheme], values: &[Option<Variable>]) -> Error {
    let pick = |present: bool| {
        let picked = schemes
            .iter()
            .zip(values)
            .filter(move |(_, value)| value.is_some() == present);
        names(picked.map(|(scheme, _)| scheme))
    };
    Error::config(format!(
        "{} is set, but {} is missing",
        pick(true),
        pick(false)
    ))
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Credentials")
            .field("requirement", &self.requirement)
            .finish_non_exhaustive()
    }
}
