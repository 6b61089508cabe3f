//! Structs around a string or number: ids, and types with constraints.

use super::deprecation;
use super::enums::call;
use super::types::{Declared, scalar};
use crate::ir::{Constraints, Scalar};
use crate::rust::{Field, Item, Macro, Origin, Struct};

const DERIVES: &[&str] = &[
    "Debug",
    "Clone",
    "PartialEq",
    "Eq",
    "Hash",
    "PartialOrd",
    "Ord",
];
const COPY_DERIVES: &[&str] = &[
    "Debug",
    "Clone",
    "Copy",
    "PartialEq",
    "Eq",
    "Hash",
    "PartialOrd",
    "Ord",
];
const FLOAT_DERIVES: &[&str] = &["Debug", "Clone", "Copy", "PartialEq", "PartialOrd"];

/// A struct around the value of an id.
pub(super) fn id<'a>(at: &Declared<'a>, inner: Scalar) -> Vec<Item<'a>> {
    let name = match inner {
        Scalar::String => Macro::StringId,
        _ => Macro::ScalarId(scalar(inner)),
    };
    vec![definition(at, inner), call(&at.path, name)]
}

/// A struct around a string or number with constraints.
pub(super) fn constrained<'a>(
    at: &Declared<'a>,
    inner: Scalar,
    constraints: &'a Constraints,
) -> Vec<Item<'a>> {
    let name = Macro::Constrained(scalar(inner), constraints);
    vec![definition(at, inner), call(&at.path, name)]
}

fn definition<'a>(at: &Declared<'a>, inner: Scalar) -> Item<'a> {
    Item::Struct(Struct {
        path: at.path.clone(),
        origin: Origin::Type(at.ty),
        derives: match inner {
            Scalar::String => DERIVES,
            Scalar::F64 => FLOAT_DERIVES,
            _ => COPY_DERIVES,
        },
        fields: vec![Field::private("0", scalar(inner))],
        must_use: false,
        non_exhaustive: false,
        deprecated: deprecation::of(at.ty.deprecated.as_ref()),
        subject: Some(at.subject.clone()),
    })
}
