//! Constraints as the spec sets them.

use crate::ir::Constraints;
use crate::spec;
use crate::spec::decode::{Spanned, Text};
use serde_json::Number;

/// The constraints, without checking that they apply to their type and are valid.
pub(super) fn unchecked(given: &spec::Constraints) -> Constraints {
    let text = |text: &Option<Text>| text.as_ref().map(|it| it.value.clone());
    let number = |number: &Option<Spanned<Number>>| number.as_ref().map(|it| it.value.clone());
    let count = |number: &Option<Spanned<u64>>| number.as_ref().map(|it| it.value);
    Constraints {
        min_length: count(&given.min_length),
        max_length: count(&given.max_length),
        pattern: text(&given.pattern),
        format: text(&given.format),
        minimum: number(&given.minimum),
        maximum: number(&given.maximum),
        exclusive_minimum: number(&given.exclusive_minimum),
        exclusive_maximum: number(&given.exclusive_maximum),
        multiple_of: number(&given.multiple_of),
        min_items: count(&given.min_items),
        max_items: count(&given.max_items),
        unique_items: given.unique_items,
        items: None,
    }
}
