//! The calls that the examples make: the first one, one of a list, and one for everything else.

use super::{Found, link, operations};
use crate::emit::examples::{self, imports};
use crate::emit::values::Writer;
use crate::ir::{Api, Method, Scalar, Ty};
use crate::lower::alternatives;
use crate::markdown::{Inline, Values};
use crate::rust::string_literal;

pub(super) fn set(values: &mut Values, api: &Api) {
    let environment = !alternatives(api).is_empty() || api.base_url_env.is_some();
    values.flag("environment", environment);
    values.code("drive", DRIVE.lines().map(str::to_owned));

    let mut first = Writer::new(api);
    let body = paged(api).or_else(|| operations(api).next());
    let body = body.map(|(resource, operation)| examples::body(&mut first, resource, operation));
    values.code(
        "first.body",
        body.unwrap_or_default().lines().map(str::to_owned),
    );
    set_context(values, "first", &first);

    let call = set_call(values, "call", api, single(api), |_| {});
    let mut list = set_call(values, "list", api, paged(api), |_| {});
    let download = download(api);
    set_call(values, "download", api, download, |_| {});
    values.code("download.id", download.map(id));
    let events = events(api);
    set_call(values, "events", api, events, |_| {});
    values.inline("events.of", events.map(of));
    values.code("events.id", events.map(id));
    values.code("events.sample", events.and_then(|it| sample(api, it)));
    list.uses.retain(|it| !call.uses.contains(it));
    list.parameters
        .retain(|name, _| !call.parameters.contains_key(name));
    values.code("list.other_imports", imports(&api.crate_name(), &list.uses));
    values.code("list.other_parameters", [parameters(&list)]);
}

/// Sets the call of an operation, with its imports and parameters. `more` adds to what the example uses.
pub(super) fn set_call<'a>(
    values: &mut Values,
    name: &str,
    api: &'a Api,
    found: Option<Found<'_>>,
    more: impl FnOnce(&mut Writer<'a>),
) -> Writer<'a> {
    let mut writer = Writer::new(api);
    let links = found.map(|(resource, operation)| writer.call(resource, operation));
    more(&mut writer);
    values.chain(name, links.unwrap_or_default());
    set_context(values, name, &writer);
    writer
}

/// Sets what the code of an example needs around it.
pub(super) fn set_context(values: &mut Values, name: &str, writer: &Writer<'_>) {
    let imports = imports(&writer.api.crate_name(), &writer.uses);
    values.code(&format!("{name}.imports"), imports);
    values.code(&format!("{name}.parameters"), [parameters(writer)]);
}

/// Parameters for the values that an example cannot create, each followed by a comma.
fn parameters(writer: &Writer<'_>) -> String {
    let parameters = writer.parameters.iter();
    parameters
        .map(|(name, ty)| format!("{name}: {ty}, "))
        .collect()
}

/// An operation that returns pages.
fn paged(api: &Api) -> Option<Found<'_>> {
    operations(api)
        .filter(|(_, it)| it.item_type(api).is_some())
        .min_by_key(|(_, it)| it.deprecated.is_some())
}

/// An operation whose response can be received as a stream.
fn download(api: &Api) -> Option<Found<'_>> {
    let mut operations = operations(api);
    operations.find(|(_, it)| match it.responses.as_slice() {
        [response] => response.media.raw().is_some_and(|raw| raw.stream.is_some()),
        _ => false,
    })
}

/// An operation that returns events.
fn events(api: &Api) -> Option<Found<'_>> {
    let mut operations = operations(api);
    operations.find(|(_, it)| match it.responses.as_slice() {
        [response] => response.media.sequence().is_some_and(|it| it.has_events),
        _ => false,
    })
}

/// The ID of an operation, as a Rust string.
fn id((_, operation): Found<'_>) -> String {
    string_literal(&operation.id)
}

/// An expression for the data of an event; `None` if its type has no name.
fn sample(api: &Api, (_, operation): Found<'_>) -> Option<String> {
    let [response] = operation.responses.as_slice() else {
        return None;
    };
    let ty = response.ty.as_ref()?;
    match (api.resolved(ty), ty) {
        (Ty::Scalar(Scalar::String), _) => Some(string_literal("text")),
        (_, Ty::Named(id)) => {
            let ty = api.ty(*id);
            let module = api.module_of(ty.owner);
            let name = api.crate_name();
            Some(format!("{name}::{module}::{}::sample()?", ty.rust))
        }
        _ => None,
    }
}

/// A link to an operation.
fn of((resource, operation): Found<'_>) -> Inline {
    link(&format!(
        "{}::{}::{}",
        resource.rust, resource.rust_type, operation.rust
    ))
}

/// The operation for examples that may call any: preferably one that fetches one item in a short call.
fn single(api: &Api) -> Option<Found<'_>> {
    operations(api).min_by_key(|(resource, operation)| {
        let mut writer = Writer::new(api);
        writer.call(resource, operation);
        (
            !writer.parameters.is_empty(),
            operation.deprecated.is_some(),
            operation.item_type(api).is_some(),
            writer.uses.len(),
            operation.path_parameters.is_empty(),
            operation.method != Method::Get,
        )
    })
}

/// Runs an async example without an executor: its futures never wait for anything outside of them.
const DRIVE: &str = "# {
# let mut example = std::pin::pin!(example());
# let mut context = std::task::Context::from_waker(std::task::Waker::noop());
# let mut polls = (0..1000).map(|_| std::future::Future::poll(example.as_mut(), &mut context));
# let outcome = polls.find(std::task::Poll::is_ready);
# assert!(matches!(outcome, Some(std::task::Poll::Ready(Ok(())))), \"{outcome:?}\");
# }";
