//! Unions.

use super::enums::call;
use super::types::{Declared, Side, Types};
use super::{deprecation, subject};
use crate::ir::{Api, Scalar, Ty, Type as IrType, UnionVariant};
use crate::rust::{Enum, Item, Macro, Path, TraitImpl, TraitRef, Type, Variant};

/// A union that a field of its objects discriminates.
pub(super) fn tagged(types: &Types<'_>, at: &Declared<'_>, variants: &[UnionVariant]) -> Vec<Item> {
    items(types, at, variants, Macro::TaggedUnion)
}

/// A union whose first matching variant is taken.
pub(super) fn untagged(
    types: &Types<'_>,
    at: &Declared<'_>,
    variants: &[UnionVariant],
) -> Vec<Item> {
    items(types, at, variants, Macro::UntaggedUnion)
}

fn items(
    types: &Types<'_>,
    at: &Declared<'_>,
    variants: &[UnionVariant],
    name: Macro,
) -> Vec<Item> {
    let mut members = Vec::new();
    let mut conversions = Vec::new();
    let from = |ty: Type| {
        Item::TraitImpl(TraitImpl {
            ty: at.path.clone(),
            of: TraitRef::of(Path::plain("From"), ty),
        })
    };
    for variant in variants {
        let value = types.ty(&variant.ty, Side::Any);
        if converts_into(types.api, at.ty, variants, variant) {
            conversions.push(from(value.clone()));
            if *types.api.resolved(&variant.ty) == Ty::Scalar(Scalar::String) {
                conversions.push(from(Type::plain("str").reference()));
            }
        }
        let held = if variant.boxed {
            Type::generic("Box", value)
        } else {
            value
        };
        members.push(Variant {
            subject: Some(subject::member(&at.subject, &variant.name)),
            ..Variant::holding(variant.rust.clone(), held)
        });
    }
    members.push(Variant::holding("Unrecognized", Type::runtime("Json")));
    let definition = Item::Enum(Enum {
        path: at.path.clone(),
        derives: &["Debug", "Clone", "PartialEq"],
        variants: members,
        deprecated: deprecation::of(at.ty.deprecated.as_ref()),
        subject: Some(at.subject.clone()),
    });
    let head = [definition, call(&at.path, name)];
    head.into_iter().chain(conversions).collect()
}

/// Whether the value of a variant converts into the union: no other variant has the same type, and the type is not the
/// union itself.
pub fn converts_into(
    api: &Api,
    ty: &IrType,
    variants: &[UnionVariant],
    variant: &UnionVariant,
) -> bool {
    let deep = api.fully_resolved(&variant.ty);
    let is_itself = matches!(&deep, Ty::Named(id) if api.ty(*id).rust == ty.rust);
    let alike = variants
        .iter()
        .filter(|other| api.fully_resolved(&other.ty) == deep);
    !is_itself && alike.count() == 1
}
