//! Parts of request bodies that can never be sent, because everything in them is read-only.

use super::index::Index;
use super::selection::Selection;
use super::type_mismatch::enum_value;
use crate::diag::{Code, Report};
use crate::ir::{Access, Api, Field, Ty, TypeId, TypeKind};
use crate::source::Span;
use std::collections::BTreeSet;

/// Reports a part of a body whose type is entirely read-only. `part` names the part in the message. Returns whether the
/// part can be sent.
pub(super) fn check((ty, span): (&Ty, Span), part: &str, api: &Api, report: &mut Report) -> bool {
    let read_only = read_only(ty, api);
    if let Some(read_only) = &read_only {
        read_only.report(span, part, report);
    }
    read_only.is_none()
}

/// Reports a parameter whose model is entirely read-only. Unlike bodies, parameters can have read-only values of enums.
pub(super) fn check_parameter(field: &Field, noun: &str, api: &Api, report: &mut Report) {
    if let Some(read_only) = read_only(&field.ty, api)
        && read_only.plural == "fields"
    {
        let part = format!("the {noun} `{}`", field.wire);
        read_only.report(field.span, &part, report);
    }
}

/// A type with only read-only values or fields.
struct ReadOnly<'a> {
    name: &'a str,
    /// `values` or `fields`.
    plural: &'static str,
    span: Span,
}

impl ReadOnly<'_> {
    fn report(&self, span: Span, part: &str, report: &mut Report) {
        let Self { name, plural, .. } = self;
        report.error_between(
            Code::ReadOnlyInBody,
            span,
            format!("all {plural} of `{name}` are read-only, so {part} cannot be sent"),
            (self.span, "defined here"),
            format!("remove {part}, or remove `read_only` from the {plural} that can be sent"),
        );
    }
}

/// The type inside lists, maps and aliases, if it is an enum or model with nothing that can be sent.
fn read_only<'a>(ty: &Ty, api: &'a Api) -> Option<ReadOnly<'a>> {
    let ty = api.ty(api.innermost(ty)?);
    let (plural, is_read_only) = match &ty.kind {
        TypeKind::StringEnum(values) | TypeKind::IntEnum(values) => {
            let all = values.iter().all(|value| value.read_only);
            ("values", all && !values.is_empty())
        }
        TypeKind::Model(model) => {
            let all = model.fields.iter().all(is_read_only);
            let is_closed = model.additional_properties.is_none();
            ("fields", all && is_closed && !model.fields.is_empty())
        }
        _ => return None,
    };
    is_read_only.then_some(ReadOnly {
        name: &ty.name,
        plural,
        span: ty.span,
    })
}

fn is_read_only(field: &Field) -> bool {
    field.access == Access::ReadOnly
}

/// Reports entirely read-only models inside the types that requests contain. Call it once the sent types are marked.
pub(super) fn check_nested(api: &Api, report: &mut Report) {
    for ty in api.types.iter().filter(|ty| ty.sent) {
        let (noun, parts): (_, Vec<_>) = match &ty.kind {
            TypeKind::Model(model) => {
                let sent = model.fields.iter().filter(|field| !is_read_only(field));
                (
                    "field",
                    sent.map(|it| (&it.wire, &it.ty, it.span)).collect(),
                )
            }
            TypeKind::TaggedUnion { variants, .. } | TypeKind::Union(variants) => {
                let variants = variants.iter();
                (
                    "variant",
                    variants.map(|it| (&it.name, &it.ty, it.span)).collect(),
                )
            }
            _ => continue,
        };
        for (name, part, span) in parts {
            if let Some(read_only) = read_only(part, api)
                && read_only.plural == "fields"
            {
                report.error_between(
                    Code::ReadOnlyInBody,
                    span,
                    format!(
                        "all fields of `{}` are read-only, but requests contain it through the {noun} `{name}` of `{}`",
                        read_only.name, ty.name
                    ),
                    (read_only.span, "defined here"),
                    match noun {
                        "field" => format!("add `read_only: true` to `{name}`, or remove it from the fields of `{}` that can be sent", read_only.name),
                        _ => format!("remove `read_only` from the fields of `{}` that can be sent", read_only.name),
                    },
                );
            }
        }
    }
}

/// Reports read-only fields that a type takes from a model although the type is only sent. Call it once the sent types are
/// marked.
pub(super) fn check_selected(api: &Api, index: &Index<'_>, report: &mut Report) {
    for (position, ty) in api.types.iter().enumerate() {
        let (Some(base), TypeKind::Model(model)) = (index.base(TypeId(position)), &ty.kind) else {
            continue;
        };
        if ty.received || !ty.sent {
            continue;
        }
        let listed = Selection::of_type(index.declared[position].def).listed();
        let listed: BTreeSet<_> = listed.map(|(name, _)| name.span).collect();
        let fields = model
            .fields
            .iter()
            .filter(|it| is_read_only(it) && listed.contains(&it.span));
        for field in fields {
            report.error_between(
                Code::ReadOnlyInBody,
                field.span,
                format!(
                    "`{}` is read-only in `{}`, so it cannot be sent",
                    field.wire,
                    api.ty(base).name
                ),
                (ty.span, "only requests contain this type"),
                "remove it; or, if requests contain it, declare it under `fields` of the type",
            );
        }
    }
}

/// Reports a read-only value as the default of a field of a body.
pub(super) fn check_default(field: &Field, api: &Api, report: &mut Report) {
    let (Some(id), Some(default)) = (api.innermost(&field.ty), &field.default) else {
        return;
    };
    let default = enum_value(default);
    let mut values = api.enum_values(id).unwrap_or_default().iter();
    if values.any(|value| value.read_only && value.wire == default) {
        report.error(
            Code::ReadOnlyInBody,
            field.span,
            format!(
                "the default of `{}` is the read-only value `{default}`, which cannot be sent",
                field.wire
            ),
            "choose another default, or remove `read_only` from the value",
        );
    }
}
