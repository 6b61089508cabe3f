//! The front page of the generated crate: the docs of the API, and a guide to its client.
//!
//! The text is `templates/guide.md`; this module fills in its placeholders. Its examples call operations of the API, and are
//! doctests of the generated crate.

mod calls;
mod credentials;
mod deprecations;
mod optional;
mod round_trip;

use crate::ir::{Api, Content, Media, Operation, Resource, Scalar, Ty, TypeKind};
use crate::lower::inputs;
use crate::markdown::{self, Docs, Inline, Values, code, render};

/// The text of the guide.
const TEMPLATE: &str = include_str!("../../../templates/guide.md");

/// An operation with its resource.
type Found<'a> = (&'a Resource, &'a Operation);

/// The front page.
pub(super) fn front_page(api: &Api) -> Docs {
    render(TEMPLATE, &values(api))
}

/// The values of the placeholders.
fn values(api: &Api) -> Values {
    let mut values = Values::default();
    values.code("crate", [api.crate_name()]);
    let title = format!("Rust client for {}.", api.title.trim_end_matches('.'));
    values.docs("title", Docs::markdown(&title));
    values.docs("docs", Docs::markdown(&api.docs));
    let documentation = api.documentation.as_ref();
    let documentation = documentation.map(|url| format!("See the [API reference]({url})."));
    values.docs(
        "documentation",
        Docs::markdown(&documentation.unwrap_or_default()),
    );
    values.flag("operations", operations(api).next().is_some());
    values.inline("base_url_env", api.base_url_env.as_ref().map(code));
    values.flag("request_id", api.request_id_header.is_some());
    let header = api.response_headers.first().map(|it| it.rust.clone());
    values.code("response_header", header);
    let has = |is: fn(&TypeKind) -> bool| api.types.iter().any(|ty| is(&ty.kind));
    values.inline("ids", id_sources(api));
    values.inline("constrained", constrained(api));
    let is_enum = |kind: &TypeKind| matches!(kind, TypeKind::StringEnum(_) | TypeKind::IntEnum(_));
    values.flag("enums", has(is_enum));
    values.flag(
        "nullable",
        operations(api).any(|(_, it)| can_clear(api, it)),
    );
    values.flag("lenient", api.has_lenient_fields());
    values.flag(
        "uploads",
        operations(api).any(|(_, it)| can_upload(api, it)),
    );
    let event = api.webhooks.as_ref().map(|it| api.ty(it.event));
    let path = event.map(|it| format!("{}::{}", api.module_of(it.owner), it.rust));
    values.inline("webhook_event.link", path.as_deref().map(link));
    values.code("webhook_event", path);
    values.code("webhook_event.name", event.map(|it| it.rust.clone()));
    values.flag("webhook_signature", api.webhook_signature().is_some());
    let variables = api
        .servers
        .first()
        .is_some_and(|it| !it.variables.is_empty());
    values.flag("servers", api.servers.len() > 1 || variables);
    values.flag("server_variables", variables);
    values.inline("not_idempotent", not_idempotent(api));
    values.inline(
        "idempotency_key_header",
        operations(api).find_map(|(_, it)| api.idempotency_key(it).map(code)),
    );
    credentials::set(&mut values, api);
    calls::set(&mut values, api);
    optional::set(&mut values, api);
    deprecations::set(&mut values, api);
    round_trip::set(&mut values, api);
    values
}

/// The types of values that IDs convert from.
fn id_sources(api: &Api) -> Option<Inline> {
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
        (Scalar::U64, "unsigned integers"),
        (Scalar::Uuid, "UUIDs"),
    ];
    let sources = sources
        .iter()
        .filter(|(scalar, _)| ids.contains(&scalar))
        .map(|(_, name)| Inline::from(*name));
    let sources: Vec<_> = sources.collect();
    (!sources.is_empty()).then(|| Inline::join(&sources, " or "))
}

/// A link to a type with constraints.
fn constrained(api: &Api) -> Option<Inline> {
    let mut types = api.types.iter();
    let ty = types.find(|ty| matches!(ty.kind, TypeKind::Constrained(..)))?;
    let module = api.module_of(ty.owner);
    Some(link(&format!("{module}::{}", ty.rust)))
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
    let mut optional = inputs.iter().filter(|it| !it.required);
    optional.any(|it| it.has_null())
}

/// Whether the body of an operation is bytes, or a form with a file.
fn can_upload(api: &Api, operation: &Operation) -> bool {
    let Some(body) = &operation.body else {
        return false;
    };
    let is_bytes = |ty| *api.resolved(ty) == Ty::Scalar(Scalar::Bytes);
    match &body.content {
        Content::Whole(_) => body.media == Media::Bytes,
        Content::Fields { fields, .. } => {
            body.media.has_files() && fields.iter().any(|it| is_bytes(&it.ty))
        }
    }
}

/// A link to an operation that is not idempotent.
fn not_idempotent(api: &Api) -> Option<Inline> {
    let (resource, operation) = operations(api)
        .filter(|(_, it)| !it.idempotent && !it.idempotency_key)
        .min_by_key(|(_, it)| it.deprecated.is_some())?;
    Some(link(&format!(
        "{}::{}::{}",
        resource.rust, resource.rust_type, operation.rust
    )))
}

/// A link to an item by its path in the crate. rustdoc resolves raw identifiers without `r#`, but not a path that begins with
/// a keyword.
fn link(path: &str) -> Inline {
    let plain = path.replace("r#", "");
    if plain == path {
        markdown::link(&plain)
    } else {
        markdown::link_to(&plain, &format!("crate::{plain}"))
    }
}

#[cfg(test)]
mod tests {
    use super::{TEMPLATE, values};

    #[test]
    fn every_placeholder_of_the_guide_is_set() {
        let api = "name: demo\nversion: 0.1.0\ntitle: Demo\nservers: [https://api.example.com]\n";
        let zones = "operations:\n  get: {http: GET /zones, returns: string}\n";
        let files = [("api.yaml", api), ("resources/zones.yaml", zones)];
        let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
        let sources = crate::source::Sources::new("spec", files.into());
        let Ok(api) = crate::resolve(&sources) else {
            panic!("the spec is valid");
        };
        let unset = values(&api).unset(TEMPLATE);
        assert!(unset.is_empty(), "{unset:?}");
    }
}
