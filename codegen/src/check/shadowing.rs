//! Variants of unions that are never decoded, because an earlier variant matches all of their values.

use super::index::{Index, MemberField, Members};
use crate::diag::{Code, Report};
use crate::ir::{Allowed, Scalar, Ty, TypeId, UnionVariant};
use std::collections::BTreeMap;

/// A variant whose type is a model.
#[derive(Clone, Copy)]
struct Model<'m, 'a> {
    variant: &'m UnionVariant,
    id: TypeId,
    members: &'m Members<'a>,
}

/// Reports models that an earlier model always matches. Variants with different discriminator values are independent.
pub(super) fn check(variants: &[UnionVariant], index: &Index<'_>, report: &mut Report) {
    // By discriminator value. The models of an untagged union have none.
    let mut earlier: BTreeMap<Option<&str>, Vec<Model<'_, '_>>> = BTreeMap::new();
    for model in variants.iter().filter_map(|it| Model::of(it, index)) {
        let known = earlier.get(&model.tag()).into_iter().flatten();
        let shadow = known.copied().find(|other| {
            // Variants with the same type are reported as such, or have a discriminator.
            !(other.id == model.id && model.variant.tags.is_empty())
                && other.has_tags_of(model)
                && contains(other.members, model.members, index)
        });
        if let Some(other) = shadow {
            report.error_between(
                Code::ShadowedVariant,
                model.variant.span,
                format!(
                    "the variant `{}` is unreachable: `{}` before it matches all of its values",
                    model.variant.name, other.variant.name
                ),
                (other.variant.span, "the earlier variant"),
                "move the variant with more required fields first, or give each a constant with its own value",
            );
        }
        let mut tags: Vec<_> = model.variant.tags.iter().map(|tag| Some(&**tag)).collect();
        if tags.is_empty() {
            tags.push(None);
        }
        for tag in tags {
            let known = earlier.entry(tag).or_default();
            // One per type is enough, and keeps unions of very many variants fast.
            if !known
                .iter()
                .any(|it| it.id == model.id && it.has_tags_of(model))
            {
                known.push(model);
            }
        }
    }
}

impl<'m, 'a> Model<'m, 'a> {
    /// The model of a variant; `None` for other types.
    fn of(variant: &'m UnionVariant, index: &'m Index<'a>) -> Option<Self> {
        let Ty::Named(id) = index.resolved(&variant.ty) else {
            return None;
        };
        let (declared, members) = index.declared(*id);
        // A model with additional properties of a type also depends on the other members.
        let is_open = declared.def.additional_properties.is_none();
        (declared.def.has_fields() && is_open).then_some(Self {
            variant,
            id: *id,
            members,
        })
    }

    /// The first discriminator value.
    fn tag(self) -> Option<&'m str> {
        self.variant.tags.first().map(|tag| &**tag)
    }

    fn has_tags_of(self, other: Self) -> bool {
        let mut tags = other.variant.tags.iter();
        tags.all(|tag| self.variant.tags.contains(tag))
    }
}

/// Whether the earlier model matches every value of the later one.
fn contains(wide: &Members<'_>, values: &Members<'_>, index: &Index<'_>) -> bool {
    wide.fields.iter().all(|(name, field)| {
        let is_required = wide.required.contains(name);
        let Some(other) = values.fields.get(name) else {
            return !is_required;
        };
        let is_always_there = values.required.contains(name);
        let is_constant = match field.constant {
            Some(constant) if is_required => {
                other.constant.map(|it| &it.value) == Some(&constant.value)
            }
            _ => true,
        };
        (is_always_there && (field.nullable || !other.nullable) || !is_required)
            && is_constant
            && has_wider_type(field, other, index)
    })
}

/// Whether the type of a field matches all values of the type of another.
fn has_wider_type(field: &MemberField<'_>, other: &MemberField<'_>, index: &Index<'_>) -> bool {
    let (Some(wide), Some(values)) = (index.known(field.ty), index.known(other.ty)) else {
        return false;
    };
    let (wide, values) = (index.fully_resolved(&wide), index.fully_resolved(&values));
    // A lenient field keeps any value.
    let is_lenient = match wide {
        Ty::Scalar(scalar) => field.lenient.unwrap_or(index.lenient.contains(&scalar)),
        _ => false,
    };
    is_lenient || decodes_all(&wide, &values, index)
}

/// Whether a type decodes all values of another one.
pub(super) fn decodes_all(wide: &Ty, values: &Ty, index: &Index<'_>) -> bool {
    match (wide, values) {
        (Ty::List(wide), Ty::List(values))
        | (Ty::Map(wide), Ty::Map(values))
        | (Ty::Nullable(wide), Ty::Nullable(values)) => decodes_all(wide, values, index),
        (Ty::Nullable(wide), values) => decodes_all(wide, values, index),
        (wide, values) => {
            wide == values
                || match (decoded(wide, index), decoded(values, index)) {
                    (Some(wide), Some(values)) => wide.contains(values),
                    (Some(wide), None) => wide.scalar == Scalar::Json,
                    (None, _) => false,
                }
        }
    }
}

/// The values of a scalar that a union decodes as a type; `None` for types of other values. Enums keep unknown values, and unions
/// without a discriminator any value. Constraints are checked only if they belong to a type, and not to a field.
fn decoded<'i>(ty: &Ty, index: &'i Index<'_>) -> Option<Allowed<'i>> {
    let scalar = match ty {
        Ty::Named(id) => {
            if let Some(allowed) = index.allowed(*id) {
                return Some(allowed);
            }
            let def = index.declared[id.0].def;
            let is_untagged = def.one_of.is_some() && def.discriminator.is_none();
            let of_union = is_untagged.then_some(Scalar::Json);
            def.enum_scalar().or(of_union).or_else(|| index.scalar(ty))
        }
        _ => index.scalar(ty),
    };
    Some(Allowed {
        scalar: scalar?,
        of_type: None,
        of_use: None,
    })
}
