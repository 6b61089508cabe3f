//! The resolved API as an OpenAPI 3.1 document.
//!
//! The document describes the wire and nothing of Rust. Its order is the spec's, so that a change of the spec is an
//! equally small change of the document. What OpenAPI has no word for stands under `x-…`, with the spec's own keys.

mod annotations;
mod bodies;
mod components;
mod enums;
mod envelope;
mod fields;
mod object;
mod operations;
mod parameters;
mod paths;
mod responses;
mod scalars;
mod schemas;
mod security;
mod service;
mod types;

use crate::ir::Api;
use object::Object;
use serde_json::Value;

/// The version of OpenAPI whose rules the document follows.
const OPENAPI: &str = "3.1.1";

/// An OpenAPI document in JSON. The same API always gives the same text.
pub fn export(api: &Api) -> String {
    format!("{:#}\n", document(api))
}

fn document(api: &Api) -> Value {
    Object::new()
        .with("openapi", OPENAPI)
        .with("info", service::info(api))
        .with_some("externalDocs", service::external_docs(api))
        .with("servers", service::servers(api))
        .with_list("tags", service::tags(api))
        .with_list("security", security::requirements(api, &api.security))
        .with("paths", paths::paths(api))
        .with_object("components", components::components(api))
        .into()
}
