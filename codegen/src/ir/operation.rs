//! Operations: what is sent, and what comes back.

use super::{Deprecation, Field, ListStyle, Media, Place, Ty, TypeId};
use crate::source::Span;

/// A method of HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// GET
    Get,
    /// HEAD
    Head,
    /// POST
    Post,
    /// PUT
    Put,
    /// PATCH
    Patch,
    /// DELETE
    Delete,
}

/// An operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Its id across the API, such as `allow_policies.list`.
    pub id: String,
    /// Its name in the resource.
    pub name: String,
    /// Its method in Rust.
    pub rust: String,
    /// The type of its requests.
    pub rust_request: String,
    /// The type of its required parameters.
    pub rust_params: String,
    /// The type of its response, where it has several shapes.
    pub rust_response: String,
    /// The method of HTTP.
    pub method: Method,
    /// The whole path, with placeholders.
    pub path: String,
    /// What it does.
    pub docs: String,
    /// Other names to find it by.
    pub doc_aliases: Vec<String>,
    /// Permissions that the credential needs.
    pub permissions: Vec<String>,
    /// Security requirements, as in [`Api::security`](super::Api::security); the API's, when none.
    pub security: Option<Vec<Vec<usize>>>,
    /// Whether sending it twice does no more than sending it once.
    pub idempotent: bool,
    /// Parameters of the path, in the path's order.
    pub path_parameters: Vec<Field>,
    /// All other parameters.
    pub parameters: Vec<Parameter>,
    /// What is sent.
    pub body: Option<Body>,
    /// The shapes of success, by status.
    pub responses: Vec<Response>,
    /// The shapes of failure.
    pub errors: Vec<ErrorResponse>,
    /// Index into [`Api::paginations`](super::Api::paginations).
    pub pagination: Option<usize>,
    /// Its deprecation.
    pub deprecated: Option<Deprecation>,
    /// Where it is declared.
    pub span: Span,
}

/// A parameter outside the path.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Where it travels.
    pub place: Place,
    /// How a list is written.
    pub style: ListStyle,
    /// The rest.
    pub field: Field,
}

/// What is sent.
#[derive(Debug, Clone)]
pub struct Body {
    /// How it is written.
    pub media: Media,
    /// The content type, where the medium's usual one would not do.
    pub content_type: Option<String>,
    /// What it holds.
    pub content: Content,
    /// What it is.
    pub docs: String,
}

/// What a body holds.
#[derive(Debug, Clone)]
pub enum Content {
    /// Members that are set one by one.
    Fields {
        /// The model whose fields they are.
        of: Option<TypeId>,
        /// The members.
        fields: Vec<Field>,
    },
    /// One value.
    Whole(Ty),
}

/// A shape of success.
#[derive(Debug, Clone)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The type of the value; none for no content.
    pub ty: Option<Ty>,
    /// How it is written.
    pub media: Media,
    /// Whether the envelope wraps it.
    pub enveloped: bool,
    /// What it means.
    pub docs: String,
    /// The variant's name, where there are several shapes.
    pub rust: String,
}

/// A shape of failure.
#[derive(Debug, Clone)]
pub struct ErrorResponse {
    /// `404`, `4xx` or `default`.
    pub status: String,
    /// The type of its body; the envelope's errors, when none.
    pub ty: Option<Ty>,
    /// What it means.
    pub docs: String,
}
