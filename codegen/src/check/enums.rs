//! Enums and their values.

use super::fields;
use super::index::Declared;
use super::names::{self, Owner, Scope};
use crate::diag::{Code, Report};
use crate::ir::{TypeKind, Variant};
use crate::source::Span;
use crate::spec::{Scalar, TypeExpr, ValueDef, Values};
use crate::yaml::Key;
use std::collections::BTreeMap;

/// Resolves an enum.
pub(super) fn resolve(declared: &Declared<'_>, values: &Values, report: &mut Report) -> TypeKind {
    let key = declared.key;
    if values.0.is_empty() {
        report.error(
            Code::BadMembers,
            key.span,
            format!("the enum `{}` has no value", key.text),
            "list its values, or make it `type: string`",
        );
    }
    let numeric = is_numeric(declared, report);
    let mut scope = Scope::default();
    let what = "the variant for values that are not listed".to_owned();
    scope.claim(
        "Unrecognized",
        &Owner {
            what,
            span: key.span,
            pin: None,
        },
        report,
    );
    let mut seen = BTreeMap::new();
    let mut variants = Vec::new();
    for (key, value) in &values.0 {
        if repeated(key, &mut seen, report) {
            continue;
        }
        if numeric {
            whole(key, report);
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
                format!("the values of an enum cannot be of type `{other}`"),
                "make it `type: i64`, or leave `type` out for strings",
            );
            false
        }
    }
}

fn repeated<'a>(key: &'a Key, seen: &mut BTreeMap<&'a str, Span>, report: &mut Report) -> bool {
    let first = *seen.entry(&key.text).or_insert(key.span);
    let repeated = first != key.span;
    if repeated {
        report.error_between(
            Code::BadMembers,
            key.span,
            format!("the value `{}` stands twice", key.text),
            (first, "first here"),
            "remove one of the two",
        );
    }
    repeated
}

fn whole(key: &Key, report: &mut Report) {
    if key.text.parse::<i64>().is_err() {
        report.error(
            Code::BadMembers,
            key.span,
            format!("`{}` is not a whole number of 64 bits", key.text),
            "write numbers as the values, or remove `type`",
        );
    }
}

fn variant(
    key: &Key,
    value: &ValueDef,
    numeric: bool,
    scope: &mut Scope<'_>,
    report: &mut Report,
) -> Option<Variant> {
    let wire = &key.text;
    let owner = Owner::new("value", wire, key.span).pinned_in("enum", wire, "");
    // The rule drops signs, and -1 is not 1.
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
