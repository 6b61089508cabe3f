//! What operations do to collections.

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

/// What a request asks for, beside its path.
pub(super) struct Asked<'a> {
    pub(super) query: &'a str,
    pub(super) body: Value,
    /// When it changes something, in seconds since the fake was made.
    pub(super) moment: u64,
    /// What tests said of filters.
    pub(super) taught: Taught,
}

/// Does what the operation is for, and answers as its API would.
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
        // What can be taken away, and is the only one, is put there as well.
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

/// Puts an item in the place of that of a key, unless its identifier is that of another.
fn replace(route: &Route, key: &str, item: Value, store: &mut Store) -> Result<Value, Refusal> {
    let renamed = store.renamed(key, &item);
    if renamed != key && store.get(&renamed).is_some() {
        return Err(taken(route));
    }
    store.replace(key, item.clone());
    Ok(item)
}

/// The identifiers that a request lists, each once.
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

/// Takes items away, or none if one is not there.
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

/// No item has this identifier.
fn missing(route: &Route) -> Refusal {
    Refusal::new(404, format!("`{}` has no such item", route.resource.id))
}

/// Another item has this identifier.
fn taken(route: &Route) -> Refusal {
    let message = format!(
        "`{}` has an item with this identifier already",
        route.resource.id
    );
    Refusal::new(409, message)
}

/// What is around the list in a page.
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

/// The members of a body that the item has too, but for those that only the server writes.
fn taken_over(collection: &Collection, body: Value) -> Map<String, Value> {
    let Value::Object(mut members) = body else {
        return Map::new();
    };
    if let Kind::Object(item) = collection.item {
        members.retain(|name, _| item.field(name).map_or(item.open, |field| !field.read_only));
    }
    members
}

/// What is left of an item that is replaced: what only the server writes.
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

/// What an answer shows of an item.
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
