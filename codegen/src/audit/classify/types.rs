//! Relations between types.

use crate::audit::facts::{Aspect, Element, Facts, Kind, TypeExpr};
use crate::audit::rules::Relation;
use crate::audit::subject::Subject;
use crate::builtin::{JsonType, Scalar};

/// Limit of a chain of aliases. Specs cannot contain cycles of aliases, but listings can.
const LONGEST_CHAIN: usize = 64;

/// A type with aliases resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Shape {
    Scalar(String),
    Id { name: String, scalar: String },
    Model(String),
    StringEnum(String),
    IntEnum(String),
    Union(String, Vec<TypeExpr>),
    List(TypeExpr),
    Map(TypeExpr),
    Nullable(TypeExpr),
}

/// Compares the type `new` of the newer facts with `old` of the older ones.
pub(super) fn compare(base: &Facts, old: &TypeExpr, head: &Facts, new: &TypeExpr) -> Relation {
    let (before, after) = (shape(base, old), shape(head, new));
    if before == after {
        return Relation::SameType;
    }
    match (&before, &after) {
        (Shape::List(old), Shape::List(new)) | (Shape::Map(old), Shape::Map(new)) => {
            compare(base, old, head, new)
        }
        (Shape::Nullable(old), Shape::Nullable(new)) => compare(base, old, head, new),
        (_, Shape::Nullable(new)) if before == shape(head, new) => Relation::Widened,
        (Shape::Nullable(old), _) if shape(base, old) == after => Relation::Narrowed,
        (Shape::Union(_, variants), _) if is_among(head, new, base, variants) => {
            Relation::Unwrapped
        }
        (_, Shape::Union(_, variants)) if is_among(base, old, head, variants) => Relation::Wrapped,
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
            (Some(old), Some(new)) => scalars(old, new),
            (_, Some(new)) if new == Scalar::Json.name() => Relation::Widened,
            (Some(old), _) if old == Scalar::Json.name() => Relation::Narrowed,
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

/// Scalar that represents a value on the wire.
fn on_wire(shape: &Shape) -> Option<&str> {
    match shape {
        Shape::Scalar(scalar) | Shape::Id { scalar, .. } => Some(scalar),
        _ => None,
    }
}

/// Whether one of the variants of a union is the type.
fn is_among(facts: &Facts, ty: &TypeExpr, other: &Facts, variants: &[TypeExpr]) -> bool {
    let wanted = shape(facts, ty);
    variants
        .iter()
        .any(|variant| shape(other, variant) == wanted)
}

/// Resolves aliases, also in items of lists and maps.
fn shape(facts: &Facts, ty: &TypeExpr) -> Shape {
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
        Kind::Id | Kind::Constrained => Shape::Id {
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
