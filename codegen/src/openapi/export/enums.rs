//! Enums, of words and of numbers.

use super::annotations::deprecation;
use super::object::Object;
use super::scalars::scalar;
use crate::ir::{Scalar, TypeKind, Variant};
use serde_json::Value;

/// The schema of an enum of words.
pub(super) fn words(variants: &[Variant]) -> Object {
    enumeration(Scalar::String, variants, &|_| true)
}

/// The schema of an enum of numbers.
pub(super) fn numbers(variants: &[Variant]) -> Object {
    enumeration(Scalar::I64, variants, &|_| true)
}

/// The schema of those values of an enum that may be stored.
pub(super) fn stored(kind: &TypeKind) -> Object {
    let writable = |variant: &Variant| !variant.read_only;
    match kind {
        TypeKind::IntEnum(variants) => enumeration(Scalar::I64, variants, &writable),
        TypeKind::StringEnum(variants) => enumeration(Scalar::String, variants, &writable),
        _ => Object::new(),
    }
}

fn enumeration(base: Scalar, variants: &[Variant], which: &dyn Fn(&Variant) -> bool) -> Object {
    let variants = || variants.iter().filter(|it| which(it));
    let facts = variants().map(|it| (&*it.wire, facts(it)));
    scalar(base)
        .with_list("enum", variants().map(|it| wire(base, &it.wire)))
        .with_object(
            "x-enum-values",
            facts.filter(|(_, facts)| !facts.is_empty()).collect(),
        )
}

/// What is to be said of a value, for which OpenAPI's list of values has no room.
fn facts(variant: &Variant) -> Object {
    Object::new()
        .with_text("description", &variant.docs)
        .with_flag("readOnly", variant.read_only)
        .merge(deprecation(variant.deprecated.as_ref()))
}

fn wire(base: Scalar, text: &str) -> Value {
    match text.parse::<i64>() {
        Ok(number) if base == Scalar::I64 => number.into(),
        _ => text.into(),
    }
}
