//! Checks the constraints of values.

use regex_lite::Regex;
use serde_json::Value;

use super::schema::{Constraints, Field, Type};
use crate::model::mismatch;

/// The constraint of a field, or of its type, that a value violates. Never quotes the value.
pub(super) fn of_field(field: &Field, value: &Value) -> Option<String> {
    violation(&field.constraints, value).or_else(|| violation(&field.of_type, value))
}

/// The constraint that a value violates, e.g. "must be at most 1000". Never quotes the value.
fn violation(constraints: &Constraints, value: &Value) -> Option<String> {
    match value {
        Value::String(text) => of_text(constraints, text),
        Value::Number(number) => constraints.number(number.as_f64()?),
        Value::Array(items) => {
            let repeated = |(index, item)| items.iter().take(index).any(|other| other == item);
            of_count(constraints, items.len(), "items")
                .or_else(|| {
                    let repeats =
                        constraints.unique_items && items.iter().enumerate().any(repeated);
                    repeats.then(|| "must not repeat an item".to_owned())
                })
                .or_else(|| of_items(constraints, items))
        }
        Value::Object(members) => of_count(constraints, members.len(), "members")
            .or_else(|| of_items(constraints, members.values())),
        Value::Null | Value::Bool(_) => None,
    }
}

fn of_text(constraints: &Constraints, text: &str) -> Option<String> {
    if let Some(violation) = constraints.length(text) {
        return Some(violation);
    }
    let pattern = constraints.pattern?;
    // Some patterns of JSON Schema, such as those with look-ahead, are not supported.
    let regex = Regex::new(pattern).ok()?;
    (!regex.is_match(text)).then(|| mismatch(pattern))
}

fn of_count(constraints: &Constraints, count: usize, of: &str) -> Option<String> {
    let count = count as u64;
    if let Some(least) = constraints.min_items.filter(|least| count < *least) {
        return Some(format!("must have at least {least} {of}"));
    }
    let most = constraints.max_items.filter(|most| count > *most)?;
    Some(format!("must have at most {most} {of}"))
}

/// The value of a parameter, as JSON.
pub(super) fn parameter(ty: Type, values: &[String]) -> Value {
    let scalar = |ty: Type, text: &String| match ty {
        Type::Int32
        | Type::Int64
        | Type::UInt32
        | Type::UInt64
        | Type::UnixTime
        | Type::Number
        | Type::IntEnum(_) => serde_json::from_str(text).unwrap_or_default(),
        _ => Value::from(text.as_str()),
    };
    match (ty, values) {
        (Type::List(item), values) => values.iter().map(|text| scalar(*item, text)).collect(),
        (ty, [text]) => scalar(ty, text),
        _ => Value::Null,
    }
}

fn of_items<'a>(
    constraints: &Constraints,
    items: impl IntoIterator<Item = &'a Value>,
) -> Option<String> {
    let constraints = constraints.items?;
    let mut items = items.into_iter();
    let violation = items.find_map(|item| violation(constraints, item))?;
    Some(format!("has an item that {violation}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_constraint_is_enforced() {
        const NONE: Constraints = Constraints::new();
        const SHORT: Constraints = NONE.max_length(1);
        const SMALL: Constraints = NONE.maximum(1.0);
        for (constraints, valid, invalid, message) in [
            (
                NONE.min_length(2),
                json!("äö"),
                json!("ä"),
                "must have at least 2 characters",
            ),
            (
                NONE.max_length(1),
                json!("ä"),
                json!("ab"),
                "must have at most 1 characters",
            ),
            (
                NONE.pattern("^[a-z]+$"),
                json!("ab"),
                json!("aB"),
                "must match the pattern `^[a-z]+$`",
            ),
            (NONE.minimum(1.0), json!(1), json!(0), "must be at least 1"),
            (
                NONE.maximum(9.5),
                json!(9.5),
                json!(10),
                "must be at most 9.5",
            ),
            (
                NONE.exclusive_minimum(0.0),
                json!(0.1),
                json!(0),
                "must be greater than 0",
            ),
            (
                NONE.exclusive_maximum(9.0),
                json!(8),
                json!(9),
                "must be less than 9",
            ),
            (
                NONE.multiple_of(2.0),
                json!(-4),
                json!(3),
                "must be a multiple of 2",
            ),
            (
                NONE.multiple_of(0.01),
                json!(0.07),
                json!(0.075),
                "must be a multiple of 0.01",
            ),
            (
                NONE.multiple_of(0.01),
                json!(199_999.99),
                json!(1e-12),
                "must be a multiple of 0.01",
            ),
            (
                NONE.min_items(1),
                json!([1]),
                json!([]),
                "must have at least 1 items",
            ),
            (
                NONE.max_items(1),
                json!({"a": 1}),
                json!({"a": 1, "b": 2}),
                "must have at most 1 members",
            ),
            (
                NONE.unique_items(),
                json!([1, 2]),
                json!([1, 2, 1]),
                "must not repeat an item",
            ),
            (
                NONE.items(&SHORT),
                json!(["a"]),
                json!(["a", "ab"]),
                "has an item that must have at most 1 characters",
            ),
            (
                NONE.items(&SMALL),
                json!({"a": 1}),
                json!({"a": 2}),
                "has an item that must be at most 1",
            ),
        ] {
            assert_eq!(violation(&constraints, &valid), None, "{valid}");
            assert_eq!(
                violation(&constraints, &invalid).as_deref(),
                Some(message),
                "{invalid}"
            );
            assert_eq!(violation(&constraints, &Value::Null), None);
        }
        let unsupported = NONE.pattern("^(?=a)");
        assert_eq!(violation(&unsupported, &json!("b")), None);
    }
}
