//! The secret of a scheme.

use secrecy::{ExposeSecret, SecretString};

use super::describe::describe;
use super::{TokenCache, TokenSource};
use crate::{Error, Scheme, SchemeKind};

/// A secret of a client.
pub(super) enum Secret {
    Fixed(SecretString),
    Token(Box<Tokens>),
}

/// The tokens of a scheme.
pub(crate) struct Tokens {
    pub(crate) source: TokenSource,
    pub(crate) cache: TokenCache,
    /// URL of token requests; empty if a provider gets the tokens.
    pub(crate) url: String,
}

impl Secret {
    /// Validates a secret, so that building the client fails rather than every call.
    pub(super) fn of(scheme: &Scheme, source: TokenSource) -> Result<Self, Error> {
        let checked = match &source {
            TokenSource::Fixed(secret) => check_secret(scheme.kind, secret.expose_secret()),
            TokenSource::ClientCredentials(client) => client.check(),
            TokenSource::Provider(_) => Ok(()),
        };
        checked.map_err(|fault| Error::config(format!("{} {fault}", describe(scheme))))?;
        Ok(match source {
            TokenSource::Fixed(secret) => Self::Fixed(secret),
            source => Self::Token(Box::new(Tokens {
                source,
                cache: TokenCache::default(),
                url: String::new(),
            })),
        })
    }
}

/// Describes what is wrong with a secret without revealing it.
fn check_secret(kind: SchemeKind, secret: &str) -> Result<(), &'static str> {
    if secret.is_empty() {
        return Err("is empty");
    }
    if secret.trim() != secret {
        return Err("starts or ends with whitespace");
    }
    let (sendable, fault): (fn(u8) -> bool, _) = match kind {
        SchemeKind::Bearer | SchemeKind::OAuth2(_) => (
            |byte| byte.is_ascii_graphic(),
            "contains characters that are not allowed in a header",
        ),
        SchemeKind::Header(_) => (
            |byte| byte.is_ascii_graphic() || byte == b' ',
            "contains characters that are not allowed in a header",
        ),
        SchemeKind::Cookie(_) => (
            |byte| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte),
            "contains characters that are not allowed in a cookie",
        ),
        SchemeKind::BasicUser => (
            |byte| !byte.is_ascii_control() && byte != b':',
            "contains a colon or control characters",
        ),
        SchemeKind::BasicPassword | SchemeKind::Query(_) => (
            |byte| !byte.is_ascii_control(),
            "contains control characters",
        ),
    };
    if secret.bytes().all(sendable) {
        Ok(())
    } else {
        Err(fault)
    }
}
