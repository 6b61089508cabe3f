//! Constraints of fields: each applies to the type of its field, and together they allow a value.

use super::index::Index;
use super::patterns;
use crate::builtin::JsonType;
use crate::diag::{Code, Report};
use crate::ir::{Constraints, Ty};
use crate::source::Span;
use crate::spec::decode::{Spanned, Text};
use crate::spec::{self, Scalar};
use crate::yaml::Key;
use serde_json::Number;
use std::cmp::Ordering;

/// Resolves the constraints of a field.
pub(super) fn resolve(
    key: &Key,
    field: &spec::Field,
    ty: &Ty,
    index: &Index<'_>,
    report: &mut Report,
) -> Constraints {
    check_applicable(key, field, ty, index, report);
    let number = |number: &Option<Spanned<Number>>| number.as_ref().map(|it| it.value.clone());
    let count = |number: &Option<Spanned<u64>>| number.as_ref().map(|it| it.value);
    lengths(field, report);
    numbers(field, index.scalar(ty), report);
    if let Some(pattern) = &field.pattern {
        patterns::check(pattern, report);
    }
    if let Some(format) = &field.format {
        check_format(format, report);
    }
    Constraints {
        min_length: count(&field.min_length),
        max_length: count(&field.max_length),
        pattern: field.pattern.as_ref().map(|it| it.value.clone()),
        format: field.format.as_ref().map(|it| it.value.clone()),
        minimum: number(&field.minimum),
        maximum: number(&field.maximum),
        exclusive_minimum: number(&field.exclusive_minimum),
        exclusive_maximum: number(&field.exclusive_maximum),
        multiple_of: number(&field.multiple_of),
        min_items: count(&field.min_items),
        max_items: count(&field.max_items),
        unique_items: field.unique_items,
    }
}

/// Each constraint applies to some types only.
fn check_applicable(
    key: &Key,
    field: &spec::Field,
    ty: &Ty,
    index: &Index<'_>,
    report: &mut Report,
) {
    let (scalar, resolved) = (index.scalar(ty), index.resolved(ty));
    let text = scalar.is_some_and(Scalar::has_length);
    let number = scalar.is_some_and(Scalar::is_number);
    let list = matches!(resolved, Ty::List(_));
    let many = list || matches!(resolved, Ty::Map(_));
    let of_count = |it: &Option<Spanned<u64>>| it.as_ref().map(|it| it.span);
    let of_number = |it: &Option<Spanned<Number>>| it.as_ref().map(|it| it.span);
    let given = [
        ("min_length", of_count(&field.min_length), text, "strings"),
        ("max_length", of_count(&field.max_length), text, "strings"),
        (
            "pattern",
            field.pattern.as_ref().map(|it| it.span),
            text,
            "strings",
        ),
        (
            "format",
            field.format.as_ref().map(|it| it.span),
            scalar == Some(Scalar::String),
            "the type `string`",
        ),
        ("minimum", of_number(&field.minimum), number, "numbers"),
        ("maximum", of_number(&field.maximum), number, "numbers"),
        (
            "exclusive_minimum",
            of_number(&field.exclusive_minimum),
            number,
            "numbers",
        ),
        (
            "exclusive_maximum",
            of_number(&field.exclusive_maximum),
            number,
            "numbers",
        ),
        (
            "multiple_of",
            of_number(&field.multiple_of),
            number,
            "numbers",
        ),
        (
            "min_items",
            of_count(&field.min_items),
            many,
            "lists and maps",
        ),
        (
            "max_items",
            of_count(&field.max_items),
            many,
            "lists and maps",
        ),
        (
            "unique_items",
            field.unique_items.then_some(key.span),
            list,
            "lists",
        ),
    ];
    for (name, span, fits, what) in given {
        if let (Some(span), false) = (span, fits) {
            report.error(
                Code::MisplacedConstraint,
                span,
                format!(
                    "`{name}` applies to {what}, but `{}` has type `{}`",
                    key.text, field.ty
                ),
                match instead(name, text, number, many) {
                    Some(key) => format!("use `{key}`, or correct the type"),
                    None => format!("remove `{name}`, or correct the type"),
                },
            );
        }
    }
}

/// A format that is a built-in type is that type.
fn check_format(format: &Text, report: &mut Report) {
    let name = &format.value;
    let is_format = |it: &&Scalar| it.schema().contains(&("format", name.as_str()));
    let scalar = Scalar::ALL.iter().find(is_format).copied();
    let scalar = scalar.or_else(|| Scalar::from_name(name));
    if let Some(scalar) = scalar.or_else(|| Scalar::from_foreign_name(name)) {
        report.error(
            Code::MisplacedConstraint,
            format.span,
            format!("the format `{name}` is the type `{}`", scalar.name()),
            format!("remove `format`, and set `type: {}`", scalar.name()),
        );
    }
}

/// The key that bounds values of the type of a field as `name` bounds those of another.
fn instead(name: &str, text: bool, number: bool, many: bool) -> Option<&'static str> {
    let [of_text, of_number, of_many] = match name {
        "min_length" | "minimum" | "exclusive_minimum" | "min_items" => {
            ["min_length", "minimum", "min_items"]
        }
        "max_length" | "maximum" | "exclusive_maximum" | "max_items" => {
            ["max_length", "maximum", "max_items"]
        }
        _ => return None,
    };
    let keys = [(text, of_text), (number, of_number), (many, of_many)];
    keys.into_iter().find(|(fits, _)| *fits).map(|(_, key)| key)
}

/// A bound and the key that sets it.
struct Bound<'a> {
    key: &'static str,
    value: &'a Number,
    span: Span,
    /// Whether the bound itself is an allowed value.
    inclusive: bool,
}

fn lengths(field: &spec::Field, report: &mut Report) {
    let pairs = [
        (
            "min_length",
            &field.min_length,
            "max_length",
            &field.max_length,
        ),
        ("min_items", &field.min_items, "max_items", &field.max_items),
    ];
    for (least_key, least, greatest_key, greatest) in pairs {
        if let (Some(least), Some(greatest)) = (least, greatest) {
            let (low, high) = (Number::from(least.value), Number::from(greatest.value));
            let low = Bound {
                key: least_key,
                value: &low,
                span: least.span,
                inclusive: true,
            };
            let high = Bound {
                key: greatest_key,
                value: &high,
                span: greatest.span,
                inclusive: true,
            };
            ordered(&low, &high, report);
        }
    }
}

fn numbers(field: &spec::Field, scalar: Option<Scalar>, report: &mut Report) {
    let lows = bounds([
        ("minimum", &field.minimum, true),
        ("exclusive_minimum", &field.exclusive_minimum, false),
    ]);
    let highs = bounds([
        ("maximum", &field.maximum, true),
        ("exclusive_maximum", &field.exclusive_maximum, false),
    ]);
    for bound in lows.iter().chain(&highs) {
        check_range(bound, scalar, report);
    }
    for low in &lows {
        for high in &highs {
            if ordered(low, high, report) && scalar.is_some_and(Scalar::is_integer) {
                check_integer_between(low, high, report);
            }
        }
    }
    if let Some(step) = &field.multiple_of
        && step.value.as_f64().is_none_or(|step| step <= 0.0)
    {
        report.error(
            Code::UnsatisfiableConstraint,
            step.span,
            "`multiple_of` is not greater than 0",
            "use a number greater than 0",
        );
    }
}

fn bounds<'a>(given: [(&'static str, &'a Option<Spanned<Number>>, bool); 2]) -> Vec<Bound<'a>> {
    given
        .into_iter()
        .filter_map(|(key, number, inclusive)| {
            let Spanned { value, span } = number.as_ref()?;
            Some(Bound {
                key,
                value,
                span: *span,
                inclusive,
            })
        })
        .collect()
}

/// A bound of an integer type is within the range of the type, if a wider type can be used instead.
fn check_range(bound: &Bound<'_>, scalar: Option<Scalar>, report: &mut Report) {
    let Some(scalar) = scalar else { return };
    let JsonType::Integer { min, max } = scalar.json() else {
        return;
    };
    let is_reachable = integer(bound.value).is_none_or(|value| (min..=max).contains(&value));
    if let Some(wider) = scalar.wider().find(|it| it.is_integer())
        && !is_reachable
    {
        report.error(
            Code::UnsatisfiableConstraint,
            bound.span,
            format!(
                "`{}` is {}, which is outside the range of `{}` ({min} to {max})",
                bound.key,
                bound.value,
                scalar.name(),
            ),
            format!(
                "change the type to `{}`, or correct `{}`",
                wider.name(),
                bound.key
            ),
        );
    }
}

/// Whether two bounds allow a value; reports it if they do not.
fn ordered(low: &Bound<'_>, high: &Bound<'_>, report: &mut Report) -> bool {
    let order = compare(low.value, high.value);
    let ordered =
        order == Ordering::Less || order == Ordering::Equal && low.inclusive && high.inclusive;
    if !ordered {
        let help = match order {
            Ordering::Greater => "swap the two bounds, or correct one of them".to_owned(),
            _ => format!("make `{}` less than `{}`", low.key, high.key),
        };
        report_empty(low, high, "no value", help, report);
    }
    ordered
}

/// Two bounds of an integer type allow an integer.
fn check_integer_between(low: &Bound<'_>, high: &Bound<'_>, report: &mut Report) {
    let (Some(least), Some(greatest)) = (integer(low.value), integer(high.value)) else {
        return;
    };
    let least = if low.inclusive { least } else { least + 1 };
    let greatest = if high.inclusive {
        greatest
    } else {
        greatest - 1
    };
    if least > greatest {
        report_empty(
            low,
            high,
            "no integer",
            "widen the range".to_owned(),
            report,
        );
    }
}

fn report_empty(low: &Bound<'_>, high: &Bound<'_>, what: &str, help: String, report: &mut Report) {
    report.error_between(
        Code::UnsatisfiableConstraint,
        low.span,
        format!(
            "{what} satisfies both `{}: {}` and `{}: {}`",
            low.key, low.value, high.key, high.value
        ),
        (high.span, "the other bound"),
        help,
    );
}

fn integer(number: &Number) -> Option<i128> {
    number
        .as_i64()
        .map(i128::from)
        .or_else(|| number.as_u64().map(i128::from))
}

/// Compares two numbers, exactly if both are integers; `f64` would round large ones.
pub(super) fn compare(one: &Number, other: &Number) -> Ordering {
    match (integer(one), integer(other)) {
        (Some(one), Some(other)) => one.cmp(&other),
        _ => one
            .as_f64()
            .partial_cmp(&other.as_f64())
            .unwrap_or(Ordering::Equal),
    }
}
