//! `resources/<id>.yaml`: a resource with its operations.

use super::api::Server;
use super::decode::{Decode, Entries, Spanned, Text};
use super::definitions::Definitions;
use super::record::{decode_name, record};
use super::type_expr::TypeExpr;
use super::types::{Deprecation, Field, FieldOverride, TypeDef};
use crate::builtin::Media;
use crate::diag::Report;
use crate::source::Span;
use crate::yaml::{Node, Value};
use serde_json::{Value as Json, json};

record! {
    /// A resource. The file name is its ID.
    "a resource" ResourceFile {
        /// Description of the resource.
        "docs" docs: Option<Text>,
        /// Dotted path of the namespace in the client's method chain, such as `email_security.settings`.
        "namespace" namespace: Option<Text>,
        /// Name of a single item, in snake_case. Request types of operations whose name is a single word are named after both:
        /// `get` of `domain` is `GetDomain`. Without this, the ID is used.
        "item" item: Option<Text>,
        /// Prefix of the paths of all operations.
        "path" path: Option<Text>,
        /// Servers of the operations, instead of those of the API. The first is the default.
        "servers" servers: Vec<Server>,
        /// Path parameters, by name. Shared path parameters need no entry.
        "path_parameters" path_parameters: Entries<Field>,
        /// Operations, by name. At least one is required.
        "operations" operations: Entries<Operation>,
        /// Types of the resource, by name.
        "types" types: Entries<TypeDef>,
        /// Rust name of the module, method and type, instead of the one derived from the ID.
        "rust_name" rust_name: Option<Text>,
    }
}

record! {
    /// A request that the API supports. It becomes a method of the client.
    "an operation" Operation {
        /// Description of the operation. The first line is the summary.
        "docs" docs: Option<Text>,
        /// HTTP method and path after the resource's `path`, such as `GET /{policy_id}`. `GET` alone is the resource's path.
        "http" http: Text,
        /// Servers of the operation, instead of those of the resource or API. The first is the default.
        "servers" servers: Vec<Server>,
        /// Query parameters, by name.
        "query" query: Entries<Field>,
        /// Header parameters, by name.
        "headers" headers: Entries<Field>,
        /// Cookie parameters, by name.
        "cookies" cookies: Entries<Field>,
        /// Shared query, header and cookie parameters of the operation.
        "use_parameters" use_parameters: Vec<Text>,
        /// Request body.
        "body" body: Option<Body>,
        /// Success response, or a list of them with different statuses. Without this, the response has no content.
        "returns" returns: Option<Responses>,
        /// Error responses, by status: `404`, `4xx` or `default`.
        "errors" errors: Entries<ErrorResponse>,
        /// Pagination scheme, if the operation returns a list in pages.
        "paginate" paginate: Option<Paginate>,
        /// Permissions that the credentials need.
        "permissions" permissions: Vec<Text>,
        /// Security requirements that replace those of the API. `[]` means that no credentials are needed.
        "security" security: Option<Vec<Vec<Text>>>,
        /// Whether repeating a request has no further effect, so that it can be retried. By default, `true` for GET, HEAD, PUT
        /// and DELETE.
        "idempotent" idempotent: Option<Spanned<bool>>,
        /// Whether requests have an idempotency key. Requires `idempotency_key_header` in `api.yaml`. By default, `true` for
        /// operations that are not idempotent.
        "idempotency_key" idempotency_key: Option<Spanned<bool>>,
        /// Deprecation of the operation.
        "deprecated" deprecated: Option<Deprecation>,
        /// Other names that the search of the docs finds the operation by.
        "doc_aliases" doc_aliases: Vec<Text>,
        /// Rust name, instead of the derived one.
        "rust_name" rust_name: Option<Text>,
    }
}

record! {
    /// The use of a pagination scheme.
    "`paginate`" Paginate, shorthand "scheme" {
        /// Name of the scheme.
        "scheme" scheme: Text,
        /// Dotted path of the list in the returned value, instead of the `items` of the scheme.
        "items" items: Option<Text>,
    }
}

record! {
    /// A request body: fields of a model (`of`), other fields (`fields`), or both; or a single value (`type`).
    "a request body" Body, shorthand "type" {
        /// Description of the body.
        "docs" docs: Option<Text>,
        /// Model with the fields listed in `required` and `optional`.
        "of" of: Option<Text>,
        /// Required fields of the model.
        "required" required: Vec<Text>,
        /// Optional fields of the model.
        "optional" optional: Vec<Text>,
        /// Differences from the model, by field.
        "override" overrides: Entries<FieldOverride>,
        /// Fields that the model does not have, by name.
        "fields" fields: Entries<Field>,
        /// Type of a body that is a single value. The members of a model, map or union of these can be a form.
        "type" ty: Option<TypeExpr>,
        /// Format of the body.
        "media" media: Option<Spanned<Media>> = "json",
        /// Content type, instead of the usual one of `media`.
        "content_type" content_type: Option<Text>,
        /// Whether requests can be sent without a body. If they have one, it has all required fields.
        "omittable" omittable: bool = false,
        /// Alternatives of optional fields, such as `[[email], [phone]]`: the fields of at least one must be set. The client
        /// checks it before it sends a request.
        "any_of" any_of: Vec<Vec<Text>>,
    }
}

decode_name!("media type", Media);

/// The success responses of an operation.
#[derive(Debug, Clone)]
pub struct Responses(pub Vec<Response>);

record! {
    /// A response to a successful call.
    "a response" Response, shorthand "type" {
        /// Type of the value. Without this, the response has no content.
        "type" ty: Option<TypeExpr>,
        /// HTTP status from 200 to 399. By default, 200, or 204 without `type`. A redirect with this status is not followed.
        "status" status: Option<Spanned<u64>>,
        /// Description of the response.
        "docs" docs: Option<Text>,
        /// Format of the body.
        "media" media: Option<Spanned<Media>> = "json",
        /// Content type that requests accept, instead of the usual one of `media`.
        "content_type" content_type: Option<Text>,
        /// Whether the envelope wraps the value, if the API has one.
        "envelope" envelope: Option<Spanned<bool>> = true,
        /// Headers of the response, by their names in `response_headers` of `api.yaml`.
        "headers" headers: Vec<Text>,
        /// Event stream: data of the event that marks the end of the stream, such as `[DONE]`.
        "end_marker" end_marker: Option<Text>,
        /// Event stream: whether the client reconnects whenever the stream ends without an end marker, as browsers do.
        "reconnect" reconnect: Option<Spanned<bool>> = false,
    }
}

impl Decode for Responses {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        match &node.value {
            // A list of one string is the type `[T]`; a list with maps is several responses.
            Value::List(items) if items.iter().any(|item| matches!(item.value, Value::Map(_))) => {
                Vec::decode(node, owner, report).map(Self)
            }
            _ => Response::decode(node, owner, report).map(|response| Self(vec![response])),
        }
    }

    fn schema(definitions: &mut Definitions) -> Json {
        let response = Response::schema(definitions);
        json!({"anyOf": [response, {"type": "array", "items": response, "minItems": 2}]})
    }
}

record! {
    /// A response to a failed call.
    "an error response" ErrorResponse, shorthand "docs" {
        /// Description of the error.
        "docs" docs: Option<Text>,
        /// Type of the body. Without this, the body has the errors of the envelope.
        "type" ty: Option<TypeExpr>,
        /// Headers of the response, by their names in `response_headers` of `api.yaml`.
        "headers" headers: Vec<Text>,
    }
}
