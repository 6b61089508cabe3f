//! Defaults, constants and examples: they match the type and constraints of their field.

use super::index::Index;
use super::type_mismatch;
use super::valued::Valued;
use crate::diag::{Code, Report};
use crate::ir::{Constraints, Ty, compare_numbers};
use crate::spec;
use crate::spec::decode::Spanned;
use serde_json::Value as Json;
use std::cmp::Ordering;

/// The valid values of a field.
#[derive(Default)]
pub(super) struct Values {
    pub default: Option<Json>,
    pub constant: Option<Json>,
    pub example: Option<Json>,
}

/// The default, constant and example of a field, without those that are reported.
pub(super) fn of_field(
    field: &spec::Field,
    ty: &Ty,
    nullable: bool,
    constraints: &Constraints,
    index: &Index<'_>,
    report: &mut Report,
) -> Values {
    let mut valid = |what: Valued, value: &Option<Spanned<Json>>| {
        let value = value.as_ref()?;
        one(what, value, ty, nullable, constraints, index, report).then(|| value.value.clone())
    };
    let mut values = Values {
        default: valid(Valued::Default, &field.default),
        constant: valid(Valued::Constant, &field.constant),
        example: valid(Valued::Example, &field.example),
    };
    if let (Some(default), Some(constant)) = (&field.default, &field.constant)
        && default.value != constant.value
    {
        values.default = None;
        report.error_between(
            Code::InvalidExample,
            default.span,
            format!(
                "`default` is `{}`, but `const` is `{}`",
                default.value, constant.value
            ),
            (constant.span, "the constant"),
            "remove `default`, or set it to the same value",
        );
    }
    values
}

/// Checks a value of a field; reports it and returns `false` if it does not match.
pub(super) fn one(
    what: Valued,
    value: &Spanned<Json>,
    ty: &Ty,
    nullable: bool,
    constraints: &Constraints,
    index: &Index<'_>,
    report: &mut Report,
) -> bool {
    if nullable && value.value.is_null() {
        return true;
    }
    match type_mismatch::check(&value.value, ty, index) {
        Err(mismatch) => {
            mismatch.report(what, value, true, report);
            false
        }
        Ok(()) => check_constraints(what, value, constraints, report),
    }
}

/// The example of a type; `None` if it does not match.
pub(super) fn of_type(
    example: &Spanned<Json>,
    ty: &Ty,
    index: &Index<'_>,
    report: &mut Report,
) -> Option<Json> {
    match type_mismatch::check(&example.value, ty, index) {
        Ok(()) => Some(example.value.clone()),
        Err(mismatch) => {
            mismatch.report(Valued::Example, example, false, report);
            None
        }
    }
}

/// Checks a value against the constraints of its field.
fn check_constraints(
    what: Valued,
    value: &Spanned<Json>,
    constraints: &Constraints,
    report: &mut Report,
) -> bool {
    let violation = violation(&value.value, constraints);
    if let Some(violation) = &violation {
        report.error(
            what.code(),
            value.span,
            format!("the {what} {violation}"),
            "use a value that satisfies the constraints, or correct them",
        );
    }
    violation.is_none()
}

fn violation(value: &Json, it: &Constraints) -> Option<String> {
    match value {
        Json::String(text) => {
            let bounds = [("min_length", it.min_length), ("max_length", it.max_length)];
            count_violation(text.chars().count(), "character", bounds)
        }
        Json::Array(items) => count_violation(items.len(), "item", item_bounds(it))
            .or_else(|| item_violation(items, it)),
        Json::Object(members) => count_violation(members.len(), "member", item_bounds(it))
            .or_else(|| item_violation(members.values(), it)),
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
                let fits = allowed.contains(&compare_numbers(number, bound));
                (!fits).then(|| format!("is {number}, but `{key}` is {bound}"))
            })
        }
        Json::Null | Json::Bool(_) => None,
    }
}

fn item_violation<'a>(
    items: impl IntoIterator<Item = &'a Json>,
    it: &Constraints,
) -> Option<String> {
    let constraints = it.items.as_ref()?;
    let mut items = items.into_iter();
    let violation = items.find_map(|item| violation(item, constraints))?;
    Some(format!("has an item that {violation}"))
}

fn item_bounds(it: &Constraints) -> [(&'static str, Option<u64>); 2] {
    [("min_items", it.min_items), ("max_items", it.max_items)]
}

/// The violation of a lower and an upper bound, each with its key.
fn count_violation(count: usize, noun: &str, bounds: [(&str, Option<u64>); 2]) -> Option<String> {
    let count = count as u64;
    let [(min_key, min), (max_key, max)] = bounds;
    let (key, bound) = match (min, max) {
        (Some(min), _) if count < min => (min_key, min),
        (_, Some(max)) if count > max => (max_key, max),
        _ => return None,
    };
    let plural = if count == 1 { "" } else { "s" };
    Some(format!(
        "has {count} {noun}{plural}, but `{key}` is {bound}"
    ))
}
