//! Unions and their variants.

use super::index::{Declared, Index, MemberField};
use super::names::{self, Owner, Scope};
use super::{duplicates, fields, shadowing};
use crate::diag::{Code, Report};
use crate::ir::{Scalar, Ty, TypeKind, UnionVariant};
use crate::spec::Variant;
use crate::spec::decode::{Entries, Text};
use crate::yaml::Key;
use std::collections::BTreeMap;

/// Resolves a union.
pub(super) fn resolve(
    declared: &Declared<'_>,
    entries: &Entries<Variant>,
    index: &Index<'_>,
    report: &mut Report,
) -> TypeKind {
    let Declared { key, def, .. } = *declared;
    if entries.is_empty() {
        report.error(
            Code::InvalidMembers,
            key.span,
            format!("the union `{}` has no variants", key.text),
            "list its variants as `name: type`",
        );
    }
    let mut scope = Scope::default();
    scope.claim("Unrecognized", &Owner::unrecognized(key.span), report);
    let variants: Vec<_> = entries
        .iter()
        .filter_map(|(name, variant)| one(declared, name, variant, &mut scope, index, report))
        .collect();
    shadowing::check(&variants, index, report);
    match &def.discriminator {
        Some(tag) => {
            check_discriminator(tag, &variants, index, report);
            TypeKind::TaggedUnion {
                discriminator: tag.value.clone(),
                variants,
            }
        }
        None => {
            check_not_itself(key, &variants, index, report);
            check_reachable(key, &variants, index, report);
            TypeKind::Union(variants)
        }
    }
}

fn one(
    union: &Declared<'_>,
    name: &Key,
    variant: &Variant,
    scope: &mut Scope<'_>,
    index: &Index<'_>,
    report: &mut Report,
) -> Option<UnionVariant> {
    let short = format!("type: {}, ", variant.ty);
    let owner =
        Owner::new("variant", &name.text, name.span).pinned_in("one_of", &name.text, &short);
    let rust = names::type_name(&name.text, variant.rust_name.as_ref(), &owner, report);
    let ty = index.ty(&variant.ty, report);
    let (rust, ty) = (rust?, ty?);
    scope.claim(&rust, &owner, report);
    let docs = fields::docs(variant.docs.as_ref());
    let tags = match (&union.def.discriminator, variant.tags.as_slice()) {
        (None, []) => Vec::new(),
        (None, [tag, ..]) => {
            report.error(
                Code::MissingDiscriminator,
                tag.span,
                format!(
                    "`tags` of the variant `{}` has no effect without a discriminator",
                    name.text
                ),
                "add `discriminator` to the union, or remove `tags`",
            );
            return None;
        }
        (Some(_), []) => vec![name.text.clone()],
        (Some(_), tags) => {
            duplicates::check("value of the discriminator", tags, report);
            fields::texts(tags)
        }
    };
    Some(UnionVariant {
        name: name.text.clone(),
        rust,
        tags,
        ty,
        docs,
        boxed: false,
        is_unit: false,
        span: name.span,
    })
}

/// Each variant of a union with a discriminator is a model with a field of that name.
fn check_discriminator(
    tag: &Text,
    variants: &[UnionVariant],
    index: &Index<'_>,
    report: &mut Report,
) {
    let tag = tag.value.as_str();
    for variant in variants {
        let name = &variant.name;
        let members = match index.resolved(&variant.ty) {
            Ty::Named(id) => Some(index.declared(*id)).filter(|(it, _)| it.def.has_fields()),
            _ => None,
        };
        let Some((_, members)) = members else {
            report.error(
                Code::MissingDiscriminator,
                variant.span,
                format!("the variant `{name}` is not a model, so it cannot have the discriminator `{tag}`"),
                "change it to a model with `fields`, or remove `discriminator`",
            );
            continue;
        };
        match members.fields.get(tag) {
            None => report.error(
                Code::MissingDiscriminator,
                variant.span,
                format!(
                    "the model of the variant `{name}` has no field for the discriminator `{tag}`"
                ),
                format!("add `{tag}: {{type: string, required: true}}` to its fields"),
            ),
            Some(field) => check_discriminator_field(tag, variant, field, index, report),
        }
    }
}

/// The discriminator is a string, and its constant, if it has one, is the only value of the variant.
fn check_discriminator_field(
    tag: &str,
    variant: &UnionVariant,
    field: &MemberField<'_>,
    index: &Index<'_>,
    report: &mut Report,
) {
    let name = &variant.name;
    let ty = index.known(field.ty);
    if ty.is_some_and(|ty| !is_string(&ty, index)) {
        report.error_between(
            Code::MissingDiscriminator,
            variant.span,
            format!(
                "the discriminator `{tag}` of the variant `{name}` has type `{}`, not a string",
                field.ty
            ),
            (field.span, "declared here"),
            "change its type to `string` or an enum of strings",
        );
    } else if let Some(constant) = field.constant
        && !variant
            .tags
            .iter()
            .all(|tag| constant.value.as_str() == Some(tag))
    {
        report.error_between(
            Code::MissingDiscriminator,
            variant.span,
            format!(
                "the discriminator `{tag}` of the variant `{name}` is always `{}`",
                constant.value
            ),
            (field.span, "declared here"),
            match variant.tags.as_slice() {
                [_] => "set `const` to the value of the variant",
                _ => "remove `const`, or list only this value under `tags`",
            },
        );
    }
}

fn is_string(ty: &Ty, index: &Index<'_>) -> bool {
    let scalar = match index.resolved(ty) {
        Ty::Named(id) => index.declared[id.0].def.enum_scalar(),
        _ => None,
    };
    scalar.or(index.scalar(ty)) == Some(Scalar::String)
}

/// No variant is the union itself. A union with no other variant is reported as an infinite type instead.
fn check_not_itself(
    union: &Key,
    variants: &[UnionVariant],
    index: &Index<'_>,
    report: &mut Report,
) {
    let is_itself = |variant: &&UnionVariant| is_itself(variant, union, index);
    if variants.iter().all(|it| is_itself(&it)) {
        return;
    }
    for variant in variants.iter().filter(is_itself) {
        report.error(
            Code::InvalidMembers,
            variant.span,
            format!(
                "the variant `{}` of the union `{}` is the union itself",
                variant.name, union.text
            ),
            "remove it, or correct its type",
        );
    }
}

fn is_itself(variant: &UnionVariant, union: &Key, index: &Index<'_>) -> bool {
    match index.resolved(&variant.ty) {
        Ty::Named(id) => index.declared[id.0].key.span == union.span,
        _ => false,
    }
}

/// Without a discriminator, the first matching variant is used, so no earlier variant matches all values of a later one.
fn check_reachable(union: &Key, variants: &[UnionVariant], index: &Index<'_>, report: &mut Report) {
    let mut types: BTreeMap<Ty, &UnionVariant> = BTreeMap::new();
    // Earlier variants that are no models, which `shadowing::check` compares.
    let mut others: Vec<(Ty, &UnionVariant)> = Vec::new();
    for variant in variants.iter().filter(|it| !is_itself(it, union, index)) {
        let ty = index.fully_resolved(&variant.ty);
        let matches_all = |(wide, _): &&(Ty, _)| shadowing::decodes_all(wide, &ty, index);
        let (code, first, why, help) = match (types.get(&ty), others.iter().find(matches_all)) {
            (Some(same), _) => (
                Code::InvalidMembers,
                *same,
                "has the same type",
                "remove one of them",
            ),
            (None, Some((_, wide))) => (
                Code::ShadowedVariant,
                *wide,
                "matches all of its values",
                "move the stricter variant first, or remove it",
            ),
            (None, None) => {
                if !is_model(&ty, index) {
                    others.push((ty.clone(), variant));
                }
                types.insert(ty, variant);
                continue;
            }
        };
        report.error_between(
            code,
            variant.span,
            format!(
                "the variant `{}` is unreachable: `{}` before it {why}",
                variant.name, first.name
            ),
            (first.span, "the earlier variant"),
            help,
        );
    }
}

fn is_model(ty: &Ty, index: &Index<'_>) -> bool {
    matches!(ty, Ty::Named(id) if index.declared[id.0].def.is_model())
}
