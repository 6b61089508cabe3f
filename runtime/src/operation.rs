//! Operations of an API as data, built in `const` context by generated code.

use crate::Pagination;

/// An HTTP request method (RFC 9110 section 9, RFC 5789).
///
/// [`http::Method`] may own memory, so it cannot be used with struct update syntax in `const`
/// context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Method {
    /// Retrieves the resource.
    Get,
    /// Retrieves the headers of the resource only.
    Head,
    /// Processes the request body as the resource defines.
    Post,
    /// Creates or replaces the resource.
    Put,
    /// Updates parts of the resource.
    Patch,
    /// Deletes the resource.
    Delete,
}

impl Method {
    /// Name of the method, e.g. `GET`.
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

    /// Whether sending a request several times has the same effect as sending it once (RFC 9110
    /// section 9.2.2).
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

/// An operation of an API: its method, its path, and how requests and responses are encoded.
///
/// Generated code overrides the defaults with struct update syntax:
/// `Operation { body: Some(BodyFormat::Json), ..Operation::post("jobs.create", "/jobs") }`.
#[derive(Debug)]
pub struct Operation {
    /// Name of the operation in errors and logs, e.g. `allow_policies.list`.
    pub name: &'static str,
    /// HTTP method.
    pub method: Method,
    /// Path template below the base URL, with `{placeholders}`.
    pub path: &'static str,
    /// URL of the server, one of [`Service::operation_servers`](crate::Service::operation_servers);
    /// `None` for the base URL.
    pub server: Option<&'static str>,
    /// Format of the request body; `None` if the operation takes no body.
    pub body: Option<BodyFormat>,
    /// The members of a body that is omitted if nothing in it is set; `None` if it is always sent.
    pub optional_body: Option<OptionalBody>,
    /// Alternatives of members: a body must have all members of at least one. If empty, there is no
    /// such constraint.
    pub any_of: &'static [&'static [&'static str]],
    /// Media type of the body, if it differs from the default of the format.
    pub content_type: Option<&'static str>,
    /// Content types of the parts of a multipart body, by member. The client sets a single type that is
    /// not a range; callers choose one of several types or of a range.
    pub part_types: &'static [(&'static str, &'static [&'static str])],
    /// Value of the `Accept` header.
    pub accept: &'static str,
    /// Statuses from 300 to 399 that are results rather than errors. Redirects with these statuses are
    /// not followed.
    pub redirects: &'static [u16],
    /// Whether the request can be retried without side effects.
    pub idempotent: bool,
    /// Header of the idempotency key, if the operation takes one: the server processes requests with
    /// the same key only once.
    pub idempotency_key: Option<&'static str>,
    /// Security requirements that replace those of the service: indexes into
    /// [`Service::auth`](crate::Service::auth), the preferred one first. If empty, requests are sent
    /// without credentials.
    pub security: Option<&'static [usize]>,
    /// OAuth 2 scopes that the operation requires.
    pub scopes: &'static [&'static str],
    /// How the list returned by the operation is paginated.
    pub pagination: Option<&'static Pagination>,
    /// Data of the event that ends the event stream returned by the operation, e.g. `[DONE]`.
    pub end_marker: Option<&'static str>,
    /// Whether the client reconnects when the event stream returned by the operation ends without an
    /// end marker, for any reason.
    pub reconnects: bool,
}

/// Alternatives of members for messages: "`email`, or `city` and `street`".
pub(crate) fn alternatives(of: &[&[&str]]) -> String {
    let names = |names: &&[&str]| {
        let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
        names.join(" and ")
    };
    of.iter().map(names).collect::<Vec<_>>().join(", or ")
}

/// A request body that is omitted if no member is set.
#[derive(Debug)]
pub struct OptionalBody {
    /// Members that a body must have, unless it is set as a whole.
    pub required: &'static [&'static str],
    /// Members, as JSON, that are added to a body that is sent.
    pub constants: &'static [(&'static str, &'static str)],
}

impl OptionalBody {
    /// Creates a body without required members and constants.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            required: &[],
            constants: &[],
        }
    }
}

impl Default for OptionalBody {
    fn default() -> Self {
        Self::new()
    }
}

/// Encoding of a request body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyFormat {
    /// `application/json`.
    Json,
    /// `application/x-www-form-urlencoded`. Lists follow the style of their field, objects use
    /// brackets: `metadata[key]=value`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// `text/plain`.
    Text,
    /// `application/octet-stream`.
    Bytes,
}

impl BodyFormat {
    /// Media type of the format, without parameters.
    pub(crate) const fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Form => "application/x-www-form-urlencoded",
            Self::Multipart => "multipart/form-data",
            Self::Text => "text/plain",
            Self::Bytes => "application/octet-stream",
        }
    }
}

impl Operation {
    /// Creates an operation without a request body that returns JSON.
    pub(crate) const fn new(name: &'static str, method: Method, path: &'static str) -> Self {
        Self {
            name,
            method,
            path,
            server: None,
            body: None,
            optional_body: None,
            any_of: &[],
            content_type: None,
            part_types: &[],
            accept: "application/json",
            redirects: &[],
            idempotent: method.is_idempotent(),
            idempotency_key: None,
            security: None,
            scopes: &[],
            pagination: None,
            end_marker: None,
            reconnects: false,
        }
    }

    /// Whether a response with this status is a result.
    pub(crate) fn is_result(&self, status: http::StatusCode) -> bool {
        status.is_success() || self.redirects.contains(&status.as_u16())
    }

    /// Creates a `GET` operation.
    #[must_use]
    pub const fn get(name: &'static str, path: &'static str) -> Self {
        Self::new(name, Method::Get, path)
    }

    /// Creates a `HEAD` operation.
    #[must_use]
    pub const fn head(name: &'static str, path: &'static str) -> Self {
        Self::new(name, Method::Head, path)
    }

    /// Creates a `POST` operation.
    #[must_use]
    pub const fn post(name: &'static str, path: &'static str) -> Self {
        Self::new(name, Method::Post, path)
    }

    /// Creates a `PUT` operation.
    #[must_use]
    pub const fn put(name: &'static str, path: &'static str) -> Self {
        Self::new(name, Method::Put, path)
    }

    /// Creates a `PATCH` operation.
    #[must_use]
    pub const fn patch(name: &'static str, path: &'static str) -> Self {
        Self::new(name, Method::Patch, path)
    }

    /// Creates a `DELETE` operation.
    #[must_use]
    pub const fn delete(name: &'static str, path: &'static str) -> Self {
        Self::new(name, Method::Delete, path)
    }
}
