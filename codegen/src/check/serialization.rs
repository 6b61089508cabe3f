//! Types that can be serialized in a path, query, header or cookie.

use super::fields::Position;
use crate::diag::{Code, Report};
use crate::ir::{Api, Field, Model, ParameterLocation, Ty, TypeKind};
use crate::source::Span;
use std::collections::BTreeSet;

/// Each location of a parameter supports only some types.
pub(super) fn check(field: &Field, location: ParameterLocation, api: &Api, report: &mut Report) {
    let culprit = match (api.resolved(&field.ty), location) {
        (Ty::List(item), ParameterLocation::Query | ParameterLocation::Header) => {
            unsupported(is_plain(item, api), field)
        }
        (Ty::Map(value), ParameterLocation::Query) => unsupported(is_plain(value, api), field),
        // A model is serialized as `name[member]=value`, to any depth.
        (Ty::Named(id), ParameterLocation::Query) => match &api.ty(*id).kind {
            TypeKind::Model(model) => find_unsupported(field, model, api),
            _ => unsupported(is_plain(&field.ty, api), field),
        },
        (ty, _) => unsupported(is_plain(ty, api), field),
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
            "use a scalar other than `json` and `bytes`, an enum or an id"
        }
        ParameterLocation::Header => {
            "use a scalar other than `json` and `bytes`, an enum or an id, or a list of these"
        }
        ParameterLocation::Query => {
            "use a scalar other than `json` and `bytes`, an enum or an id; a list or a map of these; or a model \
             whose fields have such types"
        }
    };
    if culprit == field.span {
        report.error(Code::UnusableType, field.span, message, help);
    } else {
        let because = (culprit, "because of this field");
        report.error_between(Code::UnusableType, field.span, message, because, help);
    }
}

/// The location of the error for a type that is not supported.
fn unsupported(is_supported: bool, field: &Field) -> Option<Span> {
    (!is_supported).then_some(field.span)
}

/// Whether values of a type are serialized as a single string.
pub(super) fn is_plain(ty: &Ty, api: &Api) -> bool {
    match api.resolved(ty) {
        Ty::Scalar(scalar) => scalar.is_in_parameters(),
        Ty::Named(id) => {
            matches!(
                api.ty(*id).kind,
                TypeKind::StringEnum(_) | TypeKind::IntEnum(_) | TypeKind::Id(_)
            )
        }
        Ty::List(_) | Ty::Map(_) => false,
    }
}

/// The first field, at any depth, whose type cannot be serialized in a query.
fn find_unsupported(parameter: &Field, model: &Model, api: &Api) -> Option<Span> {
    let mut seen = BTreeSet::new();
    let mut waiting = members(parameter.span, model);
    while let Some((span, ty)) = waiting.pop() {
        match api.resolved(ty) {
            Ty::List(item) | Ty::Map(item) => waiting.push((span, item)),
            Ty::Named(id) if !seen.insert(*id) => {}
            other => match other.named().map(|id| &api.ty(id).kind) {
                Some(TypeKind::Model(model)) => waiting.extend(members(span, model)),
                _ if is_plain(other, api) => {}
                _ => return Some(span),
            },
        }
    }
    None
}

/// The member types of a model, last first, each with the location for errors about it.
fn members(owner: Span, model: &Model) -> Vec<(Span, &Ty)> {
    let rest = model.additional_properties.iter().map(|rest| (owner, rest));
    let fields = model
        .fields
        .iter()
        .rev()
        .map(|field| (field.span, &field.ty));
    rest.chain(fields).collect()
}
