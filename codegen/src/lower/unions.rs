//! Unions.

use super::enums::call;
use super::types::{Declared, Side, Types};
use super::{deprecation, subject};
use crate::ir::{Api, Scalar, Ty, Type as IrType, UnionVariant};
use crate::rust::{
    Enum, Implementation, Item, Macro, Origin, Path, TraitImpl, TraitRef, Type, Variant,
    VariantOrigin,
};

/// A union that a field of its objects discriminates.
pub(super) fn tagged<'a>(
    types: &Types<'a>,
    at: &Declared<'a>,
    discriminator: &'a str,
    variants: &'a [UnionVariant],
) -> Vec<Item<'a>> {
    let name = Macro::TaggedUnion {
        discriminator,
        variants,
    };
    items(types, at, variants, name)
}

/// An untagged union: the first variant that can be decoded is used.
pub(super) fn untagged<'a>(
    types: &Types<'a>,
    at: &Declared<'a>,
    variants: &'a [UnionVariant],
) -> Vec<Item<'a>> {
    items(types, at, variants, Macro::UntaggedUnion(variants))
}

fn items<'a>(
    types: &Types<'a>,
    at: &Declared<'a>,
    variants: &'a [UnionVariant],
    name: Macro<'a>,
) -> Vec<Item<'a>> {
    let mut members = Vec::new();
    let mut conversions = Vec::new();
    let from = |ty: Type, implementation| {
        Item::TraitImpl(TraitImpl {
            ty: at.path.clone(),
            of: TraitRef::of(Path::plain("From"), ty),
            implementation,
        })
    };
    for variant in variants {
        let unit = Variant {
            subject: Some(subject::member(&at.subject, &variant.name)),
            ..Variant::unit(variant.rust.clone(), VariantOrigin::Union(variant))
        };
        if variant.is_unit {
            members.push(unit);
            continue;
        }
        let value = types.ty(&variant.ty, Side::Any);
        if converts_into(types.api, at.ty, variants, variant) {
            conversions.push(from(value.clone(), Implementation::FromVariant(variant)));
            if *types.api.resolved(&variant.ty) == Ty::Scalar(Scalar::String) {
                let text = Type::plain("str").reference();
                conversions.push(from(text, Implementation::FromStr(variant)));
            }
        }
        let held = if variant.boxed {
            Type::generic("Box", value)
        } else {
            value
        };
        members.push(Variant {
            holds: Some(held),
            ..unit
        });
    }
    members.push(Variant::unrecognized(Type::runtime("Json")));
    let definition = Item::Enum(Enum {
        path: at.path.clone(),
        origin: Origin::Type(at.ty),
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
fn converts_into(
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
