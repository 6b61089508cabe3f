//! The requests that a fake has received, with secrets redacted.

use std::collections::VecDeque;

use bytes::Bytes;
use http::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderValue};
use http::{HeaderName, Method};
use serde_json::Value;

use super::{request, token};
use crate::{SchemeKind, Service};

/// Maximum number of recorded requests.
const MAX_REQUESTS: usize = 10_000;

/// Replacement of a secret.
const REDACTED: &str = "[redacted]";

/// A request received by the fake. Credentials are replaced by `[redacted]`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// Name of the operation; `None` if no operation has this path and method.
    pub operation: Option<&'static str>,
    /// HTTP method.
    pub method: Method,
    /// Path below the base URL, percent-encoded.
    pub path: String,
    /// Query string, percent-encoded; `None` if there is no `?`.
    pub query: Option<String>,
    /// Request headers.
    pub headers: HeaderMap,
    /// Request body, empty if there is none.
    pub body: Bytes,
    /// Status of the response, even if a fault prevented its delivery.
    pub status: u16,
}

impl RecordedRequest {
    /// Returns a header, if its value is visible ASCII.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns the first value of a query parameter, decoded.
    #[must_use]
    pub fn query_parameter(&self, name: &str) -> Option<String> {
        request::first(self.query.as_deref()?, name)
    }

    /// Returns the body as JSON, if it is valid JSON.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    pub(super) fn new(
        service: &Service,
        operation: Option<&'static str>,
        path: &str,
        request: &http::Request<Bytes>,
        status: u16,
    ) -> Self {
        Self {
            operation,
            method: request.method().clone(),
            path: path.to_owned(),
            query: request
                .uri()
                .query()
                .map(|query| redacted_query(service, query)),
            headers: redacted_headers(service, request.headers()),
            body: match token::is_token_request(service, request) {
                // It may contain the secret of the client.
                true => Bytes::from_static(REDACTED.as_bytes()),
                false => request.body().clone(),
            },
            status,
        }
    }
}

fn schemes(service: &Service) -> impl Iterator<Item = SchemeKind> {
    service
        .auth
        .iter()
        .copied()
        .flatten()
        .map(|scheme| scheme.kind)
}

fn redacted_headers(service: &Service, headers: &HeaderMap) -> HeaderMap {
    let mut headers = headers.clone();
    for kind in schemes(service) {
        let name = match kind {
            SchemeKind::Bearer
            | SchemeKind::OAuth2(_)
            | SchemeKind::BasicUser
            | SchemeKind::BasicPassword => Some(AUTHORIZATION),
            SchemeKind::Header(name) => HeaderName::from_bytes(name.as_bytes()).ok(),
            SchemeKind::Cookie(name) => {
                redact_cookie(&mut headers, name);
                None
            }
            SchemeKind::Query(_) => None,
        };
        if let Some(value) = name.and_then(|name| headers.get_mut(name)) {
            *value = HeaderValue::from_static(REDACTED);
        }
    }
    headers
}

fn redact_cookie(headers: &mut HeaderMap, secret: &str) {
    if !request::cookies(headers).any(|(name, _)| name == secret) {
        return;
    }
    let cookies = request::cookies(headers).map(|(name, value)| {
        let value = if name == secret { REDACTED } else { value };
        format!("{name}={value}")
    });
    let cookies = cookies.collect::<Vec<_>>().join("; ");
    if let Ok(value) = HeaderValue::from_str(&cookies) {
        headers.insert(COOKIE, value);
    }
}

fn redacted_query(service: &Service, query: &str) -> String {
    let secret = |pair: &str| {
        let name = request::pairs(pair).next().map(|(name, _)| name);
        schemes(service)
            .any(|kind| matches!(kind, SchemeKind::Query(own) if Some(own) == name.as_deref()))
    };
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) if secret(pair) => format!("{name}={REDACTED}"),
        _ => pair.to_owned(),
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// The latest requests, and the total number.
#[derive(Debug, Default)]
pub(super) struct Journal {
    requests: VecDeque<RecordedRequest>,
    count: u64,
}

impl Journal {
    pub(super) fn record(&mut self, request: RecordedRequest) {
        if self.requests.len() == MAX_REQUESTS {
            self.requests.pop_front();
        }
        self.requests.push_back(request);
        self.count += 1;
    }

    pub(super) fn requests(&self) -> Vec<RecordedRequest> {
        self.requests.iter().cloned().collect()
    }

    pub(super) fn take(&mut self) -> Vec<RecordedRequest> {
        std::mem::take(&mut self.requests).into()
    }

    pub(super) fn count(&self) -> u64 {
        self.count
    }
}
