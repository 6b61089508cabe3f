//! Checks that requests are authenticated.

use base64::prelude::{BASE64_STANDARD, Engine};
use bytes::Bytes;
use http::header::AUTHORIZATION;

use super::error_response::ErrorResponse;
use super::request;
use crate::{Operation, Scheme, SchemeKind, Service};

/// Rejects a request that satisfies no security requirement. Any secret is accepted.
pub(super) fn check(
    service: &Service,
    operation: &Operation,
    request: &http::Request<Bytes>,
) -> Result<(), ErrorResponse> {
    let complete = |schemes: &[Scheme]| schemes.iter().all(|scheme| has_secret(request, scheme));
    let mut requirements = service.requirements(operation).peekable();
    if requirements.peek().is_none() || requirements.any(complete) {
        return Ok(());
    }
    Err(ErrorResponse::new(401, "missing credentials"))
}

fn has_secret(request: &http::Request<Bytes>, scheme: &Scheme) -> bool {
    let header = |name: &str| request.headers().get(name).map(|value| value.as_bytes());
    let query = request.uri().query().unwrap_or_default();
    let secret = match scheme.kind {
        SchemeKind::Bearer | SchemeKind::OAuth2(_) => {
            authorization(request, "bearer").map(String::into_bytes)
        }
        SchemeKind::BasicUser => basic(request).map(|(user, _)| user),
        SchemeKind::BasicPassword => basic(request).map(|(_, password)| password),
        SchemeKind::Header(name) => header(name).map(<[u8]>::to_vec),
        SchemeKind::Query(name) => request::first(query, name).map(String::into_bytes),
        SchemeKind::Cookie(name) => request::cookies(request.headers())
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.as_bytes().to_vec()),
    };
    // The password of HTTP Basic may be empty.
    secret.is_some_and(|secret| !secret.is_empty() || scheme.kind == SchemeKind::BasicPassword)
}

/// The credentials in `Authorization` for this scheme.
fn authorization(request: &http::Request<Bytes>, scheme: &str) -> Option<String> {
    let value = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let (found, secret) = value.split_once(' ')?;
    found
        .eq_ignore_ascii_case(scheme)
        .then(|| secret.trim().to_owned())
}

/// User and password (RFC 7617).
fn basic(request: &http::Request<Bytes>) -> Option<(Vec<u8>, Vec<u8>)> {
    let pair = BASE64_STANDARD
        .decode(authorization(request, "basic")?)
        .ok()?;
    let colon = pair.iter().position(|byte| *byte == b':')?;
    let (user, password) = pair.split_at(colon);
    Some((user.to_vec(), password.iter().skip(1).copied().collect()))
}
