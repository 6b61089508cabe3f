//! Types that can be serialized in a path, query, header or cookie.

use super::fields::Position;
use crate::diag::{Code, Report};
use crate::ir::{Api, Field, ParameterLocation, Ty, TypeKind};
use crate::source::Span;
use std::collections::BTreeSet;

/// Each location of a parameter supports only some types.
pub(super) fn check(field: &Field, location: ParameterLocation, api: &Api, report: &mut Report) {
    let culprit = match (api.resolved(&field.ty), location) {
        (Ty::List(item), ParameterLocation::Header) => unsupported(api.is_plain(item), field),
        // Nested values are serialized as `name[member]=value`, to any depth.
        (_, ParameterLocation::Query) => find_unsupported(field, api),
        (ty, _) => unsupported(api.is_plain(ty), field),
    };
    let Some(culprit) = culprit else { return };
    let message = format!(
        "the {} `{}` has a type that cannot be serialized in a {}",
        Position::Parameter(location).noun(),
        field.wire,
        location.word()
    );
    let help = match location {
        ParameterLocation::Path | ParameterLocation::Cookie => {
            "use a scalar other than `json` and `bytes`, an enum, an id, or a union of these"
        }
        ParameterLocation::Header => {
            "use a scalar other than `json` and `bytes`, an enum, an id, a union of these, or a list of these"
        }
        ParameterLocation::Query => {
            "use a type without `json` and `bytes`; or add `media: json` if the value is a JSON document"
        }
    };
    if culprit == field.span {
        report.error(Code::UnusableType, field.span, message, help);
    } else {
        let because = (culprit, "because of this type");
        report.error_between(Code::UnusableType, field.span, message, because, help);
    }
}

/// The location of the error for a type that is not supported.
fn unsupported(is_supported: bool, field: &Field) -> Option<Span> {
    (!is_supported).then_some(field.span)
}

/// The first field or variant, at any depth, whose type cannot be serialized in a query.
fn find_unsupported(parameter: &Field, api: &Api) -> Option<Span> {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![(parameter.span, &parameter.ty)];
    while let Some((span, ty)) = waiting.pop() {
        match api.resolved(ty) {
            Ty::Scalar(scalar) if !scalar.is_in_parameters() => return Some(span),
            Ty::Scalar(_) => {}
            Ty::List(item) | Ty::Map(item) | Ty::Nullable(item) => waiting.push((span, item)),
            Ty::Named(id) if !seen.insert(*id) => {}
            Ty::Named(id) => match &api.ty(*id).kind {
                TypeKind::Model(model) => {
                    let fields = model.fields.iter().rev();
                    waiting.extend(model.additional_properties.iter().map(|rest| (span, rest)));
                    waiting.extend(fields.map(|field| (field.span, &field.ty)));
                }
                TypeKind::TaggedUnion { variants, .. } | TypeKind::Union(variants) => {
                    let variants = variants.iter().rev();
                    waiting.extend(variants.map(|variant| (variant.span, &variant.ty)));
                }
                _ => {}
            },
        }
    }
    None
}
