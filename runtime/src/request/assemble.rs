//! Conversion of a [`Request`] into an HTTP request.

use http::HeaderMap;
use http::Uri;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, COOKIE, HeaderValue};
use http::uri::InvalidUri;

use super::{Request, Upload, path, position};
use crate::credentials::{Access, Placed};
use crate::transport::RedirectResults;
use crate::{Client, Error, ErrorKind, Method, config};

impl Request {
    /// Builds the HTTP request without I/O. A token must be in the cache.
    pub(crate) fn assemble_now(&self) -> Result<http::Request<Option<Upload>>, Error> {
        let client = self.parts.client.parts();
        let mut access = client.access(self.parts.operation)?;
        if let Some(tokens) = access.tokens() {
            let token = tokens.cache.unexpired(client.timer.now());
            let missing = || {
                Error::new(
                    ErrorKind::Token,
                    "no call has obtained an access token".to_owned(),
                )
            };
            access.token = Some(token.ok_or_else(missing)?);
        }
        self.assemble(&access)
    }

    /// Builds the HTTP request.
    ///
    /// Later headers replace earlier ones: the client's default headers, the operation's
    /// parameters, credentials, the extra headers of the request. Each call of an operation with
    /// idempotency keys has a new key, unless a header sets one.
    pub(crate) fn assemble(
        &self,
        access: &Access<'_>,
    ) -> Result<http::Request<Option<Upload>>, Error> {
        if let Some(message) = &self.parts.invalid {
            return Err(Error::invalid_argument(message.clone()));
        }
        let client = self.parts.client.parts();
        let operation = self.parts.operation;
        // Only a list has received pages.
        if self.parts.visited.pages > 0 && self.parts.visited.pages >= client.max_pages {
            return Err(Error::too_many_pages(client.max_pages));
        }
        if let Some(pagination) = operation.pagination
            && let Some(name) = pagination.style.counted()
            && let Some(value) = self.position(pagination, name)
            && value.parse::<u64>().is_err()
        {
            let message = format!("`{name}` must be a non-negative integer");
            return Err(Error::invalid_argument(message));
        }
        if operation.body.is_none()
            && matches!(operation.method, Method::Get | Method::Head)
            && !self.parts.body.is_empty()
        {
            let message = format!("a {} request has no body", operation.method.as_str());
            return Err(Error::invalid_argument(message));
        }
        let (base, path) = match &self.parts.path_override {
            Some(path) => (position::origin(self.base_url()), path.clone()),
            None => {
                let path = path::fill(operation.path, &self.parts.path);
                let path = path.map_err(Error::invalid_argument)?;
                (self.base_url(), path)
            }
        };
        if operation.optional_body.is_none() || !self.parts.body.is_empty() {
            let checked = self.parts.body.check_any_of(operation.any_of);
            checked.map_err(Error::invalid_argument)?;
        }
        let (format, part_types) = (operation.body, operation.part_types);
        let body = match &operation.optional_body {
            None => self.parts.body.encode(format, part_types),
            Some(_) if self.parts.body.is_empty() => Ok(None),
            Some(optional) => {
                let body = self.parts.body.completed(optional);
                body.map_err(Error::invalid_argument)?
                    .encode(format, part_types)
            }
        };
        let body = body.map_err(Error::invalid_argument)?;

        let mut headers = client.headers.clone();
        let mut query = self.parts.query.clone();
        let mut cookies = self.parts.cookies.clone();
        headers
            .entry(ACCEPT)
            .or_insert(media_type(operation.accept)?);
        headers
            .entry(ACCEPT_ENCODING)
            .or_insert(HeaderValue::from_static(if self.is_stream() {
                // Proxies that compress streams delay them, and downloads lose their length.
                "identity"
            } else {
                "gzip"
            }));
        for (name, value) in &self.parts.headers {
            headers.insert(name, value.clone());
        }
        for secret in access.placed()? {
            match secret {
                Placed::Header(name, value) => drop(headers.insert(name, value)),
                Placed::Query(name, value) => query.set_text(name, &value),
                Placed::Cookie(name, value) => cookies.push((name, value.into_owned())),
            }
        }
        if let Some(cookies) = cookie_header(&cookies)? {
            headers.insert(COOKIE, cookies);
        }
        if let Some(body) = &body {
            let name = operation.content_type.unwrap_or(&body.media_type);
            headers.insert(CONTENT_TYPE, media_type(name)?);
        } else {
            // A default header must not describe a missing body.
            headers.remove(CONTENT_TYPE);
        }
        for (name, value) in &self.parts.extra_headers {
            headers.insert(name, value.clone());
        }
        if let Some(name) = operation.idempotency_key {
            add_idempotency_key(&self.parts.client, name, &mut headers)?;
        }

        let mut request = http::Request::new(body.map(|body| body.content));
        *request.method_mut() = operation.method.into();
        *request.uri_mut() = uri(base, &path, &query.to_text())?;
        *request.headers_mut() = headers;
        if !operation.redirects.is_empty() {
            let results = RedirectResults(operation.redirects);
            request.extensions_mut().insert(results);
        }
        Ok(request)
    }
}

/// Adds a new idempotency key, unless the caller set one.
fn add_idempotency_key(client: &Client, name: &str, headers: &mut HeaderMap) -> Result<(), Error> {
    if headers.contains_key(name) {
        return Ok(());
    }
    if let Some(key) = client.idempotency_key() {
        let (name, value) = config::header(name, &key).map_err(Error::invalid_argument)?;
        headers.insert(name, value);
    }
    Ok(())
}

fn media_type(name: &str) -> Result<HeaderValue, Error> {
    HeaderValue::from_str(name)
        .map_err(|_| Error::invalid_argument(format!("`{name}` is not a valid media type")))
}

fn uri(base: &str, path: &str, query: &str) -> Result<Uri, Error> {
    let question_mark = if query.is_empty() { "" } else { "?" };
    format!("{base}{path}{question_mark}{query}")
        .parse()
        .map_err(|error: InvalidUri| {
            Error::invalid_argument("the URL is invalid").with_source(error)
        })
}

fn cookie_header(cookies: &[(&'static str, String)]) -> Result<Option<HeaderValue>, Error> {
    if cookies.is_empty() {
        return Ok(None);
    }
    let pairs: Vec<String> = cookies
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let mut value = HeaderValue::from_str(&pairs.join("; "))
        .map_err(|_| Error::invalid_argument("the cookies contain invalid characters"))?;
    value.set_sensitive(true);
    Ok(Some(value))
}
