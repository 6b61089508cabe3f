//! `min` and `max`, which other formats use for numbers, for lengths of strings, and for numbers of items.

use super::decode::Decode;
use super::type_expr::TypeExpr;
use crate::diag::Report;
use crate::yaml::{Key, Node};

/// Help for `min` or `max` of a field that is a string, list or map; `None` for other keys and types.
pub(super) fn help(key: &str, entries: &[(Key, Node)]) -> Option<&'static str> {
    let is_min = match key {
        "min" => true,
        "max" => false,
        _ => return None,
    };
    let (key, node) = entries.iter().find(|(key, _)| key.text == "type")?;
    let ty = TypeExpr::decode(node, key.span, &mut Report::default())?;
    Some(match (ty, is_min) {
        (TypeExpr::Scalar(scalar), true) if scalar.has_length() => {
            "use `min_length` for the minimum length of a string"
        }
        (TypeExpr::Scalar(scalar), false) if scalar.has_length() => {
            "use `max_length` for the maximum length of a string"
        }
        (TypeExpr::List(_) | TypeExpr::Map(_), true) => {
            "use `min_items` for the minimum number of items"
        }
        (TypeExpr::List(_) | TypeExpr::Map(_), false) => {
            "use `max_items` for the maximum number of items"
        }
        _ => return None,
    })
}
