//! `resources/<id>.yaml`: a resource, its operations, and what they take and return.

use super::definitions::Definitions;
use super::record::{At, Decode, Entries, Text, record, words};
use super::type_expr::TypeExpr;
use super::types::{Deprecation, Field, TypeDef};
use crate::diag::Report;
use crate::source::Span;
use crate::yaml::{Node, Value};
use serde_json::{Value as Json, json};

record! {
    /// `resources/<id>.yaml`: a resource; the file's name is its id.
    "a resource" ResourceFile {
        /// What the resource is.
        "docs" docs: Option<Text>,
        /// The steps of the client's chain before it, separated by dots, such as `email_security.settings`.
        "namespace" namespace: Option<Text>,
        /// What one item is called, in snake_case; names the types of its requests. The id, when left out.
        "item" item: Option<Text>,
        /// What the paths of all operations start with.
        "path" path: Option<Text>,
        /// The parameters of the paths, by name; those that `api.yaml` shares need no entry here.
        "path_parameters" path_parameters: Entries<Field>,
        /// The operations, by name.
        "operations" operations: Entries<Operation>,
        /// The types of the resource, by name.
        "types" types: Entries<TypeDef>,
        /// The name of the module, method and type in Rust, where the id would not do.
        "rust_name" rust_name: Option<Text>,
    }
}

record! {
    /// An operation.
    "an operation" Operation {
        /// What it does. The first line is its summary.
        "docs" docs: Option<Text>,
        /// Method and the rest of the path, such as `GET /{policy_id}`.
        "http" http: Text,
        /// Parameters of the query, by name.
        "query" query: Entries<Field>,
        /// Parameters that travel in headers, by name.
        "headers" headers: Entries<Field>,
        /// Parameters that travel in cookies, by name.
        "cookies" cookies: Entries<Field>,
        /// Shared parameters of `api.yaml` that it takes too.
        "use_parameters" use_parameters: Vec<Text>,
        /// What is sent.
        "body" body: Option<Body>,
        /// What comes back: a type, or several shapes by status. Nothing, when left out.
        "returns" returns: Option<Shapes>,
        /// What comes back when the call fails, by status (`404`, `4xx`, `default`).
        "errors" errors: Entries<ErrorBody>,
        /// The pagination of `api.yaml` that cuts the result into pages.
        "paginate" paginate: Option<Text>,
        /// Permissions that the credential needs.
        "permissions" permissions: Vec<Text>,
        /// Alternatives of auth that it takes instead of the API's; an empty list needs none.
        "security" security: Option<Vec<Vec<Text>>>,
        /// Whether sending it twice does no more than sending it once. GET, PUT and DELETE are, unless said otherwise.
        "idempotent" idempotent: Option<At<bool>>,
        /// Since when, until when and in favour of what it is deprecated.
        "deprecated" deprecated: Option<Deprecation>,
        /// Other names to find the operation by in the docs.
        "doc_aliases" doc_aliases: Vec<Text>,
        /// The name in Rust, where the rule's would not do.
        "rust_name" rust_name: Option<Text>,
    }
}

record! {
    /// What an operation sends: fields of a model (`of`), fields of its own (`fields`), or a value as a whole (`type`).
    "a body" Body, shorthand "type" {
        /// What the body is.
        "docs" docs: Option<Text>,
        /// The model whose fields it takes.
        "of" of: Option<Text>,
        /// Fields of the model that must be sent.
        "required" required: Vec<Text>,
        /// Fields of the model that may be sent.
        "optional" optional: Vec<Text>,
        /// What differs from the model, by field.
        "override" overrides: Entries<FieldOverride>,
        /// Fields that are not the model's, by name.
        "fields" fields: Entries<Field>,
        /// The whole body is one value of this type.
        "type" ty: Option<TypeExpr>,
        /// How it is written; `json`, when left out.
        "media" media: Option<At<Media>>,
        /// The content type, where the medium's usual one would not do.
        "content_type" content_type: Option<Text>,
    }
}

record! {
    /// What differs between a field in a body and the same field of its model.
    "an override" FieldOverride {
        /// Another type.
        "type" ty: Option<TypeExpr>,
        /// Other docs.
        "docs" docs: Option<Text>,
        /// Whether `null` may be sent.
        "nullable" nullable: Option<At<bool>>,
        /// Another default.
        "default" default: Option<At<Json>>,
        /// Another value for examples.
        "example" example: Option<At<Json>>,
        /// Another deprecation.
        "deprecated" deprecated: Option<Deprecation>,
    }
}

words! {
    /// How a body is written.
    Media {
        /// `application/json`.
        "json" Json,
        /// `application/x-www-form-urlencoded`.
        "form" Form,
        /// `multipart/form-data`; fields of type `bytes` are files.
        "multipart" Multipart,
        /// `text/plain`.
        "text" Text,
        /// `application/octet-stream`.
        "bytes" Bytes,
    }
}

/// The shapes of a success: one, or several by status.
#[derive(Debug, Clone)]
pub struct Shapes(pub Vec<Shape>);

record! {
    /// What comes back when the call succeeds.
    "a response" Shape, shorthand "type" {
        /// The type of the value; nothing, when left out.
        "type" ty: Option<TypeExpr>,
        /// The status; 200, or 204 without a type, when left out.
        "status" status: Option<At<u64>>,
        /// What it means.
        "docs" docs: Option<Text>,
        /// How it is written; `json`, when left out.
        "media" media: Option<At<Media>>,
        /// Whether the API's envelope wraps it; it does, when left out.
        "envelope" envelope: Option<At<bool>>,
    }
}

impl Decode for Shapes {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        match &node.value {
            // One string in a list is the type `[T]`; several records are several shapes.
            Value::List(items) if items.iter().any(|item| matches!(item.value, Value::Map(_))) => {
                Vec::decode(node, owner, report).map(Self)
            }
            _ => Shape::decode(node, owner, report).map(|shape| Self(vec![shape])),
        }
    }

    fn schema(definitions: &mut Definitions) -> Json {
        let shape = Shape::schema(definitions);
        json!({"anyOf": [shape, {"type": "array", "items": shape, "minItems": 2}]})
    }
}

record! {
    /// What comes back when the call fails.
    "an error response" ErrorBody, shorthand "docs" {
        /// What it means.
        "docs" docs: Option<Text>,
        /// The type of its body; the envelope's errors, when left out.
        "type" ty: Option<TypeExpr>,
    }
}
