//! Unions and their variants.

use super::fields;
use super::index::{Declared, Index};
use super::names::{self, Owner, Scope};
use crate::diag::{Code, Report};
use crate::ir::{Scalar, Ty, TypeKind, UnionVariant};
use crate::spec::record::{Entries, Text};
use crate::spec::{Field, VariantDef};
use crate::yaml::Key;
use std::collections::BTreeMap;

/// Resolves a union.
pub(super) fn resolve(
    declared: &Declared<'_>,
    entries: &Entries<VariantDef>,
    index: &Index<'_>,
    report: &mut Report,
) -> TypeKind {
    let Declared { key, def, .. } = *declared;
    if entries.is_empty() {
        report.error(
            Code::BadMembers,
            key.span,
            format!("the union `{}` has no variant", key.text),
            "list its variants as `name: type`",
        );
    }
    let mut scope = Scope::default();
    let what = "the variant for values that fit none".to_owned();
    scope.claim(
        "Unrecognized",
        &Owner {
            what,
            span: key.span,
            pin: None,
        },
        report,
    );
    let variants: Vec<_> = entries
        .iter()
        .filter_map(|(name, variant)| one(name, variant, &mut scope, index, report))
        .collect();
    match &def.discriminator {
        Some(tag) => {
            taggable(tag, &variants, index, report);
            TypeKind::TaggedUnion {
                discriminator: tag.value.clone(),
                variants,
            }
        }
        None => {
            other_than_itself(key, &variants, index, report);
            reachable(&variants, index, report);
            TypeKind::Union(variants)
        }
    }
}

fn one(
    name: &Key,
    variant: &VariantDef,
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
    Some(UnionVariant {
        name: name.text.clone(),
        rust,
        ty,
        docs,
        boxed: false,
        span: name.span,
    })
}

/// A tagged variant is a model that has the tag as a field, since that is what stands on the wire.
fn taggable(tag: &Text, variants: &[UnionVariant], index: &Index<'_>, report: &mut Report) {
    let tag = tag.value.as_str();
    for variant in variants {
        let name = &variant.name;
        let members = match index.resolved(&variant.ty) {
            Ty::Named(id) => Some(index.declared(*id)).filter(|(it, _)| it.def.fields.is_some()),
            _ => None,
        };
        let Some((_, members)) = members else {
            report.error(
                Code::UntaggableVariant,
                variant.span,
                format!("the variant `{name}` is not a model, so it cannot hold the tag `{tag}`"),
                "make it a model with `fields`, or remove `discriminator`",
            );
            continue;
        };
        match members.fields.get(tag) {
            None => report.error(
                Code::UntaggableVariant,
                variant.span,
                format!("the model of the variant `{name}` has no field `{tag}` to hold the tag"),
                format!("add `{tag}: {{type: string, required: true}}` to its fields"),
            ),
            Some((field, def)) => tag_says_so(tag, variant, field, def, index, report),
        }
    }
}

/// The field of the tag is a text, and does not always say something else.
fn tag_says_so(
    tag: &str,
    variant: &UnionVariant,
    field: &Key,
    def: &Field,
    index: &Index<'_>,
    report: &mut Report,
) {
    let name = &variant.name;
    let ty = index.known(&def.ty);
    if ty.is_some_and(|ty| !is_text(&ty, index)) {
        report.error_between(
            Code::UntaggableVariant,
            variant.span,
            format!(
                "the variant `{name}` is a model whose `{tag}` is of type `{}`, not a text",
                def.ty
            ),
            (field.span, "the field"),
            "make the field a `string` or an enum, as a tag is",
        );
    } else if let Some(constant) = &def.constant
        && constant.value.as_str() != Some(name.as_str())
    {
        report.error_between(
            Code::UntaggableVariant,
            variant.span,
            format!(
                "the variant `{name}` is a model whose `{tag}` always is {}",
                constant.value
            ),
            (field.span, "the field"),
            "let the constant be the variant's name",
        );
    }
}

fn is_text(ty: &Ty, index: &Index<'_>) -> bool {
    let is_enum =
        matches!(index.resolved(ty), Ty::Named(id) if index.declared[id.0].def.values.is_some());
    is_enum || index.scalar(ty) == Some(Scalar::String)
}

/// A variant that is the union itself says nothing, and a union cannot be made from itself. Where there is no other
/// variant, it has no values at all, which another rule reports.
fn other_than_itself(
    union: &Key,
    variants: &[UnionVariant],
    index: &Index<'_>,
    report: &mut Report,
) {
    let is_itself = |variant: &UnionVariant| match index.resolved(&variant.ty) {
        Ty::Named(id) => index.declared[id.0].key.span == union.span,
        _ => false,
    };
    if variants.iter().all(is_itself) {
        return;
    }
    for variant in variants.iter().filter(|variant| is_itself(variant)) {
        report.error(
            Code::BadMembers,
            variant.span,
            format!(
                "the variant `{}` is the union `{}` itself",
                variant.name, union.text
            ),
            "remove it, or correct its type",
        );
    }
}

/// Without a tag the first variant that fits is taken, so one behind another that fits whenever it does is never it.
fn reachable(variants: &[UnionVariant], index: &Index<'_>, report: &mut Report) {
    let mut seen: BTreeMap<Ty, &UnionVariant> = BTreeMap::new();
    for variant in variants {
        let ty = index.deep(&variant.ty);
        let wider = wider(&ty)
            .iter()
            .find_map(|wide| seen.get(&Ty::Scalar(*wide)));
        let (first, why, help) = match (seen.get(&ty), wider) {
            (Some(same), _) => (same, "has the same type", "remove one of the two"),
            (None, Some(wide)) => (
                wide,
                "takes all that it could",
                "put the stricter variant first",
            ),
            (None, None) => {
                seen.insert(ty, variant);
                continue;
            }
        };
        report.error_between(
            Code::BadMembers,
            variant.span,
            format!(
                "the variant `{}` is never taken: `{}` before it {why}",
                variant.name, first.name
            ),
            (first.span, "this one"),
            help,
        );
    }
}

/// The scalars that take whatever can be read as a type.
fn wider(ty: &Ty) -> &'static [Scalar] {
    match ty {
        Ty::Scalar(Scalar::String | Scalar::Bool | Scalar::F64 | Scalar::Json) => &[Scalar::Json],
        Ty::Scalar(Scalar::I64) => &[Scalar::F64, Scalar::Json],
        Ty::Scalar(Scalar::I32) => &[Scalar::I64, Scalar::F64, Scalar::Json],
        // All other scalars are texts of some form.
        Ty::Scalar(_) => &[Scalar::String, Scalar::Json],
        Ty::Named(_) | Ty::List(_) | Ty::Map(_) => &[Scalar::Json],
    }
}
