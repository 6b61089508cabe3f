//! The secrets of a client.

use std::borrow::Cow;

use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

use super::describe::{describe, names};
use super::placed::{Placed, authorization, basic_pair, bearer, header_name, sensitive};
use super::secret::{Secret, Tokens};
use super::{Credentials, Token, TokenSource};
use crate::redaction::Redaction;
use crate::{Error, Operation, Scheme, SchemeKind, Service};

/// The secrets of a client, by scheme.
pub(crate) struct Keyring {
    service: &'static Service,
    secrets: Vec<(&'static Scheme, Secret)>,
    /// The requirements whose credentials were set.
    given: Vec<&'static [Scheme]>,
}

impl Keyring {
    pub(crate) fn new(
        service: &'static Service,
        credentials: Vec<Credentials>,
        base_url: &str,
        token_url: Option<String>,
    ) -> Result<Self, Error> {
        let mut keyring = Self {
            service,
            secrets: Vec::new(),
            given: Vec::new(),
        };
        for credentials in credentials {
            keyring
                .given
                .extend(service.auth.get(credentials.requirement));
            for (scheme, mut secret) in credentials.by_scheme(service)? {
                if let Secret::Token(tokens) = &mut secret
                    && matches!(tokens.source, TokenSource::ClientCredentials(_))
                {
                    let url = token_url.clone().or_else(|| scheme.token_url(base_url));
                    tokens.url = url.ok_or_else(|| {
                        Error::config(format!("{} has no token URL", describe(scheme)))
                    })?;
                }
                // The first of several secrets of a scheme is used.
                if keyring.get(scheme).is_none() {
                    keyring.secrets.push((scheme, secret));
                }
            }
        }
        Ok(keyring)
    }

    fn get(&self, scheme: &Scheme) -> Option<&Secret> {
        let mut secrets = self.secrets.iter();
        let (_, secret) = secrets.find(|(other, _)| other.name == scheme.name)?;
        Some(secret)
    }

    /// The first requirement of an operation whose secrets the client has. If the credentials of a
    /// larger requirement were set, it is used instead: a key with a session rather than the key.
    fn requirement(&self, operation: &Operation) -> Result<&'static [Scheme], Error> {
        let satisfied = |schemes: &&[Scheme]| schemes.iter().all(|it| self.get(it).is_some());
        let requirements = || self.service.requirements(operation);
        if requirements().next().is_none() {
            return Ok(&[]);
        }
        let first = requirements().find(satisfied);
        let given = first.and_then(|first| {
            let contains = |whole: &[Scheme], part: &Scheme| {
                whole.iter().any(|scheme| scheme.name == part.name)
            };
            requirements().find(|it| {
                let is_given = self.given.iter().any(|given| std::ptr::eq(*given, *it));
                is_given && first.iter().all(|part| contains(it, part))
            })
        });
        given.or(first).ok_or_else(|| {
            let required: Vec<_> = requirements().map(|it| names(it.iter())).collect();
            let message = match self.secrets.as_slice() {
                [] => "the client has no credentials".to_owned(),
                secrets => {
                    let held = names(secrets.iter().map(|(scheme, _)| *scheme));
                    format!("the client only has {held}")
                }
            };
            Error::credentials(format!(
                "the operation requires {}{}; {message}",
                required.join(" or "),
                in_scopes(operation)
            ))
        })
    }

    /// Selects the secrets for an operation.
    pub(crate) fn access(&self, operation: &Operation) -> Result<Access<'_>, Error> {
        let schemes = self.requirement(operation)?;
        Ok(Access {
            keyring: Some(self),
            schemes,
            token: None,
        })
    }

    /// The tokens that a requirement needs, if they are not fixed.
    fn tokens(&self, schemes: &'static [Scheme]) -> Option<&Tokens> {
        schemes.iter().find_map(|scheme| match self.get(scheme)? {
            Secret::Fixed(_) => None,
            Secret::Token(tokens) => Some(&**tokens),
        })
    }

    /// The secrets of a requirement and where each is placed in a request.
    fn placed(
        &self,
        schemes: &'static [Scheme],
        token: Option<&Token>,
    ) -> Result<Vec<Placed<'_>>, Error> {
        let mut placed = Vec::with_capacity(schemes.len());
        let mut basic = (None, None);
        for scheme in schemes {
            let secret = match (self.get(scheme), token) {
                (Some(Secret::Fixed(secret)), _) => Cow::Borrowed(secret.expose_secret()),
                (Some(Secret::Token(..)), Some(token)) => {
                    placed.push(bearer(token)?);
                    continue;
                }
                _ => continue,
            };
            match scheme.kind {
                SchemeKind::Bearer | SchemeKind::OAuth2(_) => {
                    placed.push(authorization("Bearer", &secret)?);
                }
                SchemeKind::BasicUser => basic.0 = Some(secret),
                SchemeKind::BasicPassword => basic.1 = Some(secret),
                SchemeKind::Header(name) => {
                    placed.push(Placed::Header(header_name(name)?, sensitive(&secret)?));
                }
                SchemeKind::Query(name) => placed.push(Placed::Query(name, secret)),
                SchemeKind::Cookie(name) => placed.push(Placed::Cookie(name, secret)),
            }
        }
        if let (Some(user), Some(password)) = basic {
            placed.push(authorization("Basic", &basic_pair(&user, &password))?);
        }
        Ok(placed)
    }

    /// Removes the secrets from strings that the server sends.
    pub(crate) fn redaction(&self) -> Redaction {
        let mut secrets: Vec<Zeroizing<String>> = Vec::new();
        let plain = |secret: &SecretString| Zeroizing::new(secret.expose_secret().to_owned());
        for (_, secret) in &self.secrets {
            match secret {
                Secret::Fixed(secret) => secrets.push(plain(secret)),
                Secret::Token(tokens) => {
                    secrets.extend(tokens.cache.recent().map(|it| plain(&it)));
                    if let TokenSource::ClientCredentials(client) = &tokens.source {
                        secrets.extend(client.secrets());
                    }
                }
            }
        }
        let of_kind = |kind: SchemeKind| {
            let of_kind = self.secrets.iter().filter(move |(it, _)| it.kind == kind);
            of_kind.filter_map(|(_, secret)| match secret {
                Secret::Fixed(secret) => Some(secret.expose_secret()),
                Secret::Token(..) => None,
            })
        };
        for user in of_kind(SchemeKind::BasicUser) {
            let pair = |password| basic_pair(user, password);
            secrets.extend(of_kind(SchemeKind::BasicPassword).map(pair));
        }
        Redaction::new(secrets.iter().map(|it| it.as_str()))
    }
}

/// The secrets that a call sends: those of one security requirement.
pub(crate) struct Access<'a> {
    /// `None` if the client sends no credentials.
    keyring: Option<&'a Keyring>,
    schemes: &'static [Scheme],
    /// The token, if the requirement needs one that is not fixed.
    pub(crate) token: Option<Token>,
}

impl<'a> Access<'a> {
    /// No secrets.
    pub(crate) fn none() -> Self {
        Self {
            keyring: None,
            schemes: &[],
            token: None,
        }
    }

    /// The tokens of the requirement, if it needs one that is not fixed.
    pub(crate) fn tokens(&self) -> Option<&'a Tokens> {
        self.keyring?.tokens(self.schemes)
    }

    /// The secrets and where each is placed in a request.
    pub(crate) fn placed(&self) -> Result<Vec<Placed<'_>>, Error> {
        let placed = |it: &'a Keyring| it.placed(self.schemes, self.token.as_ref());
        self.keyring.map_or(Ok(Vec::new()), placed)
    }
}

/// The scopes that an operation requires, for messages.
fn in_scopes(operation: &Operation) -> String {
    match operation.scopes {
        [] => String::new(),
        scopes => format!(" with the scopes `{}`", scopes.join("`, `")),
    }
}
