//! Stable paths in the spec, such as `allow_policies.list.query.page`.

use crate::ir::{Namespace, Operation, ParameterLocation, Resource, Response, Scheme, Type};

/// First steps of paths that are not ids of resources.
const RESERVED: &[&str] = &["service", "pagination", "namespaces", "parameters"];

pub(super) fn scheme(scheme: &Scheme) -> String {
    step("service.auth", &scheme.name)
}

pub(super) fn namespace(namespace: &Namespace) -> String {
    let steps = namespace.path.iter();
    steps.fold("namespaces".to_owned(), |path, name| step(&path, name))
}

pub(super) fn resource(resource: &Resource) -> String {
    let id = &resource.id;
    first_step(
        "resource",
        id,
        !RESERVED.contains(&id.as_str()) && !starts_upper(id),
    )
}

pub(super) fn operation(resource: &str, operation: &Operation) -> String {
    step(resource, &operation.name)
}

/// A parameter of an operation.
pub(super) fn parameter(operation: &str, location: ParameterLocation, wire: &str) -> String {
    let location = match location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header",
        ParameterLocation::Cookie => "cookie",
    };
    step(&step(operation, location), wire)
}

/// A field of the body of an operation.
pub(super) fn body_field(operation: &str, wire: &str) -> String {
    step(&step(operation, "body"), wire)
}

/// A success response of an operation.
pub(super) fn response(operation: &str, response: &Response) -> String {
    step(&step(operation, "response"), &response.status.to_string())
}

pub(super) fn ty(ty: &Type) -> String {
    first_step("type", &ty.name, starts_upper(&ty.name))
}

/// A field of a model, a value of an enum, or a variant of a union.
pub(super) fn member(ty: &str, name: &str) -> String {
    step(ty, name)
}

/// The first step, with a prefix if it is ambiguous without.
fn first_step(prefix: &str, name: &str, is_plain: bool) -> String {
    if is_plain {
        quoted(name)
    } else {
        quoted(&format!("{prefix}:{name}"))
    }
}

fn starts_upper(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
}

/// A path with one more step.
fn step(path: &str, step: &str) -> String {
    format!("{path}.{}", quoted(step))
}

/// A step, quoted if it contains characters that have a meaning in paths.
fn quoted(step: &str) -> String {
    let is_special = |c: char| c.is_whitespace() || c.is_control() || ".\"[]`".contains(c);
    if step.is_empty() || step.contains(is_special) {
        serde_json::Value::from(step).to_string()
    } else {
        step.to_owned()
    }
}
