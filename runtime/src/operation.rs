//! One operation of an API as data: free of I/O, built in `const` context by generated code.

use crate::Pagination;

/// A method of HTTP, RFC 9110 section 9 and RFC 5789.
///
/// [`http::Method`] would do, but it can own memory, and what owns memory cannot be built in `const` context by struct
/// update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Method {
    /// Reads.
    Get,
    /// Reads the headers alone.
    Head,
    /// Does what the resource makes of it.
    Post,
    /// Replaces.
    Put,
    /// Changes in part.
    Patch,
    /// Deletes.
    Delete,
}

impl Method {
    /// Its name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// Whether repeating a request does no more than making it once, RFC 9110 section 9.2.2.
    #[must_use]
    pub const fn is_idempotent(self) -> bool {
        !matches!(self, Self::Post | Self::Patch)
    }
}

impl From<Method> for http::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Head => Self::HEAD,
            Method::Post => Self::POST,
            Method::Put => Self::PUT,
            Method::Patch => Self::PATCH,
            Method::Delete => Self::DELETE,
        }
    }
}

/// An endpoint: its method, its path and what goes over the wire.
///
/// Generated code writes what differs from the usual as a struct update:
/// `Operation { body: Some(BodyFormat::Json), ..Operation::post("things.create", "/things") }`.
#[derive(Debug)]
pub struct Operation {
    /// Name for messages, such as `allow_policies.list`.
    pub name: &'static str,
    /// HTTP method.
    pub method: Method,
    /// Path below the base URL, with `{placeholders}`.
    pub path: &'static str,
    /// Format of the request body; `None` when the operation takes none.
    pub body: Option<BodyFormat>,
    /// Whether a body of which nothing was set is left out rather than sent empty.
    pub body_optional: bool,
    /// Media type of the body where the format's own is not the right one.
    pub content_type: Option<&'static str>,
    /// Value of the `Accept` header.
    pub accept: &'static str,
    /// Whether repeating it does no more than making it once, so that it may be tried again.
    pub idempotent: bool,
    /// Whether credentials are withheld.
    pub anonymous: bool,
    /// How the list that it returns is cut into pages.
    pub pagination: Option<&'static Pagination>,
}

/// How a request body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyFormat {
    /// `application/json`.
    Json,
    /// `application/x-www-form-urlencoded`: a list of plain values repeats its name, objects use brackets.
    Form,
    /// The same, but every list has numbered brackets: `expand[0]=…`.
    DeepForm,
    /// `multipart/form-data`.
    Multipart,
    /// `text/plain`.
    Text,
    /// `application/octet-stream`.
    Bytes,
}

impl Operation {
    /// An operation without a body that answers in JSON.
    pub(crate) const fn new(name: &'static str, method: Method, path: &'static str) -> Self {
        Self {
            name,
            method,
            path,
            body: None,
            body_optional: false,
            content_type: None,
            accept: "application/json",
            idempotent: method.is_idempotent(),
            anonymous: false,
            pagination: None,
        }
    }

    /// A `GET`.
    #[must_use]
    pub const fn get(name: &'static str, path: &'static str) -> Self {
        Self::new(name, Method::Get, path)
    }

    /// A `HEAD`.
    #[must_use]
    pub const fn head(name: &'static str, path: &'static str) -> Self {
        Self::new(name, Method::Head, path)
    }

    /// A `POST`.
    #[must_use]
    pub const fn post(name: &'static str, path: &'static str) -> Self {
        Self::new(name, Method::Post, path)
    }

    /// A `PUT`.
    #[must_use]
    pub const fn put(name: &'static str, path: &'static str) -> Self {
        Self::new(name, Method::Put, path)
    }

    /// A `PATCH`.
    #[must_use]
    pub const fn patch(name: &'static str, path: &'static str) -> Self {
        Self::new(name, Method::Patch, path)
    }

    /// A `DELETE`.
    #[must_use]
    pub const fn delete(name: &'static str, path: &'static str) -> Self {
        Self::new(name, Method::Delete, path)
    }
}
