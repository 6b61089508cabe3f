//! Checks values against types.

use super::index::Index;
use super::valued::Valued;
use crate::diag::{Report, suggest};
use crate::ir::{Ty, TypeId};
use crate::spec::decode::Spanned;
use crate::spec::{Scalar, TypeExpr};
use serde_json::Value as Json;
use std::fmt;

/// Maximum number of enum values that are considered for suggestions.
const MAX_SUGGESTED: usize = 1_000;

/// A value that does not match its type.
pub(super) struct TypeMismatch {
    /// Path to the part that does not match, innermost step first.
    path: Vec<String>,
    reason: Reason,
}

enum Reason {
    /// The value is of another kind.
    Kind { expected: Expected, found: Json },
    /// The value is not one of the known values of the enum.
    Value { value: String, known: Vec<String> },
    /// The value lacks a required member of the model.
    Missing { member: String, of: String },
}

/// The kind of a valid value. It displays as a noun phrase.
#[derive(Clone, Copy)]
enum Expected {
    Scalar(Scalar),
    List,
    Map,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scalar(scalar) => f.write_str(&scalar.noun()),
            Self::List => f.write_str("a list"),
            Self::Map => f.write_str("a map"),
        }
    }
}

impl TypeMismatch {
    fn kind(expected: Expected, found: &Json) -> Self {
        Self {
            path: Vec::new(),
            reason: Reason::Kind {
                expected,
                found: found.clone(),
            },
        }
    }

    fn at(mut self, step: impl Into<String>) -> Self {
        self.path.push(step.into());
        self
    }

    /// Reports the mismatch.
    pub(super) fn report(
        self,
        what: Valued,
        value: &Spanned<Json>,
        may_be_nullable: bool,
        report: &mut Report,
    ) {
        let subject = match self.path.as_slice() {
            [] => format!("the {what}"),
            path => {
                let path: Vec<_> = path.iter().rev().map(String::as_str).collect();
                format!("`{}` in the {what}", path.join("."))
            }
        };
        let (message, help) = match self.reason {
            Reason::Kind { expected, found } => {
                let nullable = may_be_nullable && self.path.is_empty();
                (
                    format!("{subject} is not {expected}"),
                    help(expected, &found, nullable),
                )
            }
            Reason::Value { value, known } => (
                format!("{subject} is `{value}`, which is not a value of the enum"),
                suggest(&value, known.iter().map(String::as_str)),
            ),
            Reason::Missing { member, of } => (
                format!("{subject} lacks `{member}`, which `{of}` requires"),
                format!("add `{member}`, or make it optional"),
            ),
        };
        report.error(what.code(), value.span, message, help);
    }
}

/// Help line for a value of another kind than expected.
fn help(expected: Expected, found: &Json, may_be_nullable: bool) -> String {
    let is_number_or_bool =
        |text: &str| text.parse::<f64>().is_ok() || matches!(text, "true" | "false");
    match (expected, found) {
        (Expected::Scalar(scalar), Json::String(text))
            if scalar.is_primitive() && is_number_or_bool(text) =>
        {
            "remove the quotes: they make it a string".to_owned()
        }
        (Expected::Scalar(Scalar::String), Json::Number(_) | Json::Bool(_)) => {
            "put it in quotes to make it a string".to_owned()
        }
        (_, Json::Null) if may_be_nullable => {
            format!("use {expected}, or add `nullable: true` if `null` is allowed")
        }
        _ => format!("use {expected}, or correct the type"),
    }
}

/// Checks a value against a type.
pub(super) fn check(value: &Json, ty: &Ty, index: &Index<'_>) -> Result<(), TypeMismatch> {
    // Each step into the type is a step into the value, so this ends for recursive types too.
    match index.resolved(ty) {
        Ty::Scalar(scalar) => check_scalar(value, *scalar),
        Ty::List(item) => {
            let items = value
                .as_array()
                .ok_or_else(|| TypeMismatch::kind(Expected::List, value))?;
            items.iter().enumerate().try_for_each(|(position, value)| {
                check(value, item, index).map_err(|it| it.at((position + 1).to_string()))
            })
        }
        Ty::Map(item) => {
            let members = value
                .as_object()
                .ok_or_else(|| TypeMismatch::kind(Expected::Map, value))?;
            members
                .iter()
                .try_for_each(|(name, value)| check(value, item, index).map_err(|it| it.at(name)))
        }
        Ty::Nullable(_) if value.is_null() => Ok(()),
        Ty::Nullable(present) => check(value, present, index),
        Ty::Named(id) => check_named(value, *id, index),
    }
}

fn check_named(value: &Json, id: TypeId, index: &Index<'_>) -> Result<(), TypeMismatch> {
    let (declared, members) = index.declared(id);
    if let Some(TypeExpr::Scalar(scalar)) = &declared.def.id {
        return check_scalar(value, *scalar);
    }
    if let Some(scalar) = declared.def.constrained() {
        return check_scalar(value, scalar);
    }
    if let Some(values) = &declared.def.values {
        let value = enum_value(value);
        if members.values.contains_key(value.as_str()) {
            return Ok(());
        }
        let known = values
            .0
            .iter()
            .take(MAX_SUGGESTED)
            .map(|(key, _)| key.text.clone())
            .collect();
        return Err(TypeMismatch {
            path: Vec::new(),
            reason: Reason::Value { value, known },
        });
    }
    if !declared.def.has_fields() {
        // Values of unions are not checked: any variant could be meant.
        return Ok(());
    }
    let object = value
        .as_object()
        .ok_or_else(|| TypeMismatch::kind(Expected::Map, value))?;
    if let Some(member) = members
        .required
        .iter()
        .find(|member| !object.contains_key(**member))
    {
        let (member, of) = ((*member).to_owned(), declared.key.text.clone());
        return Err(TypeMismatch {
            path: Vec::new(),
            reason: Reason::Missing { member, of },
        });
    }
    for (name, value) in object {
        // Undeclared members are allowed: the API may return more than the spec declares.
        let Some(field) = members.fields.get(name.as_str()) else {
            continue;
        };
        let Some(ty) = index.known(field.ty) else {
            continue;
        };
        if !(field.nullable && value.is_null()) {
            check(value, &ty, index).map_err(|it| it.at(name))?;
        }
    }
    Ok(())
}

fn check_scalar(value: &Json, scalar: Scalar) -> Result<(), TypeMismatch> {
    if scalar.accepts(value) {
        Ok(())
    } else {
        Err(TypeMismatch::kind(Expected::Scalar(scalar), value))
    }
}

/// A value in the form in which an enum lists it.
pub(super) fn enum_value(value: &Json) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
