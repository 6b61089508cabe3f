//! The types of the spec, each a schema by its name.

use super::annotations::deprecation;
use super::enums;
use super::fields;
use super::object::{Object, pointer};
use super::scalars::scalar;
use super::schemas::{Use, schema};
use crate::ir::{Api, Field, Model, Ty, Type, TypeKind, UnionVariant};

/// The schema that a type's name stands for.
pub(super) fn definition(api: &Api, ty: &Type) -> Object {
    let kind = match &ty.kind {
        TypeKind::Model(model) => object(api, model),
        TypeKind::StringEnum(variants) => enums::words(variants),
        TypeKind::IntEnum(variants) => enums::numbers(variants),
        TypeKind::Id(it) => scalar(*it),
        TypeKind::TaggedUnion {
            discriminator: tag,
            variants,
        } => tagged(api, tag, variants),
        TypeKind::Union(variants) => {
            let choices = variants.iter().map(|it| schema(api, &it.ty, Use::Any));
            Object::new().with_list("anyOf", choices)
        }
        TypeKind::Alias(target) => schema(api, target, Use::Any),
    };
    Object::new()
        .with_text("description", &ty.docs)
        .merge(kind)
        .with_list("examples", ty.example.clone())
        .merge(deprecation(ty.deprecated.as_ref()))
}

fn object(api: &Api, model: &Model) -> Object {
    let additional = model.additional_properties.as_ref();
    fields::object(&model.fields, |field| {
        fields::property(api, field, Use::Any)
    })
    .with_some(
        "additionalProperties",
        additional.map(|ty| schema(api, ty, Use::Any)),
    )
}

fn tagged(api: &Api, tag: &str, variants: &[UnionVariant]) -> Object {
    let mut choices: Vec<&Ty> = Vec::new();
    for variant in variants {
        if !choices.contains(&&variant.ty) {
            choices.push(&variant.ty);
        }
    }
    // `oneOf` takes a value that fits two schemas for wrong, and to a schema the tag is a member like any other.
    let disjoint = variants.iter().all(|it| has_constant(api, &it.ty, tag));
    let keyword = if disjoint { "oneOf" } else { "anyOf" };
    let mapping = variants.iter().filter_map(|variant| {
        let model = api.ty(variant.ty.named()?);
        Some((&*variant.name, pointer("schemas", &model.name)))
    });
    let discriminator = Object::new()
        .with("propertyName", tag)
        .with_object("mapping", mapping.collect());
    Object::new()
        .with_list(
            keyword,
            choices.into_iter().map(|ty| schema(api, ty, Use::Any)),
        )
        .with("discriminator", discriminator)
}

/// Whether a model itself says which value its tag has.
fn has_constant(api: &Api, ty: &Ty, tag: &str) -> bool {
    let model = match ty.named().map(|id| &api.ty(id).kind) {
        Some(TypeKind::Model(model)) => model,
        _ => return false,
    };
    let tells = |field: &Field| field.wire == tag && field.required && field.constant.is_some();
    model.fields.iter().any(tells)
}
