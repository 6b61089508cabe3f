//! Fields that a model implies, and variants of unions without fields of their own.
//!
//! The struct of a model does not have a field with only one possible value. It encodes the value, and checks it when it is
//! decoded. A variant whose model has no other fields is a unit variant.

use crate::ir::{Access, Api, Content, Field, Model, Ty, Type, TypeId, TypeKind, UnionVariant};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// Marks the implied fields of models and the unit variants of unions. Requires that the uses of types are marked.
pub(super) fn mark(api: &mut Api) {
    let tags = tags(api);
    let implied: Vec<Vec<_>> = api
        .types
        .iter()
        .enumerate()
        .map(|(index, ty)| match &ty.kind {
            TypeKind::Model(model) => {
                let tag = tags.get(&TypeId(index)).and_then(Option::as_ref);
                let fields = model.fields.iter();
                fields.map(|field| value(api, ty, field, tag)).collect()
            }
            _ => Vec::new(),
        })
        .collect();
    for (ty, implied) in api.types.iter_mut().zip(implied) {
        if let TypeKind::Model(model) = &mut ty.kind {
            let fields = model.fields.iter_mut().zip(implied);
            fields.for_each(|(field, value)| field.implied = value);
        }
    }
    let is_empty: Vec<_> = api.types.iter().map(|ty| is_empty(&ty.kind)).collect();
    let units: Vec<Vec<bool>> = api
        .types
        .iter()
        .map(|ty| {
            let variants = variants(&ty.kind).iter();
            let is_unit = |it: &UnionVariant| match api.resolved(&it.ty) {
                Ty::Named(id) => is_empty.get(id.0) == Some(&true),
                _ => false,
            };
            variants.map(is_unit).collect()
        })
        .collect();
    for (ty, units) in api.types.iter_mut().zip(units) {
        if let TypeKind::TaggedUnion { variants, .. } | TypeKind::Union(variants) = &mut ty.kind {
            let variants = variants.iter_mut().zip(units);
            variants.for_each(|(variant, is_unit)| variant.is_unit = is_unit);
        }
    }
}

/// The discriminator of a model and its only value.
type Tag<'a> = (&'a str, &'a str);

/// The only value of a field of a model.
fn value(api: &Api, ty: &Type, field: &Field, tag: Option<&Tag<'_>>) -> Option<Json> {
    let is_exchanged = match field.access {
        Access::Both => true,
        // If a type is both sent and returned, a field that exists in only one direction is optional.
        Access::ReadOnly => !ty.sent,
        Access::WriteOnly => !ty.received,
    };
    let has_end = field
        .deprecated
        .as_ref()
        .is_some_and(|it| it.end_of_life.is_some());
    if !is_exchanged || has_end || field.nullable || field.lenient {
        return None;
    }
    if let Some((_, value)) = tag.filter(|(name, _)| *name == field.wire) {
        return Some((*value).into());
    }
    let constant = field.constant.as_ref();
    constant
        .filter(|_| field.required && api.has_literal(field))
        .cloned()
}

/// The discriminator of each model that is a variant and is not used by itself; `None` if it has several values, which
/// then distinguish values of the struct.
fn tags(api: &Api) -> BTreeMap<TypeId, Option<Tag<'_>>> {
    let mut tags: BTreeMap<TypeId, Option<Tag<'_>>> = BTreeMap::new();
    for ty in &api.types {
        let TypeKind::TaggedUnion {
            discriminator,
            variants,
        } = &ty.kind
        else {
            continue;
        };
        for variant in variants {
            let Ty::Named(id) = api.resolved(&variant.ty) else {
                continue;
            };
            for tag in &variant.tags {
                let tag = (discriminator.as_str(), tag.as_str());
                let known = tags.entry(*id).or_insert(Some(tag));
                if *known != Some(tag) {
                    *known = None;
                }
            }
        }
    }
    let used = used_by_themselves(api);
    tags.retain(|id, _| !used.contains(id));
    tags
}

/// Types that are used other than as a variant of a union with a discriminator.
fn used_by_themselves(api: &Api) -> BTreeSet<TypeId> {
    let mut uses: Vec<&Ty> = Vec::new();
    for ty in &api.types {
        match &ty.kind {
            TypeKind::Model(model) => {
                uses.extend(model.fields.iter().map(|it| &it.ty));
                uses.extend(&model.additional_properties);
            }
            TypeKind::Union(variants) => uses.extend(variants.iter().map(|it| &it.ty)),
            // Uses of an alias are uses of its target.
            TypeKind::Alias(_)
            | TypeKind::TaggedUnion { .. }
            | TypeKind::StringEnum(_)
            | TypeKind::IntEnum(_)
            | TypeKind::Id(_)
            | TypeKind::Constrained(..) => {}
        }
    }
    let operations = api.resources.iter().flat_map(|it| &it.operations);
    for operation in operations {
        uses.extend(operation.path_parameters.iter().map(|it| &it.ty));
        uses.extend(operation.parameters.iter().map(|it| &it.field.ty));
        match operation.body.as_ref().map(|it| &it.content) {
            Some(Content::Fields { fields, .. }) => uses.extend(fields.iter().map(|it| &it.ty)),
            Some(Content::Whole(ty)) => uses.push(ty),
            None => {}
        }
        uses.extend(operation.responses.iter().filter_map(|it| it.ty.as_ref()));
        uses.extend(operation.errors.iter().filter_map(|it| it.ty.as_ref()));
    }
    let uses = uses.into_iter();
    uses.filter_map(|ty| api.innermost(ty)).collect()
}

fn is_empty(kind: &TypeKind) -> bool {
    match kind {
        TypeKind::Model(Model {
            fields,
            additional_properties: None,
            any_of: _,
        }) => fields.iter().all(|field| field.implied.is_some()),
        _ => false,
    }
}

fn variants(kind: &TypeKind) -> &[UnionVariant] {
    match kind {
        TypeKind::TaggedUnion { variants, .. } | TypeKind::Union(variants) => variants,
        _ => &[],
    }
}
