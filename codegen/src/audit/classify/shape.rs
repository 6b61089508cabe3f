//! Types with aliases resolved.

use crate::audit::facts::{Aspect, Element, Facts, Kind, TypeExpr};
use crate::audit::subject::Subject;
use crate::ir::Constraints;

/// Limit of a chain of aliases. Specs cannot contain cycles of aliases, but listings can.
pub(super) const LONGEST_CHAIN: usize = 64;

/// A type with aliases resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    Scalar(String),
    Id { name: String, scalar: String },
    Constrained { name: String, scalar: String },
    Model(String),
    StringEnum(String),
    IntEnum(String),
    Union(String, Vec<TypeExpr>),
    List(TypeExpr),
    Map(TypeExpr),
    Nullable(TypeExpr),
}

/// Scalar that represents a value on the wire.
pub(super) fn on_wire(shape: &Shape) -> Option<&str> {
    match shape {
        Shape::Scalar(scalar) | Shape::Id { scalar, .. } | Shape::Constrained { scalar, .. } => {
            Some(scalar)
        }
        _ => None,
    }
}

/// The constraints of a type; none if it has none.
pub(super) fn constraints(facts: &Facts, shape: &Shape) -> Option<Constraints> {
    let Shape::Constrained { name, .. } = shape else {
        return None;
    };
    Some(facts.get(&Subject::named_type(name))?.constraints())
}

/// The type with constraints that values of an element have, with the aspects that constrain them in the element itself; none if
/// they are no scalars.
pub(super) fn constrained_values<'a>(
    facts: &'a Facts,
    element: &Element,
) -> Option<(Option<&'a Element>, Option<Element>)> {
    let mut own = Some(element.clone());
    let mut ty = element.ty(Aspect::Type)?.clone();
    for _ in 0..LONGEST_CHAIN {
        ty = match shape(facts, &ty) {
            Shape::List(item) | Shape::Map(item) => {
                own = own.and_then(|it| it.items());
                item
            }
            Shape::Nullable(value) => value,
            Shape::Scalar(_) | Shape::Id { .. } => return Some((None, own)),
            Shape::Constrained { name, .. } => {
                return Some((facts.get(&Subject::named_type(&name)), own));
            }
            _ => return None,
        };
    }
    None
}

/// Resolves aliases, also in items of lists and maps.
pub(super) fn shape(facts: &Facts, ty: &TypeExpr) -> Shape {
    let name = match resolved(facts, ty, LONGEST_CHAIN) {
        TypeExpr::List(item) => return Shape::List(*item),
        TypeExpr::Map(item) => return Shape::Map(*item),
        TypeExpr::Nullable(value) => return Shape::Nullable(*value),
        TypeExpr::Name(name) => name,
        // Only calls return pages and streams, and their types are not compared.
        it @ (TypeExpr::Page(_) | TypeExpr::Stream(_)) => return Shape::Scalar(it.to_string()),
    };
    let subject = Subject::named_type(&name);
    let Some(element) = facts.get(&subject) else {
        return Shape::Scalar(name);
    };
    let target = |element: &Element| element.ty(Aspect::Type).cloned();
    match element.kind {
        Kind::Id => Shape::Id {
            scalar: target(element).map_or_else(String::new, |it| it.to_string()),
            name,
        },
        Kind::Constrained => Shape::Constrained {
            scalar: target(element).map_or_else(String::new, |it| it.to_string()),
            name,
        },
        Kind::StringEnum => Shape::StringEnum(name),
        Kind::IntEnum => Shape::IntEnum(name),
        Kind::TaggedUnion | Kind::Union => {
            let variants = facts.under(&subject);
            Shape::Union(name, variants.filter_map(|(_, it)| target(it)).collect())
        }
        // A chain of aliases that is too long.
        Kind::Alias => Shape::Scalar(name),
        _ => Shape::Model(name),
    }
}

/// A type expression without aliases.
fn resolved(facts: &Facts, ty: &TypeExpr, left: usize) -> TypeExpr {
    let Some(left) = left.checked_sub(1) else {
        return ty.clone();
    };
    match ty {
        TypeExpr::List(item) => TypeExpr::List(Box::new(resolved(facts, item, left))),
        TypeExpr::Map(item) => TypeExpr::Map(Box::new(resolved(facts, item, left))),
        TypeExpr::Nullable(value) => TypeExpr::Nullable(Box::new(resolved(facts, value, left))),
        TypeExpr::Page(item) => TypeExpr::Page(Box::new(resolved(facts, item, left))),
        TypeExpr::Stream(item) => TypeExpr::Stream(Box::new(resolved(facts, item, left))),
        TypeExpr::Name(name) => {
            let element = facts.get(&Subject::named_type(name));
            let alias = element.filter(|it| it.kind == Kind::Alias);
            match alias.and_then(|it| it.ty(Aspect::Type)) {
                Some(target) => resolved(facts, target, left),
                None => ty.clone(),
            }
        }
    }
}
