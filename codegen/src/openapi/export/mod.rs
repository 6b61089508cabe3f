//! The resolved API as an OpenAPI 3.1 document.
//!
//! The document describes the wire, not the Rust crate. It keeps the order of the spec, so that a small change of the spec is a
//! small change of the document. Facts that OpenAPI has no keyword for are in `x-…` extensions with the keys of the spec.

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
mod webhooks;

use crate::ir::Api;
use object::Object;
use serde_json::Value;

/// The OpenAPI version of the document.
const OPENAPI: &str = "3.1.1";

/// The OpenAPI document as JSON. The output is deterministic.
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
        .with_list("security", security::requirements(api, &api.security, &[]))
        .with("paths", paths::paths(api))
        .with_object("webhooks", webhooks::webhooks(api))
        .with_object("x-webhook-signature", webhooks::signature(api))
        .with_object("components", components::components(api))
        .into()
}
