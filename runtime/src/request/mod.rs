//! A request while it is filled in: what generated builders write to.

mod assemble;
mod body;
mod encode;
mod multipart;
mod options;
mod path;
mod query;

use std::fmt::{self, Display};
use std::time::Duration;

use bytes::Bytes;
use erased_serde::Serialize;
use http::header::{HeaderName, HeaderValue};

pub use multipart::Part;
pub use query::{ListStyle, ObjectStyle};

use crate::pagination::Visited;
use crate::{Client, Operation, config};
use body::Body;
use query::Query;

/// A request of one operation, filled in by generated code.
///
/// Setters report nothing: the first argument that cannot be sent is kept and returned by the call,
/// before anything goes out. Setting the same thing twice keeps the value given last, in the place
/// of the first.
#[derive(Clone)]
pub struct Request {
    /// Boxed, so that builders move a pointer from setter to setter.
    parts: Box<Parts>,
}

#[derive(Clone)]
struct Parts {
    client: Client,
    operation: &'static Operation,
    path: Vec<(&'static str, String)>,
    query: Query,
    headers: Vec<(HeaderName, HeaderValue)>,
    extra_headers: Vec<(HeaderName, HeaderValue)>,
    cookies: Vec<(&'static str, String)>,
    body: Body,
    timeout: Option<Duration>,
    deadline: Option<Duration>,
    max_retries: Option<u32>,
    retry_non_idempotent: Option<bool>,
    mistake: Option<String>,
    visited: Visited,
}

impl Request {
    pub(crate) fn new(client: Client, operation: &'static Operation) -> Self {
        let parts = Parts {
            client,
            operation,
            path: Vec::new(),
            query: Query::default(),
            headers: Vec::new(),
            extra_headers: Vec::new(),
            cookies: Vec::new(),
            body: Body::default(),
            timeout: None,
            deadline: None,
            max_retries: None,
            retry_non_idempotent: None,
            mistake: None,
            visited: Visited::default(),
        };
        Self {
            parts: Box::new(parts),
        }
    }

    pub(crate) fn client(&self) -> &Client {
        &self.parts.client
    }

    pub(crate) fn operation(&self) -> &'static Operation {
        self.parts.operation
    }

    pub(crate) fn query_ref(&self) -> &Query {
        &self.parts.query
    }

    pub(crate) fn query_mut(&mut self) -> &mut Query {
        &mut self.parts.query
    }

    pub(crate) fn visited_mut(&mut self) -> &mut Visited {
        &mut self.parts.visited
    }

    /// How long one attempt may take.
    pub(crate) fn attempt_timeout(&self) -> Duration {
        self.parts
            .timeout
            .unwrap_or(self.parts.client.parts().timeout)
    }

    /// How long all attempts and the waits between them may take.
    pub(crate) fn total_timeout(&self) -> Option<Duration> {
        self.parts.deadline.or(self.parts.client.parts().deadline)
    }

    /// How many more attempts than one there may be.
    pub(crate) fn retries_allowed(&self) -> u32 {
        self.parts
            .max_retries
            .unwrap_or(self.parts.client.parts().max_retries)
    }

    /// Whether it may be repeated although the server may have acted on it.
    pub(crate) fn repeats_non_idempotent(&self) -> bool {
        self.parts
            .retry_non_idempotent
            .unwrap_or(self.parts.client.parts().retry_non_idempotent)
    }

    /// Fills in a placeholder of the path. Empty values, `.` and `..` are mistakes.
    pub fn path(&mut self, name: &'static str, value: &dyn Display) {
        match path::encode(&value.to_string()) {
            Ok(segment) => set(&mut self.parts.path, name, segment),
            Err(fault) => self.mistaken(format!("path parameter `{name}` {fault}")),
        }
    }

    /// Sets a query parameter.
    pub fn query(&mut self, name: &'static str, value: &dyn Display) {
        self.parts.query.set_text(name, &value.to_string());
    }

    /// Sets a query parameter that is a list.
    ///
    /// An empty list is sent as an empty value, except in the styles that repeat the name: they
    /// have nothing to repeat.
    pub fn query_list<T: Display>(
        &mut self,
        name: &'static str,
        style: ListStyle,
        items: impl IntoIterator<Item = T>,
    ) {
        let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
        self.parts.query.set_list(name, style, &items);
    }

    /// Sets a query parameter that is an object.
    pub fn query_object(&mut self, name: &'static str, style: ObjectStyle, value: &dyn Serialize) {
        match encode::value(value) {
            Ok(value) => self.parts.query.set_object(name, style, &value),
            Err(fault) => self.mistaken(format!("query parameter `{name}` {fault}")),
        }
    }

    /// Sets a header.
    pub fn header(&mut self, name: &'static str, value: &dyn Display) {
        match config::header(name, &value.to_string()) {
            Ok((name, value)) => set(&mut self.parts.headers, name, value),
            Err(fault) => self.mistaken(fault),
        }
    }

    /// Sets a header that is a list, with commas between its items.
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
            self.mistaken(format!(
                "cookie `{name}` holds characters that cannot be sent"
            ));
        }
    }

    /// Sets a member of a JSON body, or a field of a form.
    pub fn field(&mut self, name: &'static str, value: &dyn Serialize) {
        match encode::json(value) {
            Ok(json) => self.parts.body.set_json(name.into(), json),
            Err(fault) => self.mistaken(format!("`{name}` {fault}")),
        }
    }

    /// Sets a member of the body to null.
    pub fn null(&mut self, name: &'static str) {
        self.parts.body.set_json(name.into(), b"null".to_vec());
    }

    /// Sets a file of a multipart form.
    pub fn part(&mut self, name: &'static str, part: Part) {
        self.parts.body.set_part(name.into(), part);
    }

    /// Sets the whole of a JSON body or form. The members of an object can still be set one by one.
    pub fn json(&mut self, value: &dyn Serialize) {
        match encode::json(value) {
            Ok(json) => self.parts.body.set_whole_json(json),
            Err(fault) => self.mistaken(format!("the body {fault}")),
        }
    }

    /// Sets the whole of a text body.
    pub fn text(&mut self, text: String) {
        self.parts.body.set_whole(Bytes::from(text));
    }

    /// Sets the whole of a binary body.
    pub fn bytes(&mut self, bytes: Bytes) {
        self.parts.body.set_whole(bytes);
    }

    /// Sets a header that wins over those of the client and the operation.
    pub fn extra_header(&mut self, name: &str, value: &str) {
        match config::header(name, value) {
            Ok((name, value)) => set(&mut self.parts.extra_headers, name, value),
            Err(fault) => self.mistaken(fault),
        }
    }

    /// Sets a query parameter that the operation may not know.
    pub fn extra_query(&mut self, name: &str, value: &str) {
        self.parts.query.set_text(name, value);
    }

    /// Sets a member of the body that the operation may not know.
    pub fn extra_body(&mut self, name: &str, value: &dyn Serialize) {
        match encode::json(value) {
            Ok(json) => self.parts.body.set_json(name.to_owned().into(), json),
            Err(fault) => self.mistaken(format!("`{name}` {fault}")),
        }
    }

    /// Limits one attempt, in place of the limit of the client.
    pub fn timeout(&mut self, timeout: Duration) {
        self.parts.timeout = Some(timeout);
    }

    /// Limits all attempts together, in place of the limit of the client. Each page of a list has this limit anew.
    pub fn deadline(&mut self, deadline: Duration) {
        self.parts.deadline = Some(deadline);
    }

    /// Limits how often a failed attempt is repeated, in place of the limit of the client.
    pub fn max_retries(&mut self, retries: u32) {
        self.parts.max_retries = Some(retries);
    }

    /// Says whether it may be repeated although it is not idempotent, in place of what the client says.
    pub fn retry_non_idempotent(&mut self, repeat: bool) {
        self.parts.retry_non_idempotent = Some(repeat);
    }

    fn mistaken(&mut self, mistake: String) {
        self.parts.mistake.get_or_insert(mistake);
    }
}

impl Client {
    /// Begins a request of this operation. Called by generated code.
    #[must_use]
    pub fn request(&self, operation: &'static Operation) -> Request {
        Request::new(self.clone(), operation)
    }
}

/// Sets the entry of this name, in its old place if it has one.
fn set<K: PartialEq, V>(entries: &mut Vec<(K, V)>, name: K, value: V) {
    match entries.iter_mut().find(|(key, _)| *key == name) {
        Some(entry) => entry.1 = value,
        None => entries.push((name, value)),
    }
}

/// Shows no values: they may be secret.
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
