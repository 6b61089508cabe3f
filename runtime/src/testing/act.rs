//! Applies operations to collections.

use std::collections::BTreeSet;

use bytes::Bytes;
use serde_json::{Map, Value};

use super::answer::{Answer, success};
use super::describe::{Collection, Endpoint, Ids, Kind, Role};
use super::page::Window;
use super::refusal::Refusal;
use super::request::{self, text};
use super::route::Route;
use super::sample;
use super::select::{Selection, Taught};
use super::store::{Store, merged};
use crate::Service;

/// The arguments of a request, except for its path.
pub(super) struct Asked<'a> {
    pub(super) query: &'a str,
    pub(super) body: Value,
    /// Time of the change, in seconds since the fake was created.
    pub(super) moment: u64,
    /// Filters defined by the test.
    pub(super) taught: Taught,
}

/// Applies the operation and returns its response.
pub(super) fn act(
    service: &Service,
    role: Role,
    route: &Route,
    asked: Asked<'_>,
    store: &mut Store,
) -> Result<Answer, Refusal> {
    let endpoint = route.endpoint;
    let collection = role.collection();
    let key = route.key(collection);
    let missing = || missing(route);
    let Asked {
        query,
        body,
        moment,
        taught,
    } = asked;
    let item = match role {
        Role::List(_) => {
            let selection = Selection::read(endpoint, query, collection.item, &taught)?;
            return list(service, endpoint, query, &selection, store);
        }
        Role::Create(_) => {
            let members = taken_over(collection, body);
            let own = collection.id.and_then(|id| members.get(id)).map(text);
            if own.is_some_and(|key| store.get(&key).is_some()) {
                return Err(taken(route));
            }
            store.insert(members.into(), moment).1
        }
        Role::Get(_) | Role::Exists(_) => store.get(key).ok_or_else(missing)?,
        Role::Edit(_) => {
            let old = store.get(key).ok_or_else(missing)?;
            let item = merged(collection, old, taken_over(collection, body), moment);
            replace(route, key, item, store)?
        }
        // A singleton that can be deleted can also be created by replacing it.
        Role::Replace(_) if collection.single && store.get(key).is_none() => {
            let members = taken_over(collection, body);
            store.insert(members.into(), moment).1
        }
        Role::Replace(_) => {
            let old = store.get(key).ok_or_else(missing)?;
            let kept = kept(collection, old);
            let item = merged(collection, kept, taken_over(collection, body), moment);
            replace(route, key, item, store)?
        }
        Role::Delete(_) => store.remove(key).ok_or_else(missing)?,
        Role::DeleteMany(_, ids) => {
            let keys = listed(endpoint, ids, query, &body);
            let removed = remove(route, &keys, store)?;
            return Ok(match endpoint.answer {
                None => Answer::new(endpoint.status, "", Bytes::new()),
                Some(Kind::List(kind)) => {
                    let items = removed.into_iter().map(|it| shown(*kind, it));
                    let items: Vec<_> = items.collect();
                    Answer::json(endpoint.status, &success(service, endpoint, items.into()))
                }
                Some(_) => Answer::json(endpoint.status, &success(service, endpoint, Value::Null)),
            });
        }
    };
    Ok(match endpoint.answer {
        None => Answer::new(endpoint.status, "", Bytes::new()),
        Some(kind) => {
            let value = shown(kind, item);
            Answer::json(endpoint.status, &success(service, endpoint, value))
        }
    })
}

fn list(
    service: &Service,
    endpoint: &Endpoint,
    query: &str,
    selection: &Selection,
    store: &Store,
) -> Result<Answer, Refusal> {
    let window = Window::read(endpoint, query)?;
    let (items, total) = selection.window(store, window.offset, window.size);
    let items: Vec<_> = items
        .into_iter()
        .map(|it| shown(store.item(), it))
        .collect();
    let body = match endpoint.operation.pagination {
        None => success(service, endpoint, items.into()),
        Some(pagination) => {
            let frame = endpoint.answer.map_or(Value::Null, frame);
            let mut body = success(service, endpoint, frame);
            window.write(pagination, items, total, &mut body);
            body
        }
    };
    Ok(Answer::json(endpoint.status, &body))
}

/// Replaces an item, unless its new identifier belongs to another item.
fn replace(route: &Route, key: &str, item: Value, store: &mut Store) -> Result<Value, Refusal> {
    let renamed = store.renamed(key, &item);
    if renamed != key && store.get(&renamed).is_some() {
        return Err(taken(route));
    }
    store.replace(key, item.clone());
    Ok(item)
}

/// The identifiers in a request, without duplicates.
fn listed(endpoint: &Endpoint, ids: Ids, query: &str, body: &Value) -> BTreeSet<String> {
    let list = match ids {
        Ids::Body => body,
        Ids::Member(name) => body.get(name).unwrap_or(&Value::Null),
        Ids::Query(name) => {
            let mut parameters = endpoint.parameters.iter();
            let parameter = parameters.find(|it| it.field.name == name);
            let values = parameter.and_then(|it| request::in_query(it, query));
            return values.unwrap_or_default().into_iter().collect();
        }
    };
    let items = list.as_array().into_iter().flatten();
    items.map(text).collect()
}

/// Removes items; removes none if one of them does not exist.
fn remove(
    route: &Route,
    keys: &BTreeSet<String>,
    store: &mut Store,
) -> Result<Vec<Value>, Refusal> {
    if keys.iter().any(|key| store.get(key).is_none()) {
        return Err(missing(route));
    }
    Ok(keys.iter().filter_map(|key| store.remove(key)).collect())
}

/// The response if the item does not exist.
fn missing(route: &Route) -> Refusal {
    Refusal::new(
        404,
        format!("no item in `{}` has this identifier", route.resource.id),
    )
}

/// The response if the identifier belongs to another item.
fn taken(route: &Route) -> Refusal {
    let message = format!(
        "an item in `{}` already has this identifier",
        route.resource.id
    );
    Refusal::new(409, message)
}

/// The object that a page wraps the list in.
fn frame(kind: Kind) -> Value {
    match kind {
        Kind::Object(object) => {
            let mut members = Map::new();
            sample::complete(object, &mut members);
            members.into()
        }
        _ => Value::Null,
    }
}

/// The members of the body that the item has and callers can write.
fn taken_over(collection: &Collection, body: Value) -> Map<String, Value> {
    let Value::Object(mut members) = body else {
        return Map::new();
    };
    if let Kind::Object(item) = collection.item {
        members.retain(|name, _| item.field(name).map_or(item.open, |field| !field.read_only));
    }
    members
}

/// The members of a replaced item that only the server writes.
fn kept(collection: &Collection, item: Value) -> Value {
    let Value::Object(mut members) = item else {
        return item;
    };
    if let Kind::Object(object) = collection.item {
        members.retain(|name, _| {
            collection.id == Some(name) || object.field(name).is_some_and(|field| field.read_only)
        });
    }
    members.into()
}

/// An item as the API returns it.
fn shown(kind: Kind, mut item: Value) -> Value {
    if let (Kind::Object(object), Value::Object(members)) = (kind, &mut item) {
        members.retain(|name, _| {
            object
                .field(name)
                .map_or(object.open, |field| !field.write_only)
        });
        sample::complete(object, members);
    }
    item
}
