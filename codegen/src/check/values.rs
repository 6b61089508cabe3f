//! Defaults, constants and examples against the type and the constraints of what they stand for.

use super::constraints::compare;
use super::index::Index;
use super::misfit::fits;
use crate::diag::{Code, Report};
use crate::ir::{Constraints, Ty};
use crate::spec;
use crate::spec::record::At;
use serde_json::Value as Json;
use std::cmp::Ordering;

/// Checks the default, constant and example of a field.
pub(super) fn of_field(
    field: &spec::Field,
    ty: &Ty,
    constraints: &Constraints,
    index: &Index<'_>,
    report: &mut Report,
) {
    let given = [
        ("default", &field.default),
        ("constant", &field.constant),
        ("example", &field.example),
    ];
    for (what, value) in given {
        if let Some(value) = value {
            one(what, value, ty, field.nullable, constraints, index, report);
        }
    }
    if let (Some(default), Some(constant)) = (&field.default, &field.constant)
        && default.value != constant.value
    {
        report.error_between(
            Code::ValueOutsideType,
            default.span,
            format!(
                "the default is {}, and the one value allowed is {}",
                default.value, constant.value
            ),
            (constant.span, "the one value"),
            "remove `default`, or make it the same",
        );
    }
}

/// Checks one value of a field; `false` after reporting that it does not fit.
pub(super) fn one(
    what: &str,
    value: &At<Json>,
    ty: &Ty,
    nullable: bool,
    constraints: &Constraints,
    index: &Index<'_>,
    report: &mut Report,
) -> bool {
    if nullable && value.value.is_null() {
        return true;
    }
    match fits(&value.value, ty, index) {
        Err(misfit) => {
            misfit.report(what, value, true, report);
            false
        }
        Ok(()) => constrained(what, value, constraints, report),
    }
}

/// Checks a value that stands for a type as such.
pub(super) fn of_type(
    what: &str,
    value: &At<Json>,
    ty: &Ty,
    index: &Index<'_>,
    report: &mut Report,
) {
    if let Err(misfit) = fits(&value.value, ty, index) {
        misfit.report(what, value, false, report);
    }
}

/// Reports a value of the right kind that the constraints exclude.
fn constrained(
    what: &str,
    value: &At<Json>,
    constraints: &Constraints,
    report: &mut Report,
) -> bool {
    let broken = broken(&value.value, constraints);
    if let Some(broken) = &broken {
        report.error(
            Code::ValueOutsideType,
            value.span,
            format!("this {what} {broken}"),
            "write a value that meets the constraints, or correct them",
        );
    }
    broken.is_none()
}

fn broken(value: &Json, constraints: &Constraints) -> Option<String> {
    let it = constraints;
    match value {
        Json::String(text) => {
            let length = text.chars().count() as u64;
            count(
                length,
                it.min_length,
                it.max_length,
                "characters",
                "min_length",
                "max_length",
            )
        }
        Json::Array(items) => {
            let length = items.len() as u64;
            count(
                length,
                it.min_items,
                it.max_items,
                "items",
                "min_items",
                "max_items",
            )
        }
        Json::Object(members) => {
            let length = members.len() as u64;
            count(
                length,
                it.min_items,
                it.max_items,
                "members",
                "min_items",
                "max_items",
            )
        }
        Json::Number(number) => {
            let bounds = [
                ("minimum", &it.minimum, [Ordering::Greater, Ordering::Equal]),
                ("maximum", &it.maximum, [Ordering::Less, Ordering::Equal]),
                (
                    "exclusive_minimum",
                    &it.exclusive_minimum,
                    [Ordering::Greater; 2],
                ),
                (
                    "exclusive_maximum",
                    &it.exclusive_maximum,
                    [Ordering::Less; 2],
                ),
            ];
            bounds.into_iter().find_map(|(key, bound, allowed)| {
                let bound = bound.as_ref()?;
                let fits = allowed.contains(&compare(number, bound));
                (!fits).then(|| format!("is {number}, and `{key}` is {bound}"))
            })
        }
        Json::Null | Json::Bool(_) => None,
    }
}

fn count(
    length: u64,
    least: Option<u64>,
    greatest: Option<u64>,
    what: &str,
    least_key: &str,
    greatest_key: &str,
) -> Option<String> {
    let what = if length == 1 {
        what.trim_end_matches('s')
    } else {
        what
    };
    if let Some(least) = least.filter(|least| length < *least) {
        Some(format!("has {length} {what}, and `{least_key}` is {least}"))
    } else {
        let greatest = greatest.filter(|greatest| length > *greatest)?;
        Some(format!(
            "has {length} {what}, and `{greatest_key}` is {greatest}"
        ))
    }
}
