//! The roles of operations in collections, derived from their paths and types.
//!
//! A collection is the items below a path, e.g. `/things` with an item at `/things/{thing_id}`, or a single item at a path
//! of its own, e.g. `/settings`. An operation that does not match exactly has no role; the fake does not guess.

use super::responses;
use crate::ir::{
    Api, Content, Field, Media, Method, Model, Operation, ParameterLocation, Response, Ty,
    TypeKind, path_shape,
};
use std::collections::HashMap;

/// Role of an operation in its collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::emit) enum Verb<'a> {
    List,
    Create,
    Get,
    Exists,
    Edit,
    Replace,
    Delete,
    /// Deletes the items with these IDs.
    DeleteMany(Ids<'a>),
}

/// Where a request lists IDs of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::emit) enum Ids<'a> {
    /// The body.
    Body,
    /// A field of the body.
    Member(&'a str),
    /// A query parameter.
    Query(&'a str),
}

/// Origin of the items of a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// Added by operations.
    Operations,
    /// Added only by tests: the API can only fetch them.
    Test,
    /// Present from the start: the API only changes them.
    Initial,
}

/// The items below a path, or the single item at it.
pub(in crate::emit) struct Collection<'a> {
    /// The path of the items.
    pub(super) path: &'a str,
    /// Indices of the resource and operation that first use the path.
    pub(super) first: (usize, usize),
    /// Wire name of the field with the ID of an item.
    pub(in crate::emit) id: Option<&'a str>,
    /// Type of an item.
    pub(super) item: &'a Ty,
    /// Whether it is a single item.
    pub(super) single: bool,
    pub(super) origin: Origin,
    /// The operations, by the indices of resource and operation.
    pub(in crate::emit) roles: Vec<((usize, usize), Verb<'a>)>,
}

/// An operation that may belong to a collection.
struct Candidate<'a> {
    at: (usize, usize),
    operation: &'a Operation,
    verb: Verb<'a>,
    path: &'a str,
    /// Whether it works on a single item at its own path.
    single: bool,
    /// Type of the items, if the operation returns any.
    item: Option<&'a Ty>,
}

/// All collections of an API.
pub(in crate::emit) fn collections(api: &Api) -> Vec<Collection<'_>> {
    let mut groups: Vec<Vec<Candidate<'_>>> = Vec::new();
    let mut by_shape = HashMap::new();
    for (resource, it) in api.resources.iter().enumerate() {
        for (index, operation) in it.operations.iter().enumerate() {
            let Some(candidate) = candidate(api, (resource, index), operation) else {
                continue;
            };
            let group = *by_shape
                .entry(path_shape(candidate.path))
                .or_insert(groups.len());
            match groups.get_mut(group) {
                Some(group) => group.push(candidate),
                None => groups.push(vec![candidate]),
            }
        }
    }
    groups
        .into_iter()
        .filter_map(|group| collection(api, group))
        .collect()
}

fn collection<'a>(api: &'a Api, mut group: Vec<Candidate<'a>>) -> Option<Collection<'a>> {
    // At the path of several items, no operation works on a single one.
    let single = group.iter().all(|it| it.single);
    group.retain(|it| it.single == single);
    if single && group.iter().all(|it| it.verb != Verb::Get) {
        return None;
    }
    // A POST or DELETE on its own need not work on a collection.
    let alone = |verb: Verb<'_>| matches!(verb, Verb::Create | Verb::DeleteMany(_));
    if group.iter().all(|it| alone(it.verb)) {
        return None;
    }
    let of = |verb: Verb| group.iter().find(|it| it.verb == verb && it.item.is_some());
    let order = [
        Verb::Get,
        Verb::List,
        Verb::Create,
        Verb::Edit,
        Verb::Replace,
    ];
    let item = order.into_iter().find_map(of)?.item?;
    let first = group.first()?;
    let parameter = group.iter().find_map(|it| {
        let is_item = it.path != it.operation.path;
        it.operation.path_parameters.last().filter(|_| is_item)
    });
    let many = model(api, item).filter(|_| !single);
    let id = many.and_then(|model| id(api, model, parameter));
    let roles: Vec<_> = group
        .iter()
        .filter(|it| it.item.is_none_or(|shown| can_show(api, item, shown)))
        .filter(|it| match it.verb {
            Verb::DeleteMany(_) => lists_ids(api, it.operation, id),
            _ => true,
        })
        .map(|it| (it.at, it.verb))
        .collect();
    Some(Collection {
        path: first.path,
        first: first.at,
        id: id.map(|id| id.wire.as_str()),
        item,
        single,
        origin: origin(single, &roles),
        roles,
    })
}

fn origin(single: bool, roles: &[((usize, usize), Verb<'_>)]) -> Origin {
    let mut verbs = roles.iter().map(|(_, verb)| *verb);
    if single {
        if verbs.clone().any(|it| it == Verb::Delete) {
            Origin::Operations
        } else if verbs.any(|it| matches!(it, Verb::Edit | Verb::Replace)) {
            Origin::Initial
        } else {
            Origin::Test
        }
    } else if verbs.all(|it| matches!(it, Verb::List | Verb::Get | Verb::Exists)) {
        Origin::Test
    } else {
        Origin::Operations
    }
}

fn candidate<'a>(
    api: &'a Api,
    at: (usize, usize),
    operation: &'a Operation,
) -> Option<Candidate<'a>> {
    let response = responses::of_effect(operation)?;
    if response.ty.is_some() && response.media != Media::Json {
        return None;
    }
    let (before, last) = operation.path.rsplit_once('/')?;
    let is_item = last.starts_with('{') && last.find('}') == Some(last.len() - 1);
    let returned = response.ty.as_ref();
    let shows_item = returned.is_some_and(|ty| model(api, ty).is_some());
    // The fake has no items that are `null`: an item that does not exist is an error.
    let got = returned.map(Ty::present);
    let gets_item = got.is_some_and(|ty| model(api, ty).is_some());
    let sends_item = operation.body.as_ref().is_some_and(|body| {
        let object = match &body.content {
            Content::Fields { .. } => true,
            Content::Whole(ty) => model(api, ty).is_some(),
        };
        body.media == Media::Json && object
    });
    let list = listed(api, operation, response);
    let may_return_item = returned.is_none() || shows_item;
    let (verb, item) = match (operation.method, ids(api, operation)) {
        (Method::Get, _) if !is_item && list.is_some() => (Verb::List, list),
        (Method::Get, _) if gets_item => (Verb::Get, got),
        (Method::Head, _) => (Verb::Exists, None),
        (Method::Patch, _) if sends_item && may_return_item => (Verb::Edit, returned),
        (Method::Put, _) if sends_item && may_return_item => (Verb::Replace, returned),
        (Method::Post, _) if !is_item && sends_item && shows_item => (Verb::Create, returned),
        (Method::Delete, Some(ids)) if !is_item && (returned.is_none() || list.is_some()) => {
            (Verb::DeleteMany(ids), list)
        }
        (Method::Delete, _) if operation.body.is_none() && may_return_item => {
            (Verb::Delete, returned)
        }
        _ => return None,
    };
    let of_many = matches!(verb, Verb::List | Verb::Create | Verb::DeleteMany(_));
    Some(Candidate {
        at,
        operation,
        verb,
        path: if is_item { before } else { &operation.path },
        single: !is_item && !of_many,
        item,
    })
}

/// The type of the items of a list.
fn listed<'a>(api: &'a Api, operation: &'a Operation, response: &'a Response) -> Option<&'a Ty> {
    if operation.pagination.is_some() {
        return operation.item_type(api);
    }
    match api.resolved(response.ty.as_ref()?) {
        Ty::List(item) => Some(item),
        _ => None,
    }
}

/// The model behind a type.
pub(in crate::emit) fn model<'a>(api: &'a Api, ty: &'a Ty) -> Option<&'a Model> {
    api.model(ty)
}

/// Whether a response of type `shown` can be built from an item: they are the same type, or the item has all required
/// fields of the response.
fn can_show(api: &Api, item: &Ty, shown: &Ty) -> bool {
    if api.fully_resolved(item) == api.fully_resolved(shown) {
        return true;
    }
    let (Some(item), Some(shown)) = (model(api, item), model(api, shown)) else {
        return false;
    };
    let has = |field: &Field| {
        let mut own = item.fields.iter();
        own.any(|it| {
            it.wire == field.wire && api.fully_resolved(&it.ty) == api.fully_resolved(&field.ty)
        })
    };
    shown.fields.iter().filter(|it| it.required).all(has)
}

/// The field with the ID of an item: the one whose type is that of the path parameter, else `id`, else the one named like
/// the path parameter.
fn id<'a>(api: &Api, item: &'a Model, parameter: Option<&Field>) -> Option<&'a Field> {
    let named = |name: &str| item.fields.iter().find(|field| field.wire == name);
    let identifies = |field: &&Field| match api.resolved(&field.ty) {
        Ty::Named(id) => matches!(api.ty(*id).kind, TypeKind::Id(_)),
        Ty::Scalar(scalar) => scalar.is_id(),
        _ => false,
    };
    let of_its_type = parameter.and_then(|parameter| {
        let ty = api.resolved(&parameter.ty);
        let mut fields = item.fields.iter().filter(|it| api.resolved(&it.ty) == ty);
        match (ty, fields.next(), fields.next()) {
            (Ty::Named(_), Some(only), None) => Some(only),
            _ => None,
        }
    });
    of_its_type
        .or_else(|| named("id"))
        .or_else(|| named(&parameter?.wire))
        .filter(identifies)
}

/// The required list of possible IDs that an operation takes, if it takes no other list, and no body besides. Without a
/// required list, the effect of the operation is unknown.
fn id_list<'a>(api: &'a Api, operation: &'a Operation) -> Option<(Ids<'a>, &'a Ty)> {
    let list = |ty: &'a Ty| match api.resolved(ty) {
        Ty::List(item) => Some(&**item),
        _ => None,
    };
    let Some(body) = &operation.body else {
        let queries = operation.parameters.iter();
        let mut lists = queries
            .filter(|it| it.location == ParameterLocation::Query)
            .filter_map(|it| Some((&it.field, list(&it.field.ty)?)));
        let (only, item) = lists.next().filter(|_| lists.next().is_none())?;
        return only.required.then_some((Ids::Query(&only.wire), item));
    };
    let fields = match &body.content {
        _ if body.media != Media::Json || body.omittable => return None,
        Content::Fields { fields, .. } => fields,
        Content::Whole(ty) => match model(api, ty) {
            Some(model) => &model.fields,
            None => return Some((Ids::Body, list(ty)?)),
        },
    };
    match fields.as_slice() {
        [only] if only.required => Some((Ids::Member(&only.wire), list(&only.ty)?)),
        _ => None,
    }
}

/// Where an operation lists IDs of an ID type.
fn ids<'a>(api: &'a Api, operation: &'a Operation) -> Option<Ids<'a>> {
    let (ids, ty) = id_list(api, operation)?;
    let is_id = |ty| matches!(api.ty(ty).kind, TypeKind::Id(_));
    matches!(api.resolved(ty), Ty::Named(ty) if is_id(*ty)).then_some(ids)
}

/// Whether an operation lists IDs of this type.
fn lists_ids(api: &Api, operation: &Operation, id: Option<&Field>) -> bool {
    let listed = id_list(api, operation).map(|(_, ty)| api.resolved(ty));
    listed.is_some() && listed == id.map(|id| api.resolved(&id.ty))
}
