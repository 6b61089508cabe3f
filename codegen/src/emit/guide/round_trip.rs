//! An item that the example of a test creates and fetches from the fake.

use super::{Found, calls};
use crate::emit::examples::chain;
use crate::emit::testing::{Collection, Verb, collections, is_text, model};
use crate::emit::values::{self, Writer};
use crate::ir::{Api, Field, Operation, Resource, Scalar, Ty};
use crate::lower::{inputs, presence};
use crate::markdown::Values;
use crate::rust::{Presence, string_literal};

/// The calls of a test.
struct RoundTrip<'a> {
    writer: Writer<'a>,
    create: Vec<String>,
    fetch: Vec<String>,
    seed: Option<Seed>,
}

/// An item that is added without the client.
struct Seed {
    /// Name of the collection, as a Rust string.
    collection: String,
    /// Path parameters of the collection.
    path: String,
    /// Object for `json!`.
    item: String,
}

pub(super) fn set(values: &mut Values, api: &Api) {
    let collections = collections(api);
    let trips = collections
        .iter()
        .filter_map(|it| round_trip(api, it, &collections));
    let mut trips = trips.filter(|trip| trip.writer.parameters.is_empty());
    let trip = trips.next().unwrap_or_else(|| RoundTrip {
        writer: Writer::new(api),
        create: Vec::new(),
        fetch: Vec::new(),
        seed: None,
    });
    values.chain("round_trip.create", trip.create);
    values.chain("round_trip.fetch", trip.fetch);
    calls::set_context(values, "round_trip", &trip.writer);
    let seed = trip.seed.as_ref();
    values.code("seed", seed.map(|it| it.collection.clone()));
    values.code("seed.path", seed.map(|it| it.path.clone()));
    values.code("seed.item", seed.map(|it| it.item.clone()));
}

fn round_trip<'a>(
    api: &'a Api,
    collection: &Collection<'a>,
    all: &[Collection<'a>],
) -> Option<RoundTrip<'a>> {
    let (resource, create) = operation(api, collection, Verb::Create)?;
    let (home, get) = operation(api, collection, Verb::Get)?;
    let id = identifier(api, collection, create)?;
    let same = api.fully_resolved(create.responses.first()?.ty.as_ref()?)
        == api.fully_resolved(get.responses.first()?.ty.as_ref()?);
    let (last, others) = get.path_parameters.split_last()?;
    let plain = same && is_text(api, &last.ty) && !inputs(api, get).iter().any(|it| it.required);
    if !plain {
        return None;
    }
    let mut writer = Writer::new(api);
    let create = writer.call(resource, create);
    let mut arguments: Vec<_> = others.iter().map(|it| writer.argument(it)).collect();
    let seed = seed(api, collection, (home, get), &arguments, all);
    arguments.push(format!("&created.{}", id.rust));
    let mut fetch: Vec<_> = chain(api, home).split('.').map(str::to_owned).collect();
    fetch.push(values::call(&get.rust, &arguments));
    Some(RoundTrip {
        writer,
        create,
        fetch,
        seed,
    })
}

/// An item for a collection whose path takes only strings.
fn seed(
    api: &Api,
    collection: &Collection<'_>,
    (resource, get): Found<'_>,
    path: &[String],
    all: &[Collection<'_>],
) -> Option<Seed> {
    if path.iter().any(|it| !it.starts_with('"')) {
        return None;
    }
    let name = collection_name(api, resource, get, all);
    let item = get.responses.first().and_then(|it| it.ty.as_ref());
    let mut fields = item
        .and_then(|ty| model(api, ty))
        .into_iter()
        .flat_map(|it| &it.fields);
    let field = fields.find(|it| {
        let is_string = *api.resolved(&it.ty) == Ty::Scalar(Scalar::String);
        is_string && Some(it.wire.as_str()) != collection.id && it.deprecated.is_none()
    });
    let item = field.map_or_else(String::new, |it| {
        let example = it.example.as_ref().and_then(|it| it.as_str());
        let example = string_literal(example.unwrap_or("text"));
        format!("{}: {example}", string_literal(&it.wire))
    });
    Some(Seed {
        collection: string_literal(name),
        path: path.join(", "),
        item: format!("{{{item}}}"),
    })
}

/// The name of a collection for `Fake::collection`: its resource, or an operation if the resource has several collections.
fn collection_name<'a>(
    api: &Api,
    resource: &'a Resource,
    get: &'a Operation,
    all: &[Collection<'_>],
) -> &'a str {
    let of_resource = all.iter().filter(|collection| {
        let mut roles = collection.roles.iter();
        roles.any(|((index, _), _)| api.resources[*index].id == resource.id)
    });
    if of_resource.count() == 1 {
        &resource.id
    } else {
        &get.id
    }
}

/// The operation with this role in a collection, unless it is deprecated or returns one of several responses.
fn operation<'a>(api: &'a Api, collection: &Collection<'a>, verb: Verb<'_>) -> Option<Found<'a>> {
    let mut roles = collection.roles.iter();
    let ((resource, operation), _) = roles.find(|(_, it)| *it == verb)?;
    let resource = &api.resources[*resource];
    let operation = &resource.operations[*operation];
    let is_usable = operation.deprecated.is_none() && operation.responses.len() == 1;
    is_usable.then_some((resource, operation))
}

/// The field with the ID of a created item, if it is required and a string.
fn identifier<'a>(
    api: &'a Api,
    collection: &Collection<'a>,
    create: &'a Operation,
) -> Option<&'a Field> {
    let created = create.responses.first()?.ty.as_ref()?;
    let Ty::Named(id) = api.resolved(created) else {
        return None;
    };
    let mut fields = model(api, created)?.fields.iter();
    let field = fields.find(|it| Some(it.wire.as_str()) == collection.id)?;
    let is_required = presence(field, api.ty(*id)) == Presence::Required;
    (is_required && is_text(api, &field.ty)).then_some(field)
}
