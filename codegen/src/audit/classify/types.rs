//! How a new type compares with an old one.

use crate::audit::facts::{Aspect, Element, Facts, Kind};
use crate::audit::rules::Relation;
use crate::audit::subject::Subject;

/// Aliases may form a long chain, but never a ring; what is read from a listing may.
const LONGEST_CHAIN: usize = 64;

/// Text in a format of its own.
const FORMATS: &[&str] = &["datetime", "date", "uuid", "uri", "ip", "cidr", "bytes"];
/// Numbers, each of which takes all values of those before it.
const NUMBERS: &[&str] = &["i32", "i64", "f64"];

/// A type with aliases followed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Shape {
    Scalar(String),
    Id(String, String),
    Model(String),
    Words(String),
    Numbers(String),
    Union(String, Vec<String>),
    List(String),
    Map(String),
}

/// How the type `new` of the newer facts compares with `old` of the older ones.
pub(super) fn compare(base: &Facts, old: &str, head: &Facts, new: &str) -> Relation {
    let (before, after) = (shape(base, old), shape(head, new));
    if before == after {
        return Relation::SameType;
    }
    match (&before, &after) {
        (Shape::List(old), Shape::List(new)) | (Shape::Map(old), Shape::Map(new)) => {
            compare(base, old, head, new)
        }
        (Shape::Union(_, variants), _) if fits(head, new, base, variants) => Relation::Unwrapped,
        (_, Shape::Union(_, variants)) if fits(base, old, head, variants) => Relation::Wrapped,
        (Shape::List(_), _) => Relation::WasList,
        (_, Shape::List(_)) => Relation::BecameList,
        (Shape::Map(_), Shape::Model(_)) => Relation::WasMap,
        (Shape::Model(_), Shape::Map(_)) => Relation::BecameMap,
        (Shape::Words(_), Shape::Numbers(_)) | (Shape::Numbers(_), Shape::Words(_)) => {
            Relation::OtherBase
        }
        (Shape::Words(_), _) if on_wire(&after) == Some("string") => Relation::WasEnum,
        (_, Shape::Words(_)) if on_wire(&before) == Some("string") => Relation::BecameEnum,
        (Shape::Numbers(_), _) if on_wire(&after).is_some_and(is_number) => Relation::WasEnum,
        (_, Shape::Numbers(_)) if on_wire(&before).is_some_and(is_number) => Relation::BecameEnum,
        _ => match (on_wire(&before), on_wire(&after)) {
            (Some(old), Some(new)) => scalars(old, new),
            (_, Some("json")) => Relation::Widened,
            (Some("json"), _) => Relation::Narrowed,
            _ => Relation::Different,
        },
    }
}

fn scalars(old: &str, new: &str) -> Relation {
    let place = |name| NUMBERS.iter().position(|it| *it == name);
    if old == new {
        return Relation::SameWire;
    }
    match (place(old), place(new)) {
        (Some(old), Some(new)) if old < new => return Relation::Widened,
        (Some(_), Some(_)) => return Relation::Narrowed,
        _ => {}
    }
    match (FORMATS.contains(&old), FORMATS.contains(&new)) {
        (true, true) => Relation::FormatChanged,
        _ if new == "json" => Relation::Widened,
        _ if old == "json" => Relation::Narrowed,
        (true, false) if new == "string" => Relation::Widened,
        (false, true) if old == "string" => Relation::Narrowed,
        _ => Relation::Different,
    }
}

fn is_number(name: &str) -> bool {
    NUMBERS.contains(&name)
}

/// The scalar that stands on the wire.
fn on_wire(shape: &Shape) -> Option<&str> {
    match shape {
        Shape::Scalar(scalar) | Shape::Id(_, scalar) => Some(scalar),
        _ => None,
    }
}

/// Whether one of the variants is the type.
fn fits(facts: &Facts, ty: &str, other: &Facts, variants: &[String]) -> bool {
    let wanted = shape(facts, ty);
    variants
        .iter()
        .any(|variant| shape(other, variant) == wanted)
}

/// A use of a type, with aliases followed inside of lists and maps too.
fn shape(facts: &Facts, ty: &str) -> Shape {
    shape_within(facts, ty, LONGEST_CHAIN)
}

fn shape_within(facts: &Facts, ty: &str, left: usize) -> Shape {
    let inner = |open: char, close: char| ty.strip_prefix(open)?.strip_suffix(close);
    let Some(left) = left.checked_sub(1) else {
        return Shape::Scalar(ty.to_owned());
    };
    if let Some(item) = inner('[', ']') {
        return Shape::List(spelled(facts, item, left));
    }
    if let Some(item) = inner('{', '}') {
        return Shape::Map(spelled(facts, item, left));
    }
    let subject = Subject::named_type(ty);
    let Some(element) = facts.get(&subject) else {
        return Shape::Scalar(ty.to_owned());
    };
    let name = ty.to_owned();
    let target = |element: &Element| element.get(Aspect::Type).unwrap_or_default().to_owned();
    match element.kind {
        Kind::Alias => shape_within(facts, &target(element), left),
        Kind::Id => Shape::Id(name, target(element)),
        Kind::StringEnum => Shape::Words(name),
        Kind::IntEnum => Shape::Numbers(name),
        Kind::TaggedUnion | Kind::Union => Shape::Union(
            name,
            facts
                .under(&subject)
                .map(|(_, variant)| target(variant))
                .collect(),
        ),
        _ => Shape::Model(name),
    }
}

/// A use of a type, without aliases.
fn spelled(facts: &Facts, ty: &str, left: usize) -> String {
    match shape_within(facts, ty, left) {
        Shape::Scalar(name)
        | Shape::Id(name, _)
        | Shape::Model(name)
        | Shape::Words(name)
        | Shape::Numbers(name)
        | Shape::Union(name, _) => name,
        Shape::List(item) => format!("[{item}]"),
        Shape::Map(item) => format!("{{{item}}}"),
    }
}
