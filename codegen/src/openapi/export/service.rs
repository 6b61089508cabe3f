//! The info, external docs, servers and tags of the document.

use super::object::Object;
use crate::ir::{Api, Server, ServerVariable};

/// The info object.
pub(super) fn info(api: &Api) -> Object {
    Object::new()
        .with("title", api.title.as_str())
        .with("version", api.version.as_str())
        .with_text("description", &api.docs)
}

/// The external documentation object.
pub(super) fn external_docs(api: &Api) -> Option<Object> {
    api.documentation
        .as_deref()
        .map(|url| Object::new().with("url", url))
}

/// The server objects.
pub(super) fn servers(api: &Api) -> Vec<serde_json::Value> {
    api.servers.iter().map(|it| server(it).into()).collect()
}

/// The tag objects, one for each resource.
pub(super) fn tags(api: &Api) -> impl Iterator<Item = Object> {
    api.resources.iter().map(|resource| {
        Object::new()
            .with("name", resource.id.as_str())
            .with_text("description", &resource.docs)
    })
}

pub(super) fn server(server: &Server) -> Object {
    let variables = server.variables.iter();
    Object::new()
        .with("url", server.url.as_str())
        .with_text("description", &server.docs)
        .with_object(
            "variables",
            variables.map(|it| (&*it.name, variable(it))).collect(),
        )
}

fn variable(variable: &ServerVariable) -> Object {
    Object::new()
        .with("default", variable.default.as_str())
        .with_list("enum", variable.values.iter().map(String::as_str))
        .with_text("description", &variable.docs)
}
