//! Styles of lists in parameters and forms.

use super::fields::report_json_style;
use crate::diag::{Code, Report};
use crate::ir::{Api, Field, Media, ParameterLocation, Scalar, Serialization, Ty, TypeKind};
use crate::source::Span;
use crate::spec::decode::Spanned;
use crate::spec::{self, ListStyle};
use std::collections::BTreeSet;

/// Checks the style of a parameter, and resets one that does not apply.
pub(super) fn check_parameter(
    field: &mut Field,
    location: ParameterLocation,
    style: &Spanned<ListStyle>,
    api: &Api,
    report: &mut Report,
) {
    let applies = if location == ParameterLocation::Query {
        check_lists(field, style, api, report)
    } else if !matches!(api.resolved(&field.ty), Ty::List(_)) {
        report_no_list(field, style.span, report)
    } else if style.value != ListStyle::Comma {
        report.error(
            Code::MisplacedConstraint,
            style.span,
            "outside the query, lists support only the style `comma`",
            "remove `style`",
        );
        false
    } else {
        true
    };
    if !applies {
        field.style = ListStyle::default_in(location);
    }
}

/// How the value of a parameter is written. Checks `explode` and `media`, and ignores them where they do not apply.
pub(super) fn serialization(
    field: &mut Field,
    declared: &spec::Field,
    location: ParameterLocation,
    api: &Api,
    report: &mut Report,
) -> Serialization {
    let mut misplaced = |span, message: String, help: &str| {
        report.error(Code::MisplacedConstraint, span, message, help);
    };
    let name = &field.wire;
    let span = field.span;
    let in_query = location == ParameterLocation::Query;
    match (&declared.media, declared.explode) {
        (None, false) => Serialization::Styled,
        (None, true) => {
            if in_query && api.is_object(&field.ty) {
                return Serialization::Exploded;
            }
            misplaced(
                span,
                format!("`explode` applies to objects in the query, but `{name}` is not one"),
                "remove `explode`",
            );
            Serialization::Styled
        }
        (Some(media), explode) => {
            if media.value != Media::Json || !in_query {
                misplaced(
                    media.span,
                    format!("`{name}` cannot be a `{}` document", media.value.name()),
                    "remove `media`; only query parameters have one, which is `json`",
                );
                return Serialization::Styled;
            }
            if explode || declared.style.is_some() {
                misplaced(
                    media.span,
                    format!("`{name}` is a JSON document, so `style` and `explode` have no effect"),
                    "remove `style` and `explode`, or `media`",
                );
                field.style = ListStyle::default_in(location);
            }
            Serialization::Json
        }
    }
}

/// Checks the style of a field of a body, and resets one that does not apply.
pub(super) fn check_body_field(
    field: &mut Field,
    media: Media,
    style: &Spanned<ListStyle>,
    api: &Api,
    report: &mut Report,
) {
    let applies = match media {
        Media::Form => check_lists(field, style, api, report),
        Media::Multipart => check_parts(field, style, api, report),
        Media::Json => {
            report_json_style(&field.wire, style.span, report);
            false
        }
        _ => {
            report.error(
                Code::MisplacedConstraint,
                style.span,
                format!(
                    "`style` has no effect on `{}` in a `{}` body",
                    field.wire,
                    media.name()
                ),
                "remove `style`; it applies to parameters and to fields of forms",
            );
            false
        }
    };
    if !applies {
        field.style = ListStyle::Repeat;
    }
}

/// Whether a style applies. A list supports every style, but only plain items can be joined. Lists inside other values are
/// numbered, or have brackets.
fn check_lists(field: &Field, style: &Spanned<ListStyle>, api: &Api, report: &mut Report) -> bool {
    let joins = matches!(
        style.value,
        ListStyle::Comma | ListStyle::Space | ListStyle::Pipe
    );
    let (message, help) = match api.resolved(&field.ty) {
        Ty::List(item) if joins && !api.is_plain(item) => (
            format!(
                "the style `{}` applies to lists of plain values, but items of `{}` are nested",
                style.value.word(),
                field.wire
            ),
            "use `brackets` or `indices`",
        ),
        Ty::List(_) => return true,
        ty if !contains_list(ty, api) => return report_no_list(field, style.span, report),
        _ if style.value == ListStyle::Brackets => return true,
        _ => (
            format!(
                "the style `{}` does not apply to lists inside `{}`",
                style.value.word(),
                field.wire
            ),
            "use `brackets`, or remove `style` to number the items",
        ),
    };
    report.error(Code::MisplacedConstraint, style.span, message, help);
    false
}

/// Whether a style applies to the parts of a field. Each item of a list is a part, and anything else is a single one.
fn check_parts(field: &Field, style: &Spanned<ListStyle>, api: &Api, report: &mut Report) -> bool {
    let is_list = matches!(api.resolved(&field.ty), Ty::List(_));
    let (message, help) = match style.value {
        ListStyle::Repeat | ListStyle::Brackets | ListStyle::Indices if is_list => return true,
        _ if is_list => (
            format!(
                "each item of `{}` is a part, so they cannot have the style `{}`",
                field.wire,
                style.value.word()
            ),
            "use `repeat`, `brackets` or `indices`",
        ),
        _ => (
            format!(
                "`style` applies to lists, but `{}` is a single part",
                field.wire
            ),
            "remove `style`, or change the type to a list, such as `type: [string]`",
        ),
    };
    report.error(Code::MisplacedConstraint, style.span, message, help);
    false
}

/// Reports the style of a field without lists; returns `false`, since it does not apply.
fn report_no_list(field: &Field, style: Span, report: &mut Report) -> bool {
    report.error(
        Code::MisplacedConstraint,
        style,
        format!(
            "`style` applies to lists, but the type of `{}` contains none",
            field.wire
        ),
        "remove `style`, or change the type to a list, such as `type: [string]`",
    );
    false
}

/// Whether values of a type can contain a list, at any depth.
fn contains_list(ty: &Ty, api: &Api) -> bool {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![ty];
    while let Some(ty) = waiting.pop() {
        match api.resolved(ty) {
            Ty::List(_) | Ty::Scalar(Scalar::Json) => return true,
            Ty::Scalar(_) => {}
            Ty::Map(value) | Ty::Nullable(value) => waiting.push(value),
            Ty::Named(id) if seen.insert(*id) => match &api.ty(*id).kind {
                TypeKind::Model(model) => {
                    waiting.extend(model.fields.iter().map(|field| &field.ty));
                    waiting.extend(&model.additional_properties);
                }
                TypeKind::TaggedUnion { variants, .. } | TypeKind::Union(variants) => {
                    waiting.extend(variants.iter().map(|variant| &variant.ty));
                }
                _ => {}
            },
            Ty::Named(_) => {}
        }
    }
    false
}
