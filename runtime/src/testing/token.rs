//! The token endpoint of OAuth 2.

use bytes::Bytes;
use http::header::{AUTHORIZATION, CACHE_CONTROL, HeaderValue};
use http::{Method, Uri};
use serde_json::json;

use super::request;
use super::response::Response;
use crate::{SchemeKind, Service};

/// Lifetime of the tokens in seconds.
const LIFETIME: u64 = 3600;

/// Whether a request is sent to the token endpoint of one of the schemes.
pub(super) fn is_token_request(service: &Service, request: &http::Request<Bytes>) -> bool {
    paths(service).any(|path| path == request.uri().path())
}

/// The path of the first token endpoint.
pub(super) fn path_of(service: &Service) -> Option<String> {
    paths(service).next()
}

/// The paths of the token endpoints.
fn paths(service: &Service) -> impl Iterator<Item = String> {
    let schemes = service.auth.iter().copied().flatten();
    schemes.filter_map(|scheme| match scheme.kind {
        // A URL may be only a path.
        SchemeKind::OAuth2(oauth) => Some(oauth.token_url.parse::<Uri>().ok()?.path().to_owned()),
        _ => None,
    })
}

/// Returns a token for any client, or the error that RFC 6749 section 5.2 defines.
pub(super) fn respond(request: &http::Request<Bytes>, number: u64) -> Response {
    let error = |status, code| Response::json(status, &json!({"error": code}));
    if request.method() != Method::POST {
        return error(405, "invalid_request");
    }
    let form = String::from_utf8_lossy(request.body());
    let value = |name| request::first(&form, name).filter(|it| !it.is_empty());
    match value("grant_type").as_deref() {
        Some("client_credentials") => {}
        // The fake has no users and no refresh tokens.
        Some(_) => return error(501, "unsupported_grant_type"),
        None => return error(400, "invalid_request"),
    }
    let is_in_body = value("client_id").is_some() && value("client_secret").is_some();
    if !is_in_body && !request.headers().contains_key(AUTHORIZATION) {
        return error(401, "invalid_client");
    }
    let mut body = json!({
        "access_token": format!("fake-token-{number}"),
        "token_type": "Bearer",
        "expires_in": LIFETIME,
    });
    if let (Some(scope), Some(members)) = (value("scope"), body.as_object_mut()) {
        members.insert("scope".to_owned(), scope.into());
    }
    let mut response = Response::json(200, &body);
    let no_store = HeaderValue::from_static("no-store");
    response.headers.insert(CACHE_CONTROL, no_store);
    response
}
