//! The position of a page: a parameter, a member of the body, or a URL that the server sent.

use http::Uri;
use serde_json::Value;

use super::Request;
use super::query::Query;
use crate::Pagination;

impl Request {
    /// The page number or offset as a string.
    pub(crate) fn position(&self, pagination: &Pagination, name: &str) -> Option<&str> {
        if pagination.in_body {
            self.parts.body.json(name)
        } else {
            self.parts.query.get(name)
        }
    }

    /// Sets the page number, offset or cursor. A number is sent as such in a JSON body.
    pub(crate) fn set_position(
        &mut self,
        pagination: &Pagination,
        name: &'static str,
        value: &str,
        is_number: bool,
    ) {
        if pagination.in_body {
            let json = match is_number {
                true => value.to_owned(),
                false => Value::from(value).to_string(),
            };
            self.parts.body.set_json(name.into(), json);
        } else {
            self.parts.query.set_text(name, value);
        }
    }

    /// Replaces the path and the query with those of a URL that the server sent.
    ///
    /// The request stays at its origin, so credentials cannot leak: an absolute URL must have the
    /// same host and port, and its scheme is ignored, since servers behind a proxy often report
    /// `http`. Of relative references (RFC 3986, section 4.2), absolute paths and queries are
    /// supported.
    pub(crate) fn follow(&mut self, url: &str) -> Result<(), &'static str> {
        let url = url.split('#').next().unwrap_or_default();
        if let Some(query) = url.strip_prefix('?') {
            self.parts.query = Query::parse(query);
            return Ok(());
        }
        let is_path = url.starts_with('/') && !url.starts_with("//");
        if !is_path && !url.contains("://") {
            return Err("is relative to that of this page, which is not supported");
        }
        let url: Uri = url.parse().map_err(|_| "is not a valid URL")?;
        if !is_path && !is_same_host(&url, self.base_url()) {
            return Err("has another host or port");
        }
        self.parts.query = Query::parse(url.query().unwrap_or_default());
        self.parts.path_override = Some(url.path().to_owned());
        Ok(())
    }
}

/// Whether two URLs have the same host and port. The default ports of both schemes are equal.
fn is_same_host(url: &Uri, base: &str) -> bool {
    let Ok(base) = base.parse::<Uri>() else {
        return false;
    };
    let port = |url: &Uri| url.port_u16().filter(|port| ![80, 443].contains(port));
    let host = |url: &Uri| url.host().map(str::to_ascii_lowercase);
    host(url) == host(&base) && port(url) == port(&base)
}

/// The scheme, host and port of a URL.
pub(super) fn origin(base: &str) -> &str {
    let after_scheme = base.find("://").map_or(0, |at| at + 3);
    let end = base[after_scheme..].find('/');
    end.map_or(base, |end| &base[..after_scheme + end])
}
