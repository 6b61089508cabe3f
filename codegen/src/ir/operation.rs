//! Operations, parameters, request bodies and responses.

use super::{Deprecation, Field, Media, Method, ParameterLocation, Server, Ty, TypeId};
use crate::source::Span;

/// An operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Id in the API, such as `allow_policies.list`.
    pub id: String,
    /// Name in the resource, such as `list`.
    pub name: String,
    /// Rust method that starts a request.
    pub rust: String,
    /// Rust type of requests.
    pub rust_request: String,
    /// Rust type of the required parameters.
    pub rust_params: String,
    /// Rust type of the response, if there are several.
    pub rust_response: String,
    /// HTTP method.
    pub method: Method,
    /// Path with placeholders, including the path of the resource.
    pub path: String,
    /// Servers of the operation, the default first; empty if it uses those of the API.
    pub servers: Vec<Server>,
    /// Description of the operation.
    pub docs: String,
    /// Other names that the search of the docs finds the operation by.
    pub doc_aliases: Vec<String>,
    /// Permissions that the credentials need.
    pub permissions: Vec<String>,
    /// Security requirements, as in [`Api::security`](super::Api::security); `None` for those of the API.
    pub security: Option<Vec<Vec<usize>>>,
    /// Whether repeating a request has no further effect.
    pub idempotent: bool,
    /// Whether requests have an idempotency key; only if the API has a header for it.
    pub idempotency_key: bool,
    /// Path parameters, in the order of their placeholders.
    pub path_parameters: Vec<Field>,
    /// Query, header and cookie parameters.
    pub parameters: Vec<Parameter>,
    /// Request body.
    pub body: Option<Body>,
    /// Success responses, with distinct statuses.
    pub responses: Vec<Response>,
    /// Error responses.
    pub errors: Vec<ErrorResponse>,
    /// Pagination, if the operation returns a list in pages.
    pub pagination: Option<Paginated>,
    /// Deprecation of the operation.
    pub deprecated: Option<Deprecation>,
    /// Location of the declaration.
    pub span: Span,
}

/// The pagination of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paginated {
    /// Index into [`Api::paginations`](super::Api::paginations).
    pub scheme: usize,
    /// Path of the list in the returned value, if it is not that of the scheme.
    pub items: Option<Vec<String>>,
}

/// A parameter outside the path.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Location in the request.
    pub location: ParameterLocation,
    /// How the value is written.
    pub serialization: Serialization,
    /// Name, type and docs.
    pub field: Field,
}

/// How the value of a parameter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Serialization {
    /// A plain value as a string, a list in the style of the field, and an object as `name[key]=value`.
    Styled,
    /// Members of an object as parameters of their own: `key=value`.
    Exploded,
    /// As a JSON document.
    Json,
}

/// A request body.
#[derive(Debug, Clone)]
pub struct Body {
    /// Format of the body.
    pub media: Media,
    /// Content type, if it is not the usual one of `media`.
    pub content_type: Option<String>,
    /// Whether requests can be sent without a body.
    pub omittable: bool,
    /// Alternatives of optional fields, by wire name: those of at least one must be set. Empty without such a constraint.
    pub any_of: Vec<Vec<String>>,
    /// Content of the body.
    pub content: Content,
    /// Description of the body.
    pub docs: String,
}

/// The content of a request body.
#[derive(Debug, Clone)]
pub enum Content {
    /// An object whose fields callers set individually.
    Fields {
        /// Model of the fields.
        of: Option<TypeId>,
        /// Fields of the object.
        fields: Vec<Field>,
    },
    /// A single value.
    Whole(Ty),
}

/// A success response.
#[derive(Debug, Clone)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// Type of the value; `None` if the response has no content.
    pub ty: Option<Ty>,
    /// Format of the body.
    pub media: Media,
    /// Content type, if it is not the usual one of `media`.
    pub content_type: Option<String>,
    /// Whether the envelope wraps the value.
    pub enveloped: bool,
    /// Description of the response.
    pub docs: String,
    /// Rust name of the variant, if there are several responses.
    pub rust: String,
    /// Headers, as indexes into [`Api::response_headers`](super::Api::response_headers).
    pub headers: Vec<usize>,
    /// Data of the event that marks the end of an event stream.
    pub end_marker: Option<String>,
    /// Whether the client reconnects whenever an event stream ends without an end marker.
    pub reconnect: bool,
}

/// An error response.
#[derive(Debug, Clone)]
pub struct ErrorResponse {
    /// `404`, `4xx` or `default`.
    pub status: String,
    /// Type of the body; `None` for the errors of the envelope.
    pub ty: Option<Ty>,
    /// Description of the error.
    pub docs: String,
    /// Headers, as indexes into [`Api::response_headers`](super::Api::response_headers).
    pub headers: Vec<usize>,
}
