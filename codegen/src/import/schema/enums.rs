//! Enums and constants.

use super::super::draft::{Kind, Ty, Value};
use super::super::loss::Loss;
use super::super::text::Yaml;
use super::part::{self, Part};
use super::{Schemas, Shape, scalar};
use crate::builtin::Scalar;
use crate::yaml::{self, Node};
use std::collections::BTreeSet;

/// Values of an enum that can be imported.
enum Values {
    Strings(Vec<String>),
    Integers(Vec<String>),
    Booleans(Vec<bool>),
    Other,
}

impl<'d> Schemas<'d, '_> {
    /// An enum, or a constant if there is one value.
    pub(super) fn enumeration(&mut self, flat: &[Part<'d>]) -> Option<Shape> {
        let (node, listed) = match (part::keyword(flat, "const"), part::keyword(flat, "enum")) {
            (Some(node), _) => (node, std::slice::from_ref(node)),
            (None, Some(node)) => (node, node.list()),
            (None, None) => return None,
        };
        let types = part::types(flat);
        let format = part::string(flat, "format");
        let constant = |scalar, yaml| {
            let mut value = Value::of(Ty::Scalar(scalar));
            value.constant = Some(yaml);
            Some(Shape::Type(value))
        };
        match values(listed, types.first().copied()) {
            Values::Strings(values) if values.is_empty() => None,
            Values::Strings(mut values) if values.len() == 1 => {
                constant(Scalar::String, Yaml::from(values.remove(0)))
            }
            Values::Strings(values) => Some(Shape::Definition(
                Kind::Enum {
                    is_integer: false,
                    values: values.into_iter().map(|it| (it, None)).collect(),
                },
                false,
            )),
            Values::Integers(mut values) if values.len() == 1 => {
                let scalar = match scalar::scalar("integer", format) {
                    Scalar::UnixTime => Scalar::I64,
                    scalar => scalar,
                };
                constant(scalar, Yaml::number(values.remove(0)))
            }
            Values::Integers(values) => Some(Shape::Definition(
                Kind::Enum {
                    is_integer: true,
                    values: values.into_iter().map(|it| (it, None)).collect(),
                },
                false,
            )),
            Values::Booleans(values) => match values.as_slice() {
                [value] => constant(Scalar::Bool, Yaml::from(*value)),
                _ => Some(Shape::Type(Value::of(Ty::Scalar(Scalar::Bool)))),
            },
            Values::Other => {
                self.losses.add(
                    Loss::IgnoredKeyword,
                    node,
                    "`enum` of values that are not all strings or all integers",
                );
                None
            }
        }
    }
}

/// The values without `null` and duplicates.
fn values(listed: &[Node], ty: Option<&str>) -> Values {
    let listed: Vec<_> = listed
        .iter()
        .filter(|it| it.value != yaml::Value::Null)
        .collect();
    let strings = || {
        listed
            .iter()
            .map(|it| plain(it))
            .collect::<Option<Vec<_>>>()
    };
    let all = |test: fn(&yaml::Value) -> bool| listed.iter().all(|it| test(&it.value));
    let is_integer = |text: &String| text.parse::<i64>().is_ok();
    if ty == Some("string") || all(|it| matches!(it, yaml::Value::String(_))) {
        let strings = strings();
        return match strings {
            // A document that quotes its integers.
            Some(texts) if ty == Some("integer") && texts.iter().all(is_integer) => {
                Values::Integers(unique(texts))
            }
            Some(texts) => Values::Strings(unique(texts)),
            None => Values::Other,
        };
    }
    if all(|it| matches!(it, yaml::Value::Bool(_))) {
        let values: BTreeSet<_> = listed.iter().filter_map(|it| it.bool()).collect();
        return Values::Booleans(values.into_iter().collect());
    }
    if all(|it| matches!(it, yaml::Value::Number(number) if number.parse::<i64>().is_ok()))
        && ty != Some("number")
    {
        return strings().map_or(Values::Other, |texts| Values::Integers(unique(texts)));
    }
    Values::Other
}

/// A scalar as a string.
fn plain(node: &Node) -> Option<String> {
    match &node.value {
        yaml::Value::String(text) | yaml::Value::Number(text) => Some(text.clone()),
        yaml::Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

fn unique(values: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    values
        .into_iter()
        .filter(|value| seen.insert(value.clone()))
        .collect()
}
