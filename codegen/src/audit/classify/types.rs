//! Relations between types.

use super::shape::{LONGEST_CHAIN, Shape, constraints, on_wire, shape};
use crate::audit::facts::{Facts, TypeExpr};
use crate::audit::rules::Relation;
use crate::builtin::{JsonType, Scalar};
use crate::ir::{Allowed, Constraints};

/// A use of a type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Use<'a> {
    pub(super) facts: &'a Facts,
    pub(super) ty: &'a TypeExpr,
    /// Constraints of the element that has the type; none if it has none.
    pub(super) constraints: Option<&'a Constraints>,
}

impl<'a> Use<'a> {
    /// The use of the type of the items of a list or the values of a map.
    fn of_items(self, ty: &'a TypeExpr) -> Self {
        let constraints = self.constraints.and_then(|it| it.items.as_deref());
        Self {
            ty,
            constraints,
            ..self
        }
    }
}

/// Compares a type of the newer facts with one of the older ones.
pub(super) fn compare(old: Use<'_>, new: Use<'_>) -> Relation {
    compare_within(LONGEST_CHAIN, old, new)
}

/// Compares two types up to a depth, because aliases in listings can contain themselves.
fn compare_within(depth: usize, old: Use<'_>, new: Use<'_>) -> Relation {
    let Some(depth) = depth.checked_sub(1) else {
        return Relation::Different;
    };
    let (base, head) = (old.facts, new.facts);
    let (before, after) = (shape(base, old.ty), shape(head, new.ty));
    if before == after {
        return Relation::SameType;
    }
    match (&before, &after) {
        (Shape::List(before), Shape::List(after)) | (Shape::Map(before), Shape::Map(after)) => {
            compare_within(depth, old.of_items(before), new.of_items(after))
        }
        (Shape::Nullable(before), Shape::Nullable(after)) => {
            let (old, new) = (Use { ty: before, ..old }, Use { ty: after, ..new });
            compare_within(depth, old, new)
        }
        (_, Shape::Nullable(value)) if before == shape(head, value) => Relation::Widened,
        (Shape::Nullable(value), _) if shape(base, value) == after => Relation::Narrowed,
        (Shape::Union(_, variants), _) if is_among(head, new.ty, base, variants) => {
            Relation::Unwrapped
        }
        (_, Shape::Union(_, variants)) if is_among(base, old.ty, head, variants) => {
            Relation::Wrapped
        }
        (Shape::List(_), _) => Relation::WasList,
        (_, Shape::List(_)) => Relation::BecameList,
        (Shape::Map(_), Shape::Model(_)) => Relation::WasMap,
        (Shape::Model(_), Shape::Map(_)) => Relation::BecameMap,
        (Shape::StringEnum(_), Shape::IntEnum(_)) | (Shape::IntEnum(_), Shape::StringEnum(_)) => {
            Relation::OtherBase
        }
        (Shape::StringEnum(_), _) if on_wire(&after) == Some(Scalar::String.name()) => {
            Relation::WasEnum
        }
        (_, Shape::StringEnum(_)) if on_wire(&before) == Some(Scalar::String.name()) => {
            Relation::BecameEnum
        }
        (Shape::IntEnum(_), _) if on_wire(&after).is_some_and(is_number) => Relation::WasEnum,
        (_, Shape::IntEnum(_)) if on_wire(&before).is_some_and(is_number) => Relation::BecameEnum,
        _ => match (on_wire(&before), on_wire(&after)) {
            (Some(was), Some(is)) => {
                let of_types = [constraints(base, &before), constraints(head, &after)];
                match of_types.each_ref().map(Option::as_ref) {
                    [None, None] => scalars(was, is),
                    [before, after] => {
                        let old = allowed(was, before, old.constraints);
                        let new = allowed(is, after, new.constraints);
                        old.zip(new)
                            .map_or_else(|| scalars(was, is), |(old, new)| sets(old, new))
                    }
                }
            }
            (_, Some(new)) if new == Scalar::Json.name() => Relation::Widened,
            (Some(old), _) if old == Scalar::Json.name() => Relation::Narrowed,
            _ => Relation::Different,
        },
    }
}

/// Whether a comparison of two types is one of scalars with constraints, and so takes those of their uses into account.
pub(super) fn compares_constraints(
    (base, old): (&Facts, &TypeExpr),
    (head, new): (&Facts, &TypeExpr),
) -> bool {
    let (mut before, mut after) = (shape(base, old), shape(head, new));
    for _ in 0..LONGEST_CHAIN {
        match (&before, &after) {
            (Shape::List(old), Shape::List(new))
            | (Shape::Map(old), Shape::Map(new))
            | (Shape::Nullable(old), Shape::Nullable(new)) => {
                (before, after) = (shape(base, old), shape(head, new));
            }
            _ => break,
        }
    }
    let are_scalars = on_wire(&before).is_some() && on_wire(&after).is_some();
    let is_constrained =
        constraints(base, &before).is_some() || constraints(head, &after).is_some();
    before != after && are_scalars && is_constrained
}

/// The values of a scalar; none if a listing has another name.
fn allowed<'a>(
    scalar: &str,
    of_type: Option<&'a Constraints>,
    of_use: Option<&'a Constraints>,
) -> Option<Allowed<'a>> {
    Some(Allowed {
        scalar: Scalar::from_name(scalar)?,
        of_type,
        of_use,
    })
}

/// Compares the values of scalars with constraints.
fn sets(old: Allowed<'_>, new: Allowed<'_>) -> Relation {
    let (gains, loses) = (!old.contains(new), !new.contains(old));
    match (gains, loses) {
        (false, false) => Relation::SameWire,
        (true, false) if old.scalar == new.scalar => Relation::Loosened,
        (false, true) if old.scalar == new.scalar => Relation::Tightened,
        (true, true) if old.scalar == new.scalar => Relation::Replaced,
        (true, false) => Relation::Widened,
        (false, true) => Relation::Narrowed,
        (true, true) => match scalars(old.scalar.name(), new.scalar.name()) {
            Relation::FormatChanged => Relation::FormatChanged,
            _ => Relation::Different,
        },
    }
}

fn scalars(old: &str, new: &str) -> Relation {
    if old == new {
        return Relation::SameWire;
    }
    let (Some(old), Some(new)) = (Scalar::from_name(old), Scalar::from_name(new)) else {
        return Relation::Different;
    };
    match (old.json(), new.json()) {
        _ if new.contains(old) => Relation::Widened,
        _ if old.contains(new) => Relation::Narrowed,
        (JsonType::String, JsonType::String) => Relation::FormatChanged,
        _ => Relation::Different,
    }
}

fn is_number(name: &str) -> bool {
    Scalar::from_name(name).is_some_and(Scalar::is_number)
}

/// Whether one of the variants of a union is the type.
fn is_among(facts: &Facts, ty: &TypeExpr, other: &Facts, variants: &[TypeExpr]) -> bool {
    let wanted = shape(facts, ty);
    variants
        .iter()
        .any(|variant| shape(other, variant) == wanted)
}
