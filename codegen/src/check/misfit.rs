//! Whether a value is one of a type; and if not, where and why.

use super::index::Index;
use crate::diag::{Code, Report, suggest};
use crate::ir::{Ty, TypeId};
use crate::spec::record::At;
use crate::spec::{self, Scalar, TypeExpr};
use serde_json::{Map, Value as Json};

/// More values of an enum than these are not offered instead of a wrong one.
const MOST_OFFERED: usize = 1_000;

/// Where and why a value does not fit.
pub(super) struct Misfit {
    /// The way to the part that does not, from the inside out.
    path: Vec<String>,
    why: Why,
}

enum Why {
    /// It is of another kind.
    Kind { expected: &'static str, found: Json },
    /// It is not a value of the enum, which has these.
    Value { word: String, known: Vec<String> },
    /// It lacks a member that the model requires.
    Missing { member: String, of: String },
}

impl Misfit {
    fn kind(expected: &'static str, found: &Json) -> Self {
        Self {
            path: Vec::new(),
            why: Why::Kind {
                expected,
                found: found.clone(),
            },
        }
    }

    fn within(mut self, step: impl Into<String>) -> Self {
        self.path.push(step.into());
        self
    }

    /// Reports it of what the value is to the spec, such as its "default".
    pub(super) fn report(
        self,
        what: &str,
        value: &At<Json>,
        may_be_nullable: bool,
        report: &mut Report,
    ) {
        let subject = match self.path.as_slice() {
            [] => format!("this {what}"),
            path => {
                let path: Vec<_> = path.iter().rev().map(String::as_str).collect();
                format!("`{}` in this {what}", path.join("."))
            }
        };
        let (message, help) = match self.why {
            Why::Kind { expected, found } => {
                let nullable = may_be_nullable && self.path.is_empty();
                (
                    format!("{subject} is not {expected}"),
                    advice(expected, &found, nullable),
                )
            }
            Why::Value { word, known } => (
                format!("{subject} is `{word}`, which is not a value of the enum"),
                suggest(&word, known.iter().map(String::as_str)),
            ),
            Why::Missing { member, of } => (
                format!("{subject} has no `{member}`, which `{of}` requires"),
                format!("add `{member}`, or do not require it"),
            ),
        };
        report.error(Code::ValueOutsideType, value.span, message, help);
    }
}

/// How to make a value one of the expected kind.
fn advice(expected: &str, found: &Json, may_be_nullable: bool) -> String {
    let reads_as_other =
        |text: &str| text.parse::<f64>().is_ok() || matches!(text, "true" | "false");
    let unquoted = matches!(expected, WHOLE_32 | WHOLE | NUMBER | BOOL);
    match found {
        Json::String(text) if unquoted && reads_as_other(text) => {
            "remove the quotes, which make it a text".to_owned()
        }
        Json::Number(_) | Json::Bool(_) if expected == TEXT => {
            "put it in quotes, which make it a text".to_owned()
        }
        Json::Null if may_be_nullable => {
            format!("write {expected}, or add `nullable: true` if `null` is a value too")
        }
        _ => format!("write {expected}, or correct the type"),
    }
}

const TEXT: &str = "a string";
const BOOL: &str = "`true` or `false`";
const WHOLE_32: &str = "a whole number of 32 bits";
const WHOLE_64: &str = "a whole number of 64 bits";
const WHOLE: &str = "a whole number";
const NUMBER: &str = "a number";

/// Whether a value is one of the type.
pub(super) fn fits(value: &Json, ty: &Ty, index: &Index<'_>) -> Result<(), Misfit> {
    // Each step into a type is a step into the value, so this ends even where types hold themselves.
    match index.resolved(ty) {
        Ty::Scalar(scalar) => scalar_fits(value, *scalar),
        Ty::List(item) => {
            let items = value
                .as_array()
                .ok_or_else(|| Misfit::kind("a list", value))?;
            items.iter().enumerate().try_for_each(|(position, value)| {
                fits(value, item, index).map_err(|it| it.within((position + 1).to_string()))
            })
        }
        Ty::Map(item) => {
            let members = value
                .as_object()
                .ok_or_else(|| Misfit::kind("a map", value))?;
            members.iter().try_for_each(|(name, value)| {
                fits(value, item, index).map_err(|it| it.within(name))
            })
        }
        Ty::Named(id) => named_fits(value, *id, index),
    }
}

fn named_fits(value: &Json, id: TypeId, index: &Index<'_>) -> Result<(), Misfit> {
    let (declared, members) = index.declared(id);
    if let Some(TypeExpr::Scalar(scalar)) = &declared.def.id {
        return scalar_fits(value, *scalar);
    }
    if let Some(values) = &declared.def.values {
        let word = word(value);
        if members.values.contains_key(word.as_str()) {
            return Ok(());
        }
        let known = values
            .0
            .iter()
            .take(MOST_OFFERED)
            .map(|(key, _)| key.text.clone())
            .collect();
        return Err(Misfit {
            path: Vec::new(),
            why: Why::Value { word, known },
        });
    }
    if declared.def.fields.is_none() {
        // Any of a union's variants could be meant.
        return Ok(());
    }
    let object = value
        .as_object()
        .ok_or_else(|| Misfit::kind("a map", value))?;
    if let Some(member) = members
        .required
        .iter()
        .find(|member| !object.contains_key(**member))
    {
        let (member, of) = ((*member).to_owned(), declared.key.text.clone());
        return Err(Misfit {
            path: Vec::new(),
            why: Why::Missing { member, of },
        });
    }
    members_fit(
        object,
        |name| members.fields.get(name).map(|entry| &entry.1),
        index,
    )
}

fn members_fit<'f>(
    object: &Map<String, Json>,
    field: impl Fn(&str) -> Option<&'f spec::Field>,
    index: &Index<'_>,
) -> Result<(), Misfit> {
    for (name, value) in object {
        // What is not declared may be there all the same: the API may know more than the spec.
        let Some(field) = field(name) else { continue };
        let Some(ty) = index.known(&field.ty) else {
            continue;
        };
        if !(field.nullable && value.is_null()) {
            fits(value, &ty, index).map_err(|it| it.within(name))?;
        }
    }
    Ok(())
}

fn scalar_fits(value: &Json, scalar: Scalar) -> Result<(), Misfit> {
    let text = value.as_str();
    let parses = |fits: fn(&str) -> bool| text.is_some_and(fits);
    let (fits, expected) = match scalar {
        Scalar::String => (value.is_string(), TEXT),
        Scalar::Bool => (value.is_boolean(), BOOL),
        Scalar::I32 => (
            value.as_i64().is_some_and(|it| i32::try_from(it).is_ok()),
            WHOLE_32,
        ),
        // What only lacks the sign bit is whole all the same, so it is said what is wrong with it.
        Scalar::I64 if value.as_i64().is_none() && value.is_u64() => (false, WHOLE_64),
        Scalar::I64 => (value.is_i64(), WHOLE),
        Scalar::F64 => (value.is_number(), NUMBER),
        Scalar::DateTime => {
            let expected = "an instant such as `2026-01-31T12:00:00Z`";
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
            "an address such as `https://example.com`",
        ),
        Scalar::Ip => (
            parses(|it| it.parse::<std::net::IpAddr>().is_ok()),
            "an address such as `192.0.2.1`",
        ),
        Scalar::Cidr => (parses(is_cidr), "a network such as `192.0.2.0/24`"),
        Scalar::Bytes => (value.is_string(), "base64 text"),
        Scalar::Json => (true, "a value"),
    };
    if fits {
        Ok(())
    } else {
        Err(Misfit::kind(expected, value))
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

/// A value as an enum would list it.
pub(super) fn word(value: &Json) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
