//! Enums.

use super::annotations::deprecation;
use super::object::Object;
use super::scalars::scalar;
use crate::ir::{Scalar, TypeKind, Variant};
use serde_json::Value;

/// The schema of an enum of strings.
pub(super) fn strings(variants: &[Variant]) -> Object {
    enumeration(Scalar::String, variants, &|_| true)
}

/// The schema of an enum of integers.
pub(super) fn integers(variants: &[Variant]) -> Object {
    enumeration(Scalar::I64, variants, &|_| true)
}

/// The schema of the values of an enum that are not read-only.
pub(super) fn writable(kind: &TypeKind) -> Object {
    let is_writable = |variant: &Variant| !variant.read_only;
    match kind {
        TypeKind::IntEnum(variants) => enumeration(Scalar::I64, variants, &is_writable),
        TypeKind::StringEnum(variants) => enumeration(Scalar::String, variants, &is_writable),
        _ => Object::new(),
    }
}

fn enumeration(base: Scalar, variants: &[Variant], which: &dyn Fn(&Variant) -> bool) -> Object {
    let variants = || variants.iter().filter(|it| which(it));
    let details = variants().map(|it| (&*it.wire, details(it)));
    scalar(base)
        .with_list("enum", variants().map(|it| wire(base, &it.wire)))
        .with_object(
            "x-enum-values",
            details.filter(|(_, it)| !it.is_empty()).collect(),
        )
}

/// Details of a value, which OpenAPI has no keyword for.
fn details(variant: &Variant) -> Object {
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
