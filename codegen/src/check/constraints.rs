//! Constraints: each applies to the type of its owner, and together they allow a value.

use super::index::Index;
use super::{given_constraints, patterns};
use crate::builtin::JsonType;
use crate::diag::{Code, Report};
use crate::ir::{Constraints, Ty, compare_numbers, integer};
use crate::source::Span;
use crate::spec::decode::{Spanned, Text};
use crate::spec::{self, Scalar, TypeDef, TypeExpr};
use crate::yaml::Key;
use serde_json::Number;
use std::cmp::Ordering;

/// Resolves the constraints of a field, without those that do not apply to its type.
pub(super) fn of_field(
    key: &Key,
    field: &spec::Field,
    ty: &Ty,
    index: &Index<'_>,
    report: &mut Report,
) -> Constraints {
    let name = format!("`{}`", key.text);
    let constraints = resolve(&name, &field.ty, &field.constraints, ty, index, report);
    let Some(items) = &field.items else {
        return constraints;
    };
    let (Ty::List(item) | Ty::Map(item)) = index.resolved(ty) else {
        report.error(
            Code::MisplacedConstraint,
            items.span,
            format!(
                "`items` applies to lists and maps, but {name} has type `{}`",
                field.ty
            ),
            "remove `items`, or correct the type",
        );
        return constraints;
    };
    let expr = match index.meaning(&field.ty) {
        TypeExpr::List(item) | TypeExpr::Map(item) => match &**item {
            TypeExpr::Nullable(value, _) => value,
            item => item,
        },
        other => other,
    };
    let name = format!("an item of {name}");
    let items = resolve(&name, expr, items, item.present(), index, report);
    Constraints {
        items: (items != Constraints::default()).then(|| Box::new(items)),
        ..constraints
    }
}

/// Resolves the constraints of an alias, which make it a type of its own.
pub(super) fn of_type(
    name: &str,
    scalar: Scalar,
    def: &TypeDef,
    index: &Index<'_>,
    report: &mut Report,
) -> Constraints {
    let (name, expr) = (format!("`{name}`"), TypeExpr::Scalar(scalar));
    let ty = Ty::Scalar(scalar);
    resolve(&name, &expr, &def.constraints, &ty, index, report)
}

/// Reports the constraints of a type that cannot have any.
pub(super) fn check_none(name: &str, given: &spec::Constraints, report: &mut Report) {
    for (key, span) in spans(given) {
        report.error(
            Code::MisplacedConstraint,
            span,
            format!("`{key}` has no effect on `{name}`"),
            format!(
                "set `{key}` on the fields of the type; only aliases of strings and numbers can have constraints, and not `format` alone"
            ),
        );
    }
}

/// The constraints that are set, with their locations.
fn spans(given: &spec::Constraints) -> Vec<(&'static str, Span)> {
    let of_count = |it: &Option<Spanned<u64>>| it.as_ref().map(|it| it.span);
    let of_number = |it: &Option<Spanned<Number>>| it.as_ref().map(|it| it.span);
    let of_text = |it: &Option<Text>| it.as_ref().map(|it| it.span);
    let all = [
        ("min_length", of_count(&given.min_length)),
        ("max_length", of_count(&given.max_length)),
        ("pattern", of_text(&given.pattern)),
        ("format", of_text(&given.format)),
        ("minimum", of_number(&given.minimum)),
        ("maximum", of_number(&given.maximum)),
        ("exclusive_minimum", of_number(&given.exclusive_minimum)),
        ("exclusive_maximum", of_number(&given.exclusive_maximum)),
        ("multiple_of", of_number(&given.multiple_of)),
        ("min_items", of_count(&given.min_items)),
        ("max_items", of_count(&given.max_items)),
        ("unique_items", given.unique_items.then_some(given.span)),
    ];
    all.into_iter()
        .filter_map(|(key, span)| Some((key, span?)))
        .collect()
}

/// Resolves constraints, without those that do not apply to the type. `name` and `expr` describe the value and its type in
/// messages.
fn resolve(
    name: &str,
    expr: &TypeExpr,
    given: &spec::Constraints,
    ty: &Ty,
    index: &Index<'_>,
    report: &mut Report,
) -> Constraints {
    let kinds = Kinds::of(ty, index);
    check_applicable(name, expr, given, kinds, report);
    let given = &kinds.only_applicable(given);
    lengths(given, report);
    numbers(given, index.scalar(ty), report);
    if let Some(pattern) = &given.pattern {
        patterns::check(pattern, report);
    }
    let format = given.format.as_ref();
    let format = format.filter(|it| is_unknown_format(it, report));
    Constraints {
        format: format.map(|it| it.value.clone()),
        ..given_constraints::unchecked(given)
    }
}

/// The groups of constraints that apply to a type.
#[derive(Clone, Copy)]
struct Kinds {
    /// Those of strings.
    text: bool,
    /// The format, which only the type `string` has.
    plain: bool,
    /// Those of numbers.
    number: bool,
    /// Those of lists.
    list: bool,
    /// Those of lists and maps.
    many: bool,
}

impl Kinds {
    fn of(ty: &Ty, index: &Index<'_>) -> Self {
        let (scalar, resolved) = (index.scalar(ty), index.resolved(ty));
        let list = matches!(resolved, Ty::List(_));
        Self {
            text: scalar.is_some_and(Scalar::has_length),
            plain: scalar == Some(Scalar::String),
            number: scalar.is_some_and(Scalar::is_number),
            list,
            many: list || matches!(resolved, Ty::Map(_)),
        }
    }

    /// The constraints that apply.
    fn only_applicable(self, given: &spec::Constraints) -> spec::Constraints {
        let number = |it: &Option<Spanned<Number>>| it.clone().filter(|_| self.number);
        let length = |it: &Option<Spanned<u64>>| it.clone().filter(|_| self.text);
        let items = |it: &Option<Spanned<u64>>| it.clone().filter(|_| self.many);
        spec::Constraints {
            span: given.span,
            min_length: length(&given.min_length),
            max_length: length(&given.max_length),
            pattern: given.pattern.clone().filter(|_| self.text),
            format: given.format.clone().filter(|_| self.plain),
            minimum: number(&given.minimum),
            maximum: number(&given.maximum),
            exclusive_minimum: number(&given.exclusive_minimum),
            exclusive_maximum: number(&given.exclusive_maximum),
            multiple_of: number(&given.multiple_of),
            min_items: items(&given.min_items),
            max_items: items(&given.max_items),
            unique_items: given.unique_items && self.list,
        }
    }
}

/// Each constraint applies to some types only.
fn check_applicable(
    name: &str,
    expr: &TypeExpr,
    given: &spec::Constraints,
    kinds: Kinds,
    report: &mut Report,
) {
    let Kinds {
        text,
        plain,
        number,
        list,
        many,
    } = kinds;
    for (key, span) in spans(given) {
        let (applies, to) = match key {
            "min_length" | "max_length" | "pattern" => (text, "strings"),
            "format" => (plain, "the type `string`"),
            "min_items" | "max_items" => (many, "lists and maps"),
            "unique_items" => (list, "lists"),
            _ => (number, "numbers"),
        };
        if !applies {
            report.error(
                Code::MisplacedConstraint,
                span,
                format!("`{key}` applies to {to}, but {name} has type `{expr}`"),
                match instead(key, text, number, many) {
                    Some(other) => format!("use `{other}`, or correct the type"),
                    None => format!("remove `{key}`, or correct the type"),
                },
            );
        }
    }
}

/// Whether a format is not a built-in type; reports one that is.
fn is_unknown_format(format: &Text, report: &mut Report) -> bool {
    let name = &format.value;
    let is_format = |it: &&Scalar| it.schema().contains(&("format", name.as_str()));
    let scalar = Scalar::ALL.iter().find(is_format).copied();
    let scalar = scalar.or_else(|| Scalar::from_name(name));
    let scalar = scalar.or_else(|| Scalar::from_foreign_name(name));
    if let Some(scalar) = scalar {
        report.error(
            Code::MisplacedConstraint,
            format.span,
            format!("the format `{name}` is the type `{}`", scalar.name()),
            format!("remove `format`, and set `type: {}`", scalar.name()),
        );
    }
    scalar.is_none()
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

fn lengths(given: &spec::Constraints, report: &mut Report) {
    let pairs = [
        (
            "min_length",
            &given.min_length,
            "max_length",
            &given.max_length,
        ),
        ("min_items", &given.min_items, "max_items", &given.max_items),
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

fn numbers(given: &spec::Constraints, scalar: Option<Scalar>, report: &mut Report) {
    let lows = bounds([
        ("minimum", &given.minimum, true),
        ("exclusive_minimum", &given.exclusive_minimum, false),
    ]);
    let highs = bounds([
        ("maximum", &given.maximum, true),
        ("exclusive_maximum", &given.exclusive_maximum, false),
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
    if let Some(step) = &given.multiple_of
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
    let order = compare_numbers(low.value, high.value);
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
