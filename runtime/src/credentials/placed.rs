//! Places of secrets in requests.

use std::borrow::Cow;

use base64::prelude::{BASE64_STANDARD, Engine};
use http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use secrecy::ExposeSecret;
use secrecy::zeroize::Zeroizing;

use super::Token;
use crate::Error;

/// A secret and its place in a request.
pub(crate) enum Placed<'a> {
    Header(HeaderName, HeaderValue),
    Query(&'static str, Cow<'a, str>),
    Cookie(&'static str, Cow<'a, str>),
}

/// The header with a token.
pub(crate) fn bearer_header(token: &Token) -> Result<HeaderValue, Error> {
    let value = Zeroizing::new(format!("Bearer {}", token.value.expose_secret()));
    sensitive(&value)
}

pub(super) fn bearer(token: &Token) -> Result<Placed<'static>, Error> {
    Ok(Placed::Header(AUTHORIZATION, bearer_header(token)?))
}

pub(super) fn authorization(scheme: &str, secret: &str) -> Result<Placed<'static>, Error> {
    let value = Zeroizing::new(format!("{scheme} {secret}"));
    Ok(Placed::Header(AUTHORIZATION, sensitive(&value)?))
}

/// The encoded user and password of HTTP Basic.
pub(super) fn basic_pair(user: &str, password: &str) -> Zeroizing<String> {
    let pair = Zeroizing::new(format!("{user}:{password}"));
    Zeroizing::new(BASE64_STANDARD.encode(pair.as_bytes()))
}

pub(super) fn header_name(name: &str) -> Result<HeaderName, Error> {
    HeaderName::from_bytes(name.as_bytes()).map_err(|error| {
        Error::config(format!("`{name}` is not a valid header name")).with_source(error)
    })
}

/// A header value that HTTP libraries neither log nor index in compression tables.
pub(super) fn sensitive(secret: &str) -> Result<HeaderValue, Error> {
    let mut value = HeaderValue::from_str(secret).map_err(|_| {
        Error::config("a secret contains characters that are not allowed in a header")
    })?;
    value.set_sensitive(true);
    Ok(value)
}
