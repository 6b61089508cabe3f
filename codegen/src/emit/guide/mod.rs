//! The front page of the generated crate: the docs of the API, and a guide to its client.
//!
//! The text is `templates/guide.md`; this module fills in its placeholders. Its examples call operations of the API, and are
//! doctests of the generated crate.

mod calls;
mod credentials;
mod deprecations;
mod optional;
mod round_trip;
mod template;

use super::docs;
use super::field_docs::code;
use crate::ir::{Api, Operation, Resource, Scalar, TypeKind};
use crate::lower::inputs;
use crate::rust::Target;
use template::Values;

/// The text of the guide.
const TEMPLATE: &str = include_str!("../../../templates/guide.md");

/// An operation with its resource.
type Found<'a> = (&'a Resource, &'a Operation);

/// The lines of the front page.
pub(super) fn front_page(api: &Api) -> Vec<String> {
    template::render(TEMPLATE, &values(api))
}

/// The values of the placeholders.
fn values(api: &Api) -> Values {
    let mut values = Values::default();
    values.text("crate", api.crate_name());
    let title = format!("Rust client for {}.", api.title.trim_end_matches('.'));
    values.lines("title", docs::markdown(&title));
    values.lines("docs", docs::markdown(&api.docs));
    let documentation = api.documentation.as_ref();
    let documentation = documentation.map(|url| format!("See the [API reference]({url})."));
    values.lines(
        "documentation",
        docs::markdown(&documentation.unwrap_or_default()),
    );
    values.flag("operations", operations(api).next().is_some());
    values.lines("base_url_env", api.base_url_env.iter().map(code));
    values.flag("request_id", api.request_id_header.is_some());
    let has = |is: fn(&TypeKind) -> bool| api.types.iter().any(|ty| is(&ty.kind));
    values.lines("ids", id_sources(api));
    let is_enum = |kind: &TypeKind| matches!(kind, TypeKind::StringEnum(_) | TypeKind::IntEnum(_));
    values.flag("enums", has(is_enum));
    values.flag(
        "nullable",
        operations(api).any(|(_, it)| can_clear(api, it)),
    );
    let variables = api
        .servers
        .first()
        .is_some_and(|it| !it.variables.is_empty());
    values.flag("servers", api.servers.len() > 1 || variables);
    values.flag("server_variables", variables);
    values.lines("not_idempotent", not_idempotent(api));
    credentials::set(&mut values, api);
    calls::set(&mut values, api);
    optional::set(&mut values, api);
    deprecations::set(&mut values, api);
    round_trip::set(&mut values, api);
    values
}

/// The types of values that IDs convert from.
fn id_sources(api: &Api) -> Option<String> {
    let ids: Vec<_> = api
        .types
        .iter()
        .filter_map(|ty| match &ty.kind {
            TypeKind::Id(scalar) => Some(scalar),
            _ => None,
        })
        .collect();
    let sources = [
        (Scalar::String, "strings"),
        (Scalar::I64, "integers"),
        (Scalar::Uuid, "UUIDs"),
    ];
    let sources = sources
        .iter()
        .filter(|(scalar, _)| ids.contains(&scalar))
        .map(|(_, name)| *name);
    let sources = sources.collect::<Vec<_>>().join(" or ");
    (!sources.is_empty()).then_some(sources)
}

fn operations(api: &Api) -> impl Iterator<Item = Found<'_>> {
    api.resources.iter().flat_map(|resource| {
        let operations = resource.operations.iter();
        operations.map(move |operation| (resource, operation))
    })
}

/// Whether the request of an operation has a `clear_…` method.
fn can_clear(api: &Api, operation: &Operation) -> bool {
    let inputs = inputs(api, operation);
    let mut optional = inputs.iter().filter(|it| !it.field.required);
    optional.any(|it| it.field.nullable && matches!(it.target, Target::Body(_)))
}

/// A link to an operation that is not idempotent.
fn not_idempotent(api: &Api) -> Option<String> {
    let (resource, operation) = operations(api)
        .filter(|(_, it)| !it.idempotent)
        .min_by_key(|(_, it)| it.deprecated.is_some())?;
    Some(link(&format!(
        "{}::{}::{}",
        resource.rust, resource.rust_type, operation.rust
    )))
}

/// A link to an item by its path in the crate. Rustdoc wants raw names for modules only.
fn link(path: &str) -> String {
    let plain = path.replace("r#", "");
    match path.split_once("::") {
        Some((module, rest)) if path.contains("r#") => {
            format!("[`{plain}`]({module}::{})", rest.replace("r#", ""))
        }
        _ => format!("[`{plain}`]"),
    }
}

/// The lines of a table.
fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Vec<String> {
    let row = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let head: Vec<_> = head.iter().map(|it| (*it).to_owned()).collect();
    let rows = rows.into_iter().map(|cells| row(&cells));
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return rows;
    }
    let rule = format!("|{}", "---|".repeat(head.len()));
    [row(&head), rule].into_iter().chain(rows).collect()
}
