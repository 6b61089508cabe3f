//! Stable paths in the spec, such as `allow_policies.list.query.page`.

use crate::ir::{
    Namespace, Operation, ParameterLocation, Resource, Response, ResponseHeader, Scheme, Type,
};
use crate::rust::{Input, Target};
use crate::subject::{SECURITY, joined, named_type, quoted};

pub(super) fn scheme(scheme: &Scheme) -> String {
    step(&joined(&SECURITY), &scheme.name)
}

/// Root of the paths of response headers, and the module with their constants.
pub(super) const RESPONSE_HEADERS: &str = "response_headers";

pub(super) fn response_header(header: &ResponseHeader) -> String {
    step(RESPONSE_HEADERS, &header.name)
}

pub(super) fn namespace(namespace: &Namespace) -> String {
    let steps = namespace.path.iter();
    steps.fold("namespaces".to_owned(), |path, name| step(&path, name))
}

pub(super) fn resource(resource: &Resource) -> String {
    quoted(&crate::subject::resource(&resource.id))
}

pub(super) fn operation(resource: &str, operation: &Operation) -> String {
    step(resource, &operation.name)
}

/// A parameter of an operation.
pub(super) fn parameter(operation: &str, location: ParameterLocation, wire: &str) -> String {
    step(&step(operation, location.word()), wire)
}

/// The body of an operation.
pub(super) fn body(operation: &str) -> String {
    step(operation, "body")
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
    quoted(&named_type(&ty.name))
}

/// A field of a model, a value of an enum, or a variant of a union.
pub(super) fn member(ty: &str, name: &str) -> String {
    step(ty, name)
}

/// A path with one more step.
fn step(path: &str, step: &str) -> String {
    format!("{path}.{}", quoted(step))
}

/// A value of a request, below its operation.
pub(super) fn input(operation: &str, input: &Input<'_>) -> String {
    match input.target {
        Target::Parameter(location, _) => parameter(operation, location, &input.field.wire),
        Target::Body(_) => body_field(operation, &input.field.wire),
    }
}
