//! Constraints that move between a type and the elements that have it.

use super::Sides;
use super::shape::constrained_values;
use crate::audit::facts::{Aspect, Element, Kind, Value};
use crate::audit::subject::Subject;
use crate::ir::compare_numbers;
use std::cmp::Ordering;

/// Constraints of strings and numbers, which types can have.
const OF_VALUES: &[Aspect] = &[
    Aspect::MinLength,
    Aspect::MaxLength,
    Aspect::Pattern,
    Aspect::Format,
    Aspect::Minimum,
    Aspect::Maximum,
    Aspect::ExclusiveMinimum,
    Aspect::ExclusiveMaximum,
    Aspect::MultipleOf,
];

/// Whether a constraint of an element differs, but its values have the same constraints as before, because its type had the other
/// one or has it now.
pub(super) fn moved(sides: &Sides<'_>, subject: &Subject, aspect: Aspect) -> bool {
    let aspects = match aspect {
        Aspect::ItemConstraints => OF_VALUES,
        _ if OF_VALUES.contains(&aspect) => &[aspect],
        _ => return false,
    };
    match sides.head.get(subject) {
        Some(element) if element.kind == Kind::Constrained => {
            moved_from_uses(sides, subject, aspects)
        }
        _ => has_same_constraints(sides, subject, aspects),
    }
}

/// Whether a type became one with constraints or ceased to be, but the values of all elements that have it have the same
/// constraints as before.
pub(super) fn moved_with_kind(sides: &Sides<'_>, ty: &Subject) -> bool {
    moved_from_uses(sides, ty, OF_VALUES)
}

fn moved_from_uses(sides: &Sides<'_>, ty: &Subject, aspects: &[Aspect]) -> bool {
    let is_used_by = |element: &Element| {
        let mut types = element.aspects.values().filter_map(|value| match value {
            Value::Type(ty) => Some(ty.name()),
            _ => None,
        });
        types.any(|name| name == ty.name())
    };
    let uses = sides.head.elements.iter().filter(|(subject, element)| {
        let before = sides.base.get(subject);
        is_used_by(element) && before.is_some_and(is_used_by)
    });
    let mut uses = uses.peekable();
    uses.peek().is_some() && uses.all(|(subject, _)| has_same_constraints(sides, subject, aspects))
}

/// Whether the values of an element have the same constraints on both sides, whether the element or its type sets them.
fn has_same_constraints(sides: &Sides<'_>, subject: &Subject, aspects: &[Aspect]) -> bool {
    let (Some(before), Some(after)) = (sides.base.get(subject), sides.head.get(subject)) else {
        return false;
    };
    let before = constrained_values(sides.base, before);
    let after = constrained_values(sides.head, after);
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    let of = |(ty, own): &(Option<&Element>, Option<Element>), aspect: Aspect| {
        let values = [*ty, own.as_ref()].map(|it| it.and_then(|it| it.get(aspect)).cloned());
        together(aspect, values)
    };
    aspects
        .iter()
        .all(|aspect| of(&before, *aspect) == of(&after, *aspect))
}

/// The constraints that two values of an aspect set together.
fn together(aspect: Aspect, values: [Option<Value>; 2]) -> Vec<Value> {
    let looser = match aspect {
        Aspect::MinLength | Aspect::Minimum | Aspect::ExclusiveMinimum => Some(Ordering::Less),
        Aspect::MaxLength | Aspect::Maximum | Aspect::ExclusiveMaximum => Some(Ordering::Greater),
        _ => None,
    };
    let mut values: Vec<_> = values.into_iter().flatten().collect();
    values.sort_by_key(ToString::to_string);
    values.dedup();
    if let ([Value::Number(one), Value::Number(other)], Some(looser)) = (&*values, looser) {
        let is_looser = compare_numbers(one, other) == looser;
        values.remove(if is_looser { 0 } else { 1 });
    }
    values
}
