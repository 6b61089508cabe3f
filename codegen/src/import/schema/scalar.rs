//! Strings, numbers and booleans, and their constraints.

use super::super::draft::Constraints;
use super::super::loss::Loss;
use super::super::text::Yaml;
use super::Schemas;
use super::part::{self, Part};
use crate::builtin::Scalar;
use crate::check::is_valid_pattern;
use crate::yaml::Value;

/// Formats that documents use for the scalars, in addition to those of JSON Schema that the scalars are exported with.
const FORMATS: &[(&str, &str, Scalar)] = &[
    ("integer", "int8", Scalar::I32),
    ("integer", "int16", Scalar::I32),
    ("integer", "uint8", Scalar::U32),
    ("integer", "uint16", Scalar::U32),
    ("integer", "uint", Scalar::U64),
    ("integer", "unixtime", Scalar::UnixTime),
    ("number", "int32", Scalar::I32),
    ("number", "int64", Scalar::I64),
    ("string", "binary", Scalar::Bytes),
    ("string", "byte", Scalar::Bytes),
    ("string", "base64", Scalar::Bytes),
    ("string", "url", Scalar::Uri),
];

/// Formats of numbers that select no other type.
const NUMBERS: &[&str] = &["double", "float", "integer", "number", "int"];

/// Constraints of strings: keyword and key.
const OF_STRINGS: &[(&str, &str)] = &[
    ("minLength", "min_length"),
    ("maxLength", "max_length"),
    ("pattern", "pattern"),
];

/// Constraints of numbers: keyword and key.
const OF_NUMBERS: &[(&str, &str)] = &[
    ("minimum", "minimum"),
    ("maximum", "maximum"),
    ("multipleOf", "multiple_of"),
];

/// Constraints of lists: keyword and key.
const OF_LISTS: &[(&str, &str)] = &[
    ("minItems", "min_items"),
    ("maxItems", "max_items"),
    ("uniqueItems", "unique_items"),
];

/// Constraints of maps: keyword and key.
const OF_MAPS: &[(&str, &str)] = &[
    ("minProperties", "min_items"),
    ("maxProperties", "max_items"),
];

/// Kind of value that a constraint applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Constrained {
    /// A scalar.
    Scalar(Scalar),
    /// A list.
    List,
    /// A map.
    Map,
    /// A value without constraints.
    Other,
}

/// The scalar for a JSON type and a format.
pub(super) fn scalar(ty: &str, format: Option<&str>) -> Scalar {
    let usual = match ty {
        "integer" => Scalar::I64,
        "number" => Scalar::F64,
        "boolean" => Scalar::Bool,
        _ => Scalar::String,
    };
    let Some(format) = format else {
        return usual;
    };
    let is_of_format = |scalar: &&Scalar| {
        let keywords = scalar.schema();
        keywords.contains(&("type", ty)) && keywords.contains(&("format", format))
    };
    let listed = || {
        FORMATS
            .iter()
            .find(|(of, name, _)| (*of, *name) == (ty, format))
    };
    Scalar::ALL
        .iter()
        .find(is_of_format)
        .copied()
        .or_else(|| listed().map(|(_, _, scalar)| *scalar))
        .unwrap_or(usual)
}

impl<'d> Schemas<'d, '_> {
    /// The constraints of the parts that apply to a value; others are losses.
    pub(super) fn constraints(&mut self, flat: &[Part<'d>], of: Constrained) -> Constraints {
        let mut constraints = Constraints::new();
        let has_length = matches!(of, Constrained::Scalar(scalar) if scalar.has_length());
        let is_number = matches!(of, Constrained::Scalar(scalar) if scalar.is_primitive() && scalar.is_number());
        for (table, applies) in [
            (OF_STRINGS, has_length),
            (OF_NUMBERS, is_number),
            (OF_LISTS, of == Constrained::List),
            (OF_MAPS, of == Constrained::Map),
        ] {
            for (keyword, key) in table {
                self.constraint(flat, (keyword, key), applies, &mut constraints);
            }
        }
        if is_number {
            exclusive(flat, &mut constraints);
        }
        if let Constrained::Scalar(Scalar::String) = of
            && let Some(format) = part::string(flat, "format")
            && !NUMBERS.contains(&format)
        {
            constraints.push(("format", Yaml::from(format)));
        }
        constraints
    }

    /// Adds a constraint, unless it does not apply or restricts nothing.
    fn constraint(
        &mut self,
        flat: &[Part<'d>],
        (keyword, key): (&'static str, &'static str),
        applies: bool,
        constraints: &mut Constraints,
    ) {
        let Some(node) = part::keyword(flat, keyword) else {
            return;
        };
        let is_expected = match (&node.value, keyword) {
            (Value::Bool(value), "uniqueItems") => *value,
            (Value::String(pattern), "pattern") => is_valid_pattern(pattern),
            (Value::Number(number), "minLength" | "minItems" | "minProperties") => {
                number != "0" && number.parse::<u64>().is_ok()
            }
            (Value::Number(number), "maxLength" | "maxItems" | "maxProperties") => {
                number.parse::<u64>().is_ok()
            }
            (Value::Number(number), _) => number.parse::<f64>().is_ok_and(f64::is_finite),
            _ => false,
        };
        let restricts_nothing = matches!(&node.value, Value::Bool(false))
            || matches!(&node.value, Value::Number(zero) if zero == "0" && keyword.starts_with("min") && keyword != "minimum");
        if restricts_nothing {
            return;
        }
        if applies && is_expected {
            constraints.push((key, Yaml::from(node)));
        } else {
            self.losses
                .add(Loss::IgnoredConstraint, node, format!("`{keyword}`"));
        }
    }
}

/// Exclusive bounds: numbers since OpenAPI 3.1, and before that flags of the inclusive ones.
fn exclusive(flat: &[Part<'_>], constraints: &mut Constraints) {
    for (keyword, inclusive, key) in [
        ("exclusiveMinimum", "minimum", "exclusive_minimum"),
        ("exclusiveMaximum", "maximum", "exclusive_maximum"),
    ] {
        match part::keyword(flat, keyword).map(|node| (&node.value, node)) {
            Some((Value::Bool(true), _)) => {
                for (constraint, _) in constraints.iter_mut().filter(|(it, _)| *it == inclusive) {
                    *constraint = key;
                }
            }
            Some((Value::Number(_), node)) => constraints.push((key, Yaml::from(node))),
            _ => {}
        }
    }
}
