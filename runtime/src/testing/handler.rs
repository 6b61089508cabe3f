//! Applies operations to collections.

use std::collections::BTreeSet;

use bytes::Bytes;
use http::HeaderValue;
use http::header::LINK;
use serde_json::{Map, Value};

use super::error_response::ErrorResponse;
use super::headers::item_url;
use super::page::Window;
use super::request::{self, text};
use super::response::{Response, success};
use super::route::Route;
use super::sample;
use super::schema::{Body, Collection, Endpoint, Ids, Role, Type};
use super::selection::{CustomFilters, Selection};
use super::store::{Store, merged};
use crate::Service;

/// The arguments of a request, except those in its path.
pub(super) struct Arguments<'a> {
    /// URL of the request.
    pub(super) url: &'a str,
    pub(super) query: &'a str,
    pub(super) body: Value,
    /// Time of the change, in seconds since the fake was created.
    pub(super) time: u64,
    /// Filters defined by the test.
    pub(super) custom_filters: CustomFilters,
}

/// Applies the operation and returns its response.
pub(super) fn handle(
    service: &Service,
    role: Role,
    route: &Route,
    arguments: Arguments<'_>,
    store: &mut Store,
) -> Result<Response, ErrorResponse> {
    let endpoint = route.endpoint;
    let collection = role.collection();
    let key = route.key(collection);
    let missing = || missing(route);
    let Arguments {
        url,
        query,
        body,
        time,
        custom_filters,
    } = arguments;
    let (path, _) = url.split_once('?').unwrap_or((url, ""));
    let mut location = Some(path.to_owned());
    let item = match role {
        Role::List(_) => {
            let selection = Selection::read(endpoint, query, collection.item, &custom_filters)?;
            return list(service, endpoint, (url, query), &selection, store);
        }
        Role::Create(_) => {
            let members = writable_members(collection, body);
            let own = collection.id.and_then(|id| members.get(id)).map(text);
            if own.is_some_and(|key| store.get(&key).is_some()) {
                return Err(duplicate(route));
            }
            let (key, item) = store.insert(members.into(), time);
            location = Some(item_url(path, &key));
            item
        }
        Role::Get(_) | Role::Exists(_) => store.get(key).ok_or_else(missing)?,
        Role::Edit(_) => {
            let old = store.get(key).ok_or_else(missing)?;
            let item = merged(collection, old, writable_members(collection, body), time);
            replace(route, key, item, store)?
        }
        // A singleton that can be deleted can also be created by replacing it.
        Role::Replace(_) if collection.singleton && store.get(key).is_none() => {
            let members = writable_members(collection, body);
            store.insert(members.into(), time).1
        }
        Role::Replace(_) => {
            let old = store.get(key).ok_or_else(missing)?;
            let kept = kept_members(collection, endpoint, old);
            let item = merged(collection, kept, writable_members(collection, body), time);
            replace(route, key, item, store)?
        }
        Role::Delete(_) => {
            location = None;
            store.remove(key).ok_or_else(missing)?
        }
        Role::DeleteMany(_, ids) => {
            let keys = listed_ids(endpoint, ids, query, &body);
            let removed = remove(route, &keys, store)?;
            return Ok(match endpoint.response {
                None => Response::new(endpoint.status, "", Bytes::new()),
                Some(Type::List(ty)) => {
                    let items = removed.into_iter().map(|it| as_returned(*ty, it));
                    let items: Vec<_> = items.collect();
                    Response::json(endpoint.status, &success(service, endpoint, items.into()))
                }
                Some(_) => {
                    Response::json(endpoint.status, &success(service, endpoint, Value::Null))
                }
            });
        }
    };
    let mut response = match endpoint.response {
        None => Response::new(endpoint.status, "", Bytes::new()),
        Some(ty) => {
            let value = as_returned(ty, item);
            Response::json(endpoint.status, &success(service, endpoint, value))
        }
    };
    response.location = location;
    Ok(response)
}

fn list(
    service: &Service,
    endpoint: &Endpoint,
    (url, query): (&str, &str),
    selection: &Selection,
    store: &Store,
) -> Result<Response, ErrorResponse> {
    let mut window = Window::read(endpoint, query)?;
    window.locate(endpoint.operation.pagination, || {
        selection.window(store, 0, u64::MAX).0
    })?;
    let (items, total) = selection.window(store, window.offset, window.size);
    let items: Vec<_> = items
        .into_iter()
        .map(|it| as_returned(store.item(), it))
        .collect();
    let Some(pagination) = endpoint.operation.pagination else {
        let body = success(service, endpoint, items.into());
        return Ok(Response::json(endpoint.status, &body));
    };
    let page = endpoint.response.map_or(Value::Null, empty_page);
    let mut body = success(service, endpoint, page);
    let next = window.write(pagination, items, total, url, &mut body);
    let mut response = Response::json(endpoint.status, &body);
    let link = next.map(|url| format!("<{url}>; rel=\"next\""));
    if let Some(Ok(link)) = link.map(HeaderValue::try_from) {
        response.headers.insert(LINK, link);
    }
    Ok(response)
}

/// Replaces an item. Its new identifier must not be that of another item.
fn replace(
    route: &Route,
    key: &str,
    item: Value,
    store: &mut Store,
) -> Result<Value, ErrorResponse> {
    let renamed = store.renamed(key, &item);
    if renamed != key && store.get(&renamed).is_some() {
        return Err(duplicate(route));
    }
    store.replace(key, item.clone());
    Ok(item)
}

/// The identifiers in a request, without duplicates.
fn listed_ids(endpoint: &Endpoint, ids: Ids, query: &str, body: &Value) -> BTreeSet<String> {
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

/// Removes all of the items, or none if one of them does not exist.
fn remove(
    route: &Route,
    keys: &BTreeSet<String>,
    store: &mut Store,
) -> Result<Vec<Value>, ErrorResponse> {
    if keys.iter().any(|key| store.get(key).is_none()) {
        return Err(missing(route));
    }
    Ok(keys.iter().filter_map(|key| store.remove(key)).collect())
}

/// The error if the item does not exist.
fn missing(route: &Route) -> ErrorResponse {
    ErrorResponse::new(
        404,
        format!("no item in `{}` has this identifier", route.resource.id),
    )
}

/// The error if the identifier belongs to another item.
fn duplicate(route: &Route) -> ErrorResponse {
    let message = format!(
        "an item in `{}` already has this identifier",
        route.resource.id
    );
    ErrorResponse::new(409, message)
}

/// The object around the list of a page.
fn empty_page(ty: Type) -> Value {
    let Some(object) = ty.object() else {
        return Value::Null;
    };
    let mut members = Map::new();
    sample::complete(object, &mut members);
    members.into()
}

/// The members of the body that are members of the item and that clients can set.
fn writable_members(collection: &Collection, body: Value) -> Map<String, Value> {
    let Value::Object(mut members) = body else {
        return Map::new();
    };
    if let Some(item) = collection.item.object() {
        members.retain(|name, _| {
            item.field(name)
                .map_or(item.additional_properties, |field| !field.read_only)
        });
    }
    members
}

/// The members of an item that remain if a client replaces it: those that the body cannot contain.
fn kept_members(collection: &Collection, endpoint: &Endpoint, item: Value) -> Value {
    let Value::Object(mut members) = item else {
        return item;
    };
    let body = match endpoint.body {
        Some(Body::Fields(fields)) => Some(fields),
        Some(Body::Value(ty)) => ty.object(),
        None => None,
    };
    let is_sent = |name: &str| {
        body.is_some_and(|body| body.additional_properties || body.field(name).is_some())
    };
    if let Some(object) = collection.item.object() {
        members.retain(|name, _| {
            let is_read_only = object.field(name).is_some_and(|field| field.read_only);
            collection.id == Some(name) || is_read_only || !is_sent(name)
        });
    }
    members.into()
}

/// An item as the API returns it.
fn as_returned(ty: Type, mut item: Value) -> Value {
    if let (Some(object), Value::Object(members)) = (ty.object(), &mut item) {
        members.retain(|name, _| {
            object
                .field(name)
                .map_or(object.additional_properties, |field| !field.write_only)
        });
        sample::complete(object, members);
    }
    item
}
