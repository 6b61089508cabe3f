//! The client credentials of OAuth 2.

use std::fmt;

use base64::prelude::{BASE64_STANDARD, Engine};
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, USER_AGENT};
use http::uri::InvalidUri;
use http::{HeaderMap, Method};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use super::AccessToken;
use super::placed::sensitive;
use crate::Error;
use crate::form::form_encoded;

/// ID and secret of an OAuth 2 client, which gets its access tokens from the token endpoint of the
/// API (RFC 6749 section 4.4).
///
/// ```
/// use clientwright_runtime as runtime;
/// use runtime::ClientCredentials;
///
/// let credentials = ClientCredentials::new("my-client", "my-secret").scopes(["read", "write"]);
/// ```
#[derive(Clone)]
#[must_use = "client credentials have no effect until they are set on a client"]
pub struct ClientCredentials {
    id: String,
    secret: SecretString,
    scopes: Vec<String>,
    parameters: Vec<(String, String)>,
    is_in_body: bool,
}

impl ClientCredentials {
    /// Creates the credentials of a client.
    pub fn new(id: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        Self {
            id: id.into(),
            secret: secret.into(),
            scopes: Vec::new(),
            parameters: Vec::new(),
            is_in_body: false,
        }
    }

    /// Sets the scopes to request. Default: those that the server grants by default.
    pub fn scopes<T: Into<String>>(mut self, scopes: impl IntoIterator<Item = T>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// Adds a parameter to token requests, such as `audience`.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Sends the ID and the secret in the body of token requests instead of the header
    /// `Authorization`, which every server should support.
    pub fn in_body(mut self) -> Self {
        self.is_in_body = true;
        self
    }

    /// The secret, plain and as part of the header `Authorization`.
    pub(super) fn secrets(&self) -> [Zeroizing<String>; 2] {
        let secret = Zeroizing::new(self.secret.expose_secret().to_owned());
        [secret, self.basic()]
    }

    /// ID and secret, form-encoded and then encoded for HTTP Basic (RFC 6749 section 2.3.1).
    fn basic(&self) -> Zeroizing<String> {
        let secret = Zeroizing::new(form_encoded(self.secret.expose_secret()));
        let pair = Zeroizing::new(format!("{}:{}", form_encoded(&self.id), *secret));
        Zeroizing::new(BASE64_STANDARD.encode(pair.as_bytes()))
    }

    /// Describes what is wrong with the ID or the secret without revealing it.
    pub(super) fn check(&self) -> Result<(), &'static str> {
        match (self.id.is_empty(), self.secret.expose_secret().is_empty()) {
            (true, _) => Err("has an empty client ID"),
            (_, true) => Err("has an empty client secret"),
            (false, false) => Ok(()),
        }
    }

    /// The token request.
    pub(crate) fn request(
        &self,
        url: &str,
        agent: Option<&HeaderValue>,
    ) -> Result<http::Request<Option<Bytes>>, Error> {
        let scope = self.scopes.join(" ");
        let mut pairs = vec![("grant_type", "client_credentials")];
        if !scope.is_empty() {
            pairs.push(("scope", &scope));
        }
        let others = self.parameters.iter();
        pairs.extend(others.map(|(name, value)| (name.as_str(), value.as_str())));
        if self.is_in_body {
            pairs.push(("client_id", &self.id));
            pairs.push(("client_secret", self.secret.expose_secret()));
        }
        let encoded = |(name, value): &(&str, &str)| {
            let [name, value] = [name, value].map(|it| form_encoded(it));
            format!("{name}={value}")
        };
        let body = pairs.iter().map(encoded).collect::<Vec<_>>().join("&");

        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(CONTENT_TYPE, form);
        if let Some(agent) = agent {
            headers.insert(USER_AGENT, agent.clone());
        }
        if !self.is_in_body {
            let value = Zeroizing::new(format!("Basic {}", *self.basic()));
            headers.insert(AUTHORIZATION, sensitive(&value)?);
        }
        let mut request = http::Request::new(Some(Bytes::from(body)));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = url.parse().map_err(|error: InvalidUri| {
            Error::config("the token URL is invalid").with_source(error)
        })?;
        *request.headers_mut() = headers;
        Ok(request)
    }
}

/// Decodes the response to a token request (RFC 6749 section 5.1).
pub(crate) fn decode_token(body: &[u8]) -> Result<AccessToken, &'static str> {
    let body: Value = serde_json::from_slice(body).map_err(|_| "the response is not JSON")?;
    let token = body.get("access_token").and_then(Value::as_str);
    let token = token.filter(|it| !it.is_empty());
    let token = AccessToken::new(token.ok_or("the response has no `access_token`")?);
    let kind = body.get("token_type").and_then(Value::as_str);
    if kind.is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
        return Err("`token_type` is not `Bearer`");
    }
    // Some servers send the number as a string.
    let lifetime = body.get("expires_in").and_then(|it| match it {
        Value::String(text) => text.parse().ok(),
        other => other.as_f64(),
    });
    let lifetime = lifetime.and_then(|it| std::time::Duration::try_from_secs_f64(it).ok());
    Ok(match lifetime {
        Some(lifetime) => token.expires_in(lifetime),
        None => token,
    })
}

/// The error code and description in an error response (RFC 6749 section 5.2).
pub(crate) fn decode_error(body: &[u8]) -> Option<String> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let text = |name| body.get(name).and_then(Value::as_str);
    Some(match (text("error")?, text("error_description")) {
        (code, Some(description)) => format!("{code}: {description}"),
        (code, None) => code.to_owned(),
    })
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientCredentials")
            .field("id", &self.id)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(credentials: &ClientCredentials) -> (Option<String>, String) {
        let request = credentials.request("https://example.com/token", None);
        let request = request.expect("a request");
        let header = request.headers().get(AUTHORIZATION);
        let header = header.map(|it| String::from_utf8_lossy(it.as_bytes()).into_owned());
        let body = request.body().clone().unwrap_or_default();
        (header, String::from_utf8_lossy(&body).into_owned())
    }

    #[test]
    fn the_secret_is_sent_in_the_header_or_the_body() {
        let credentials = ClientCredentials::new("me", "a b&c:d")
            .scopes(["read", "write"])
            .parameter("audience", "https://example.com");
        let grant =
            "grant_type=client_credentials&scope=read+write&audience=https%3A%2F%2Fexample.com";
        // `me:a+b%26c%3Ad`
        let header = "Basic bWU6YStiJTI2YyUzQWQ=".to_owned();
        assert_eq!(sent(&credentials), (Some(header), grant.to_owned()));
        let body = format!("{grant}&client_id=me&client_secret=a+b%26c%3Ad");
        assert_eq!(sent(&credentials.in_body()), (None, body));
    }

    #[test]
    fn token_responses_are_decoded() {
        let seconds =
            |body: &str| decode_token(body.as_bytes()).map(|it| it.lifetime.map(|it| it.as_secs()));
        assert_eq!(seconds(r#"{"access_token":"t"}"#), Ok(None));
        assert_eq!(
            seconds(r#"{"access_token":"t","token_type":"bearer","expires_in":60}"#),
            Ok(Some(60))
        );
        assert_eq!(
            seconds(r#"{"access_token":"t","expires_in":"60"}"#),
            Ok(Some(60))
        );
        assert_eq!(seconds(r#"{"access_token":"t","expires_in":-1}"#), Ok(None));
        for body in [
            "",
            "{}",
            r#"{"access_token":""}"#,
            r#"{"access_token":"t","token_type":"mac"}"#,
        ] {
            assert!(seconds(body).is_err(), "{body}");
        }
        let error = decode_error(br#"{"error":"invalid_client","error_description":"Unknown."}"#);
        assert_eq!(error.as_deref(), Some("invalid_client: Unknown."));
    }
}
