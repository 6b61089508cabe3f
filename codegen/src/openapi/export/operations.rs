//! Operations.

use super::annotations::{deprecation, summary_and_description};
use super::object::Object;
use super::{bodies, parameters, responses, security, service};
use crate::ir::{Api, Operation, Pagination, Resource};
use serde_json::Value;

/// The operation object. `placeholders` are those of the path in the document.
pub(super) fn operation(
    api: &Api,
    resource: &Resource,
    operation: &Operation,
    placeholders: &[&str],
) -> Object {
    let scopes = api.scopes(operation);
    // The requirements of the API list no scopes, so an operation with scopes repeats them.
    let inherited = (!scopes.is_empty()).then_some(&api.security);
    let requirements = operation.security.as_ref().or(inherited);
    let pagination = operation.pagination(api);
    Object::new()
        .with("operationId", operation.id.as_str())
        .with_list("tags", [resource.id.as_str()])
        .merge(summary_and_description(&operation.docs))
        .with_list(
            "parameters",
            parameters::parameters(api, operation, placeholders)
                .into_iter()
                .chain(idempotency_key(api, operation)),
        )
        .with_some(
            "requestBody",
            operation.body.as_ref().map(|body| bodies::body(api, body)),
        )
        .with("responses", responses::responses(api, operation))
        .merge(deprecation(operation.deprecated.as_ref()))
        .with_some(
            "security",
            requirements.map(|it| list(security::requirements(api, it, &operation.permissions))),
        )
        .with_list("servers", operation.servers.iter().map(service::server))
        .with_list(
            "x-permissions",
            operation.permissions.iter().map(String::as_str),
        )
        .with_some(
            "x-pagination",
            pagination.map(|(scheme, items)| pagination_extension(scheme, items)),
        )
        .with_some("x-idempotent", unusual_idempotence(operation))
}

/// A list that is exported even if it is empty: an empty `security` means no credentials.
fn list(items: Vec<Object>) -> Vec<Value> {
    items.into_iter().map(Value::from).collect()
}

/// The pagination with the keys of the spec.
fn pagination_extension(it: &Pagination, items: &[String]) -> Object {
    let first = it.style.first().map(|_| it.first);
    Object::new()
        .with("name", it.name.as_str())
        .with("style", it.style.name())
        .with_some("in", it.in_body.then_some("body"))
        .with_some("start", it.start.as_deref())
        .with_some("size", it.size.as_deref())
        .with_some("first", first)
        .with_text("items", &items.join("."))
        .with_text("next", &it.next.join("."))
        .with_text("item_cursor", &it.item_cursor.join("."))
        .with_text("has_more", &it.has_more.join("."))
}

/// The header parameter for the idempotency key. Clients need not send it.
fn idempotency_key(api: &Api, operation: &Operation) -> Option<Object> {
    let header = api.idempotency_key(operation)?;
    let schema = Object::new().with("type", "string");
    let parameter = Object::new()
        .with("name", header)
        .with("in", "header")
        .with(
            "description",
            "Key that identifies the call. Requests with the same key are processed once.",
        )
        .with_object("schema", schema)
        .with("x-idempotency-key", true);
    Some(parameter)
}

/// Whether the operation is idempotent, if its method implies otherwise.
fn unusual_idempotence(operation: &Operation) -> Option<bool> {
    (operation.idempotent != operation.method.is_idempotent()).then_some(operation.idempotent)
}
