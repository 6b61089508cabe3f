//! Checks values against types.

use super::index::Index;
use crate::diag::{Code, Report, suggest};
use crate::ir::{Ty, TypeId};
use crate::spec::decode::Spanned;
use crate::spec::{self, Scalar, TypeExpr};
use serde_json::{Map, Value as Json};

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
    Kind { expected: &'static str, found: Json },
    /// The value is not one of the known values of the enum.
    Value { value: String, known: Vec<String> },
    /// The value lacks a required member of the model.
    Missing { member: String, of: String },
}

impl TypeMismatch {
    fn kind(expected: &'static str, found: &Json) -> Self {
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

    /// Reports the mismatch. `noun` is the key of the value, such as "default".
    pub(super) fn report(
        self,
        noun: &str,
        value: &Spanned<Json>,
        may_be_nullable: bool,
        report: &mut Report,
    ) {
        let subject = match self.path.as_slice() {
            [] => format!("the {noun}"),
            path => {
                let path: Vec<_> = path.iter().rev().map(String::as_str).collect();
                format!("`{}` in the {noun}", path.join("."))
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
        report.error(Code::InvalidExample, value.span, message, help);
    }
}

/// Help line for a value of another kind than expected.
fn help(expected: &str, found: &Json, may_be_nullable: bool) -> String {
    let is_number_or_bool =
        |text: &str| text.parse::<f64>().is_ok() || matches!(text, "true" | "false");
    let is_unquoted = matches!(expected, INTEGER_32 | INTEGER | NUMBER | BOOL);
    match found {
        Json::String(text) if is_unquoted && is_number_or_bool(text) => {
            "remove the quotes: they make it a string".to_owned()
        }
        Json::Number(_) | Json::Bool(_) if expected == STRING => {
            "put it in quotes to make it a string".to_owned()
        }
        Json::Null if may_be_nullable => {
            format!("use {expected}, or add `nullable: true` if `null` is allowed")
        }
        _ => format!("use {expected}, or correct the type"),
    }
}

const STRING: &str = "a string";
const BOOL: &str = "`true` or `false`";
const INTEGER_32: &str = "a 32-bit integer";
const INTEGER_64: &str = "a 64-bit integer";
const INTEGER: &str = "an integer";
const NUMBER: &str = "a number";

/// Checks a value against a type.
pub(super) fn check(value: &Json, ty: &Ty, index: &Index<'_>) -> Result<(), TypeMismatch> {
    // Each step into the type is a step into the value, so this ends for recursive types too.
    match index.resolved(ty) {
        Ty::Scalar(scalar) => check_scalar(value, *scalar),
        Ty::List(item) => {
            let items = value
                .as_array()
                .ok_or_else(|| TypeMismatch::kind("a list", value))?;
            items.iter().enumerate().try_for_each(|(position, value)| {
                check(value, item, index).map_err(|it| it.at((position + 1).to_string()))
            })
        }
        Ty::Map(item) => {
            let members = value
                .as_object()
                .ok_or_else(|| TypeMismatch::kind("a map", value))?;
            members
                .iter()
                .try_for_each(|(name, value)| check(value, item, index).map_err(|it| it.at(name)))
        }
        Ty::Named(id) => check_named(value, *id, index),
    }
}

fn check_named(value: &Json, id: TypeId, index: &Index<'_>) -> Result<(), TypeMismatch> {
    let (declared, members) = index.declared(id);
    if let Some(TypeExpr::Scalar(scalar)) = &declared.def.id {
        return check_scalar(value, *scalar);
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
    if declared.def.fields.is_none() {
        // Values of unions are not checked: any variant could be meant.
        return Ok(());
    }
    let object = value
        .as_object()
        .ok_or_else(|| TypeMismatch::kind("a map", value))?;
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
    check_members(
        object,
        |name| members.fields.get(name).map(|entry| &entry.1),
        index,
    )
}

fn check_members<'f>(
    object: &Map<String, Json>,
    field: impl Fn(&str) -> Option<&'f spec::Field>,
    index: &Index<'_>,
) -> Result<(), TypeMismatch> {
    for (name, value) in object {
        // Undeclared members are allowed: the API may return more than the spec declares.
        let Some(field) = field(name) else { continue };
        let Some(ty) = index.known(&field.ty) else {
            continue;
        };
        if !(field.nullable && value.is_null()) {
            check(value, &ty, index).map_err(|it| it.at(name))?;
        }
    }
    Ok(())
}

fn check_scalar(value: &Json, scalar: Scalar) -> Result<(), TypeMismatch> {
    let text = value.as_str();
    let parses = |fits: fn(&str) -> bool| text.is_some_and(fits);
    let (fits, expected) = match scalar {
        Scalar::String => (value.is_string(), STRING),
        Scalar::Bool => (value.is_boolean(), BOOL),
        Scalar::I32 => (
            value.as_i64().is_some_and(|it| i32::try_from(it).is_ok()),
            INTEGER_32,
        ),
        // An integer that is too large for `i64` gets the more precise message.
        Scalar::I64 if value.as_i64().is_none() && value.is_u64() => (false, INTEGER_64),
        Scalar::I64 => (value.is_i64(), INTEGER),
        Scalar::F64 => (value.is_number(), NUMBER),
        Scalar::DateTime => {
            let expected = "a timestamp such as `2026-01-31T12:00:00Z`";
            (parses(|it| it.parse::<jiff::Timestamp>().is_ok()), expected)
        }
        Scalar::Date => (
            parses(|it| it.parse::<jiff::civil::Date>().is_ok()),
            "a date such as `2026-01-31`",
        ),
        Scalar::Uuid => (
            parses(is_uuid),
            "a UUID such as `f174e90a-fafe-4643-bbbc-4a0ed4fc8415`",
        ),
        Scalar::Uri => (
            parses(|it| it.contains(':')),
            "a URI such as `https://example.com`",
        ),
        Scalar::Ip => (
            parses(|it| it.parse::<std::net::IpAddr>().is_ok()),
            "an IP address such as `192.0.2.1`",
        ),
        Scalar::Cidr => (parses(is_cidr), "a network such as `192.0.2.0/24`"),
        Scalar::Bytes => (value.is_string(), "a base64 string"),
        Scalar::Json => (true, "a value"),
    };
    if fits {
        Ok(())
    } else {
        Err(TypeMismatch::kind(expected, value))
    }
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<_> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups
            .iter()
            .all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn is_cidr(text: &str) -> bool {
    text.split_once('/').is_some_and(|(address, bits)| {
        let widest = match address.parse() {
            Ok(std::net::IpAddr::V4(_)) => 32,
            Ok(std::net::IpAddr::V6(_)) => 128,
            Err(_) => return false,
        };
        bits.parse::<u8>().is_ok_and(|bits| bits <= widest)
    })
}

/// A value in the form in which an enum lists it.
pub(super) fn enum_value(value: &Json) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
