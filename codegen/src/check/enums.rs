//! Enums and their values.

use super::fields;
use super::index::Declared;
use super::names::{self, Owner, Scope};
use crate::diag::{Code, Report};
use crate::ir::{TypeKind, Variant};
use crate::source::Span;
use crate::spec::{EnumValue, EnumValues, Scalar, TypeExpr};
use crate::yaml::Key;
use std::collections::BTreeMap;

/// Resolves an enum.
pub(super) fn resolve(
    declared: &Declared<'_>,
    values: &EnumValues,
    report: &mut Report,
) -> TypeKind {
    let key = declared.key;
    if values.0.is_empty() {
        report.error(
            Code::InvalidMembers,
            key.span,
            format!("the enum `{}` has no values", key.text),
            "list its values under `enum`, or use `type: string` without `enum`",
        );
    }
    let numeric = is_numeric(declared, report);
    let mut scope = Scope::default();
    scope.claim("Unrecognized", &Owner::unrecognized(key.span), report);
    let mut seen = BTreeMap::new();
    let mut variants = Vec::new();
    for (key, value) in &values.0 {
        if is_duplicate(key, &mut seen, report) {
            continue;
        }
        if numeric {
            check_integer(key, report);
        }
        variants.extend(variant(key, value, numeric, &mut scope, report));
    }
    if numeric {
        TypeKind::IntEnum(variants)
    } else {
        TypeKind::StringEnum(variants)
    }
}

fn is_numeric(declared: &Declared<'_>, report: &mut Report) -> bool {
    match &declared.def.ty {
        None | Some(TypeExpr::Scalar(Scalar::String)) => false,
        Some(TypeExpr::Scalar(Scalar::I64)) => true,
        Some(other) => {
            report.error(
                Code::UnusableType,
                declared.key.span,
                format!("`{other}` is not a valid type for an enum"),
                "use `type: i64`, or remove `type` for string values",
            );
            false
        }
    }
}

fn is_duplicate<'a>(key: &'a Key, seen: &mut BTreeMap<&'a str, Span>, report: &mut Report) -> bool {
    let first = *seen.entry(&key.text).or_insert(key.span);
    let is_duplicate = first != key.span;
    if is_duplicate {
        report.error_between(
            Code::InvalidMembers,
            key.span,
            format!("duplicate value `{}`", key.text),
            (first, "first listed here"),
            "remove one of them",
        );
    }
    is_duplicate
}

fn check_integer(key: &Key, report: &mut Report) {
    if key.text.parse::<i64>().is_err() {
        report.error(
            Code::InvalidMembers,
            key.span,
            format!("`{}` is not a 64-bit integer", key.text),
            "use integers as values, or remove `type`",
        );
    }
}

fn variant(
    key: &Key,
    value: &EnumValue,
    numeric: bool,
    scope: &mut Scope<'_>,
    report: &mut Report,
) -> Option<Variant> {
    let wire = &key.text;
    let owner = Owner::new("value", wire, key.span).pinned_in("enum", wire, "");
    // Rust names have no signs, so -1 and 1 would get the same name.
    let negative = numeric && wire.starts_with('-');
    let name = if negative {
        format!("minus {wire}")
    } else {
        wire.clone()
    };
    let rust = names::type_name(&name, value.rust_name.as_ref(), &owner, report)?;
    scope.claim(&rust, &owner, report);
    Some(Variant {
        wire: wire.clone(),
        rust,
        docs: fields::docs(value.docs.as_ref()),
        read_only: value.read_only,
        deprecated: value
            .deprecated
            .as_ref()
            .map(|it| fields::deprecation(it, report)),
        span: key.span,
    })
}
