//! Schema components, one for each type of the spec.

use super::annotations::deprecation;
use super::enums;
use super::fields;
use super::object::{Object, pointer};
use super::scalars::scalar;
use super::schemas::{Usage, schema};
use crate::ir::{Api, Field, Model, Ty, Type, TypeKind, UnionVariant};

/// The schema of a type definition.
pub(super) fn definition(api: &Api, ty: &Type) -> Object {
    let kind = match &ty.kind {
        TypeKind::Model(model) => object(api, model),
        TypeKind::StringEnum(variants) => enums::strings(variants),
        TypeKind::IntEnum(variants) => enums::integers(variants),
        TypeKind::Id(it) => scalar(*it),
        TypeKind::Constrained(it, constraints) => {
            let ty = Ty::Scalar(*it);
            scalar(*it).merge(fields::constraints(constraints, &ty))
        }
        TypeKind::TaggedUnion {
            discriminator,
            variants,
        } => tagged(api, discriminator, variants),
        TypeKind::Union(variants) => {
            let choices = variants.iter().map(|it| schema(api, &it.ty, Usage::Any));
            Object::new().with_list("anyOf", choices)
        }
        TypeKind::Alias(target) => schema(api, target, Usage::Any),
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
        fields::property(api, field, Usage::Any)
    })
    .with_some(
        "additionalProperties",
        additional.map(|ty| schema(api, ty, Usage::Any)),
    )
    .with_list("anyOf", fields::alternatives(&model.any_of))
}

fn tagged(api: &Api, discriminator: &str, variants: &[UnionVariant]) -> Object {
    let mut choices: Vec<&Ty> = Vec::new();
    for variant in variants {
        if !choices.contains(&&variant.ty) {
            choices.push(&variant.ty);
        }
    }
    // A mapping cannot have a value that several variants share.
    let is_shared = |tag: &String| variants.iter().filter(|it| it.tags.contains(tag)).count() > 1;
    // `oneOf` rejects values that match several schemas. The discriminator keeps schemas apart only if each fixes its value.
    let is_disjoint = variants
        .iter()
        .all(|it| has_constant(api, &it.ty, discriminator) && !it.tags.iter().any(is_shared));
    let keyword = if is_disjoint { "oneOf" } else { "anyOf" };
    let tags = variants
        .iter()
        .flat_map(|it| it.tags.iter().map(move |tag| (it, tag)));
    let mapping = tags
        .filter(|(_, tag)| !is_shared(tag))
        .filter_map(|(variant, tag)| {
            let model = api.ty(variant.ty.named()?);
            Some((tag.as_str(), pointer("schemas", &model.name)))
        });
    let mapped = Object::new()
        .with("propertyName", discriminator)
        .with_object("mapping", mapping.collect());
    Object::new()
        .with_list(
            keyword,
            choices.into_iter().map(|ty| schema(api, ty, Usage::Any)),
        )
        .with("discriminator", mapped)
}

/// Whether a model has a required constant for the discriminator.
fn has_constant(api: &Api, ty: &Ty, discriminator: &str) -> bool {
    let model = match ty.named().map(|id| &api.ty(id).kind) {
        Some(TypeKind::Model(model)) => model,
        _ => return false,
    };
    let is_constant =
        |field: &Field| field.wire == discriminator && field.required && field.constant.is_some();
    model.fields.iter().any(is_constant)
}
