//! Selects, validates and places credentials.

use std::ffi::OsString;
use std::fmt;

use base64::prelude::{BASE64_STANDARD, Engine};
use http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

use crate::redaction::Redaction;
use crate::{Error, Scheme, SchemeKind};

/// Credentials used to authenticate requests.
///
/// Secrets never appear in `Debug` output and are zeroed when the last client that holds them is
/// dropped. Copies made by HTTP libraries while a request is in flight are not zeroed.
#[derive(Clone)]
pub struct Credentials {
    requirement: usize,
    secrets: Vec<SecretString>,
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
        }
    }

    /// Reads the first security requirement whose variables are all set.
    ///
    /// An empty variable counts as set: validation rejects it by name later, instead of silently
    /// falling back to a less preferred requirement.
    pub(crate) fn from_env(
        auth: &[&[Scheme]],
        lookup: &dyn Fn(&str) -> Option<OsString>,
    ) -> Result<Option<Self>, Error> {
        let mut half: Option<Error> = None;
        for (requirement, schemes) in auth.iter().enumerate() {
            let values: Vec<Option<OsString>> = schemes
                .iter()
                .map(|scheme| scheme.env.and_then(lookup))
                .collect();
            let present = values.iter().flatten().count();
            // A requirement without schemes matches only if no other one is partly set.
            if present == schemes.len() && (present > 0 || half.is_none()) {
                let secrets = schemes
                    .iter()
                    .zip(values.into_iter().flatten())
                    .map(|(scheme, value)| unicode(scheme, value))
                    .collect::<Result<_, _>>()?;
                return Ok(Some(Self::new(requirement, secrets)));
            }
            if present > 0 && half.is_none() {
                half = Some(half_a_combination(schemes, &values));
            }
        }
        half.map_or(Ok(None), Err)
    }

    /// Validates the secrets, so that building the client fails rather than every call.
    pub(crate) fn check(&self, auth: &[&[Scheme]]) -> Result<(), Error> {
        let schemes = auth.get(self.requirement).copied().ok_or_else(|| {
            Error::config(format!(
                "the service has no security requirement {}",
                self.requirement
            ))
        })?;
        if schemes.len() != self.secrets.len() {
            return Err(Error::config(format!(
                "expected {} secrets, found {}: {}",
                schemes.len(),
                self.secrets.len(),
                names(schemes.iter()),
            )));
        }
        for (scheme, secret) in schemes.iter().zip(&self.secrets) {
            if let Err(fault) = check_secret(scheme.kind, secret.expose_secret()) {
                return Err(Error::config(format!("{} {fault}", describe(scheme))));
            }
        }
        Ok(())
    }

    /// Removes the secrets from strings that the server sends.
    pub(crate) fn redaction(&self, auth: &[&[Scheme]]) -> Redaction {
        let plain = self.secrets.iter().map(ExposeSecret::expose_secret);
        let schemes = auth.get(self.requirement).copied().unwrap_or_default();
        let basic = self.basic(schemes);
        Redaction::new(plain.chain(basic.as_ref().map(|pair| pair.as_str())))
    }

    /// The encoded user and password of HTTP Basic, if the requirement uses it.
    fn basic(&self, schemes: &[Scheme]) -> Option<Zeroizing<String>> {
        let mut parts: Option<(&str, &str)> = None;
        for (scheme, secret) in schemes.iter().zip(&self.secrets) {
            match scheme.kind {
                SchemeKind::BasicUser => parts.get_or_insert_default().0 = secret.expose_secret(),
                SchemeKind::BasicPassword => {
                    parts.get_or_insert_default().1 = secret.expose_secret();
                }
                _ => {}
            }
        }
        let (user, password) = parts?;
        let pair = Zeroizing::new(format!("{user}:{password}"));
        Some(Zeroizing::new(BASE64_STANDARD.encode(pair.as_bytes())))
    }

    /// The secrets and where each is placed in a request.
    pub(crate) fn placed(&self, auth: &[&[Scheme]]) -> Result<Vec<Placed<'_>>, Error> {
        let schemes = auth.get(self.requirement).copied().unwrap_or_default();
        let mut placed = Vec::with_capacity(schemes.len());
        for (scheme, secret) in schemes.iter().zip(&self.secrets) {
            let secret = secret.expose_secret();
            match scheme.kind {
                SchemeKind::Bearer => placed.push(authorization("Bearer", secret)?),
                SchemeKind::BasicUser | SchemeKind::BasicPassword => {}
                SchemeKind::Header(name) => {
                    placed.push(Placed::Header(header_name(name)?, sensitive(secret)?));
                }
                SchemeKind::Query(name) => placed.push(Placed::Query(name, secret)),
                SchemeKind::Cookie(name) => placed.push(Placed::Cookie(name, secret)),
            }
        }
        if let Some(pair) = self.basic(schemes) {
            placed.push(authorization("Basic", &pair)?);
        }
        Ok(placed)
    }
}

/// A secret and its place in a request.
pub(crate) enum Placed<'a> {
    Header(HeaderName, HeaderValue),
    Query(&'static str, &'a str),
    Cookie(&'static str, &'a str),
}

fn authorization(scheme: &str, secret: &str) -> Result<Placed<'static>, Error> {
    let value = Zeroizing::new(format!("{scheme} {secret}"));
    Ok(Placed::Header(AUTHORIZATION, sensitive(&value)?))
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
        SchemeKind::Bearer => (
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

fn unicode(scheme: &Scheme, value: OsString) -> Result<SecretString, Error> {
    match value.into_string() {
        Ok(text) => Ok(SecretString::from(text)),
        Err(_) => Err(Error::config(format!(
            "{} is not valid UTF-8",
            describe(scheme)
        ))),
    }
}

fn half_a_combination(schemes: &[Scheme], values: &[Option<OsString>]) -> Error {
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

fn names<'a>(schemes: impl Iterator<Item = &'a Scheme>) -> String {
    schemes.map(describe).collect::<Vec<_>>().join(", ")
}

fn describe(scheme: &Scheme) -> String {
    match scheme.env {
        Some(variable) => format!("{} ({variable})", scheme.name),
        None => scheme.name.to_owned(),
    }
}

fn header_name(name: &str) -> Result<HeaderName, Error> {
    HeaderName::from_bytes(name.as_bytes()).map_err(|error| {
        Error::config(format!("`{name}` is not a valid header name")).with_source(error)
    })
}

/// A header value that HTTP libraries neither log nor index in compression tables.
fn sensitive(secret: &str) -> Result<HeaderValue, Error> {
    let mut value = HeaderValue::from_str(secret).map_err(|_| {
        Error::config("a secret contains characters that are not allowed in a header")
    })?;
    value.set_sensitive(true);
    Ok(value)
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Credentials")
            .field("requirement", &self.requirement)
            .finish_non_exhaustive()
    }
}
