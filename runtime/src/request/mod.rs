//! Requests, filled in by generated builders.

mod assemble;
mod body;
mod encode;
#[cfg(feature = "reqwest")]
mod file;
mod multipart;
mod options;
mod pairs;
mod path;
mod position;
mod query;
mod upload;

use std::fmt::{self, Display};

use erased_serde::Serialize;
use http::header::{HeaderName, HeaderValue};

pub use multipart::Part;
#[doc(hidden)]
pub use options::SentRequest;
pub use pairs::ListStyle;
pub use upload::Upload;

use crate::pagination::Visited;
use crate::{Client, Operation, config};
use body::Body;
use options::Options;
use query::Query;

/// A request for one operation, filled in by generated code.
///
/// Setters never fail: the call returns the first invalid argument as an error, without sending
/// anything. Setting a parameter again replaces its value but keeps its position.
#[derive(Clone)]
pub struct Request {
    /// Boxed, so that moving a builder from setter to setter moves a pointer only.
    parts: Box<Parts>,
}

#[derive(Clone)]
struct Parts {
    client: Client,
    operation: &'static Operation,
    path: Vec<(&'static str, String)>,
    /// Path of the next page, if the server sent its URL.
    path_override: Option<String>,
    query: Query,
    headers: Vec<(HeaderName, HeaderValue)>,
    extra_headers: Vec<(HeaderName, HeaderValue)>,
    cookies: Vec<(&'static str, String)>,
    body: Body,
    options: Options,
    invalid: Option<String>,
    visited: Visited,
}

impl Request {
    pub(crate) fn new(client: Client, operation: &'static Operation) -> Self {
        let parts = Parts {
            client,
            operation,
            path: Vec::new(),
            path_override: None,
            query: Query::default(),
            headers: Vec::new(),
            extra_headers: Vec::new(),
            cookies: Vec::new(),
            body: Body::default(),
            options: Options::default(),
            invalid: None,
            visited: Visited::default(),
        };
        Self {
            parts: Box::new(parts),
        }
    }

    pub(crate) fn client(&self) -> &Client {
        &self.parts.client
    }

    /// The URL that the path is appended to, without a trailing slash.
    pub(crate) fn base_url(&self) -> &str {
        let client = self.parts.client.parts();
        let server = self.parts.operation.server.and_then(|server| {
            let mut servers = client.operation_servers.iter();
            servers.find(|(url, _)| *url == server)
        });
        server.map_or(&client.base_url, |(_, url)| url)
    }

    pub(crate) fn operation(&self) -> &'static Operation {
        self.parts.operation
    }

    pub(crate) fn visited_mut(&mut self) -> &mut Visited {
        &mut self.parts.visited
    }

    /// Sets a path parameter. Empty values, `.` and `..` are invalid.
    pub fn path(&mut self, name: &'static str, value: &dyn Display) {
        match path::encode(&value.to_string()) {
            Ok(segment) => set(&mut self.parts.path, name, segment),
            Err(reason) => self.reject(format!("path parameter `{name}` {reason}")),
        }
    }

    /// Sets a query parameter.
    pub fn query(&mut self, name: &'static str, value: &dyn Display) {
        self.parts.query.set_text(name, &value.to_string());
    }

    /// Sets a query parameter to a list.
    ///
    /// An empty list is sent as an empty value, or omitted by styles that repeat the name.
    pub fn query_list<T: Display>(
        &mut self,
        name: &'static str,
        style: ListStyle,
        items: impl IntoIterator<Item = T>,
    ) {
        let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
        self.parts.query.set(name, pairs::list(name, style, &items));
    }

    /// Sets a query parameter to a value that may be nested: a list in this style, and an object as
    /// `name[key]=value`.
    pub fn query_value(&mut self, name: &'static str, style: ListStyle, value: &dyn Serialize) {
        match encode::json(value) {
            Ok(json) => {
                let encoded = pairs::value(name, style, &json);
                self.parts.query.set(name, encoded);
            }
            Err(reason) => self.reject(format!("query parameter `{name}` {reason}")),
        }
    }

    /// Sets a query parameter to the members of an object, each a parameter of its own.
    pub fn query_members(&mut self, name: &'static str, style: ListStyle, value: &dyn Serialize) {
        match encode::json(value) {
            Ok(json) => {
                let encoded = pairs::members(name, style, &json);
                self.parts.query.set(name, encoded);
            }
            Err(reason) => self.reject(format!("query parameter `{name}` {reason}")),
        }
    }

    /// Sets a query parameter to a JSON document.
    pub fn query_json(&mut self, name: &'static str, value: &dyn Serialize) {
        match encode::json(value) {
            Ok(json) => self.parts.query.set_text(name, &json),
            Err(reason) => self.reject(format!("query parameter `{name}` {reason}")),
        }
    }

    /// Sets a query parameter that is a JSON document to null.
    pub fn query_null(&mut self, name: &'static str) {
        self.parts.query.set_text(name, "null");
    }

    /// Sets a path parameter to a value that is serialized as a string, e.g. a union of strings and
    /// numbers.
    pub fn path_value(&mut self, name: &'static str, value: &dyn Serialize) {
        if let Some(text) = self.plain(name, value) {
            self.path(name, &text);
        }
    }

    /// Sets a header to a value that is serialized as a string, or to a list of such values.
    pub fn header_value(&mut self, name: &'static str, value: &dyn Serialize) {
        if let Some(text) = self.plain(name, value) {
            self.header(name, &text);
        }
    }

    /// Sets a cookie to a value that is serialized as a string.
    pub fn cookie_value(&mut self, name: &'static str, value: &dyn Serialize) {
        if let Some(text) = self.plain(name, value) {
            self.cookie(name, &text);
        }
    }

    /// The value as a string. Rejects the request if it is an object, which a union can contain if
    /// the server has returned an unknown variant.
    fn plain(&mut self, name: &'static str, value: &dyn Serialize) -> Option<String> {
        let text = match encode::json(value) {
            Ok(json) => pairs::text(&json).ok_or("must not be an object".to_owned()),
            Err(reason) => Err(reason.to_string()),
        };
        match text {
            Ok(text) => Some(text),
            Err(reason) => {
                self.reject(format!("`{name}` {reason}"));
                None
            }
        }
    }

    /// Sets a header.
    pub fn header(&mut self, name: &'static str, value: &dyn Display) {
        match config::header(name, &value.to_string()) {
            Ok((name, value)) => set(&mut self.parts.headers, name, value),
            Err(reason) => self.reject(reason),
        }
    }

    /// Sets a header to a comma-separated list.
    pub fn header_list<T: Display>(
        &mut self,
        name: &'static str,
        items: impl IntoIterator<Item = T>,
    ) {
        let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
        self.header(name, &items.join(","));
    }

    /// Sets a cookie.
    pub fn cookie(&mut self, name: &'static str, value: &dyn Display) {
        let value = value.to_string();
        if value
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte))
        {
            set(&mut self.parts.cookies, name, value);
        } else {
            self.reject(format!("cookie `{name}` contains invalid characters"));
        }
    }

    /// Sets a member of a JSON body or a field of a form.
    pub fn field(&mut self, name: &'static str, value: &dyn Serialize) {
        match encode::json(value) {
            Ok(json) => self.parts.body.set_json(name.into(), json),
            Err(reason) => self.reject(format!("`{name}` {reason}")),
        }
    }

    /// Sets a field of a form, with its lists in this style.
    pub fn form_field(&mut self, name: &'static str, style: ListStyle, value: &dyn Serialize) {
        match encode::json(value) {
            Ok(json) => self.parts.body.set_styled(name.into(), style, json),
            Err(reason) => self.reject(format!("`{name}` {reason}")),
        }
    }

    /// Sets a member of the body to null. In a form, its value is empty.
    pub fn null(&mut self, name: &'static str) {
        self.parts.body.set_json(name.into(), "null".to_owned());
    }

    /// Sets a part of a multipart form.
    pub fn part(&mut self, name: &'static str, part: Part) {
        if let Some(reason) = part.invalid() {
            self.reject(format!("`{name}`: {reason}"));
        }
        self.parts.body.set_part(name.into(), part);
    }

    /// Sets the entire JSON body or form. Members of an object can still be set individually.
    pub fn json(&mut self, value: &dyn Serialize) {
        match encode::json(value) {
            Ok(json) => self.parts.body.set_whole_json(json),
            Err(reason) => self.reject(format!("the body {reason}")),
        }
    }

    /// Sets the entire text body.
    pub fn text(&mut self, text: String) {
        self.parts.body.set_whole(text.into());
    }

    /// Sets the entire binary body.
    pub fn bytes(&mut self, content: Upload) {
        self.parts.body.set_whole(content);
    }

    /// Asks the server to continue an event stream after this event.
    pub(crate) fn set_last_event_id(&mut self, id: HeaderValue) {
        let name = HeaderName::from_static("last-event-id");
        set(&mut self.parts.extra_headers, name, id);
    }

    /// Removes an idempotency key that the caller set, because the next page is another call.
    pub(crate) fn forget_idempotency_key(&mut self) {
        if let Some(key) = self.parts.operation.idempotency_key {
            let is_other = |name: &HeaderName| !name.as_str().eq_ignore_ascii_case(key);
            self.parts.headers.retain(|(name, _)| is_other(name));
            self.parts.extra_headers.retain(|(name, _)| is_other(name));
        }
    }

    /// Records the first argument that cannot be sent; the call returns it as an error.
    fn reject(&mut self, reason: String) {
        self.parts.invalid.get_or_insert(reason);
    }
}

impl Client {
    /// Creates a request for an operation. Called by generated code.
    #[must_use]
    pub fn request(&self, operation: &'static Operation) -> Request {
        Request::new(self.clone(), operation)
    }
}

/// Sets the entry with this name, keeping its position if it exists.
fn set<K: PartialEq, V>(entries: &mut Vec<(K, V)>, name: K, value: V) {
    match entries.iter_mut().find(|(key, _)| *key == name) {
        Some(entry) => entry.1 = value,
        None => entries.push((name, value)),
    }
}

/// Omits values, which may be secret.
impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Request")
            .field("operation", &self.parts.operation.name)
            .field("method", &self.parts.operation.method)
            .field("path", &self.parts.operation.path)
            .finish_non_exhaustive()
    }
}
