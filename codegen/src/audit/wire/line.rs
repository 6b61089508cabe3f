//! A line of a listing: `query      zones.list.query.page    i64 [default=1]`.

use super::{flags, is_listed};
use crate::audit::facts::{Aspect, Element, Kind, Value};
use crate::audit::subject::Subject;
use crate::ir::Access;

/// Width of the first column. The longest word has nine letters.
const KIND_WIDTH: usize = 10;
/// Width of the second column. It is fixed so that a longer name does not change other lines.
const SUBJECT_WIDTH: usize = 48;

/// Aspects that a line shows without brackets, by kind.
pub(super) fn headline(kind: Kind) -> &'static [Aspect] {
    match kind {
        Kind::Operation => &[Aspect::Method, Aspect::Path, Aspect::Returns],
        Kind::Server => &[Aspect::Url],
        Kind::Pagination => &[Aspect::Style],
        Kind::Scheme => &[Aspect::Place],
        Kind::ServerVariable => &[Aspect::Default],
        Kind::Body | Kind::Response => &[Aspect::Media, Aspect::Type],
        Kind::PathParameter
        | Kind::QueryParameter
        | Kind::HeaderParameter
        | Kind::CookieParameter
        | Kind::BodyField
        | Kind::ErrorResponse
        | Kind::ResponseHeader
        | Kind::Id
        | Kind::Constrained
        | Kind::Alias
        | Kind::Field
        | Kind::Variant
        | Kind::Webhooks => &[Aspect::Type],
        Kind::Service
        | Kind::AlternativeServer
        | Kind::Namespace
        | Kind::Resource
        | Kind::Model
        | Kind::StringEnum
        | Kind::IntEnum
        | Kind::TaggedUnion
        | Kind::Union
        | Kind::Value => &[],
    }
}

/// Line of an element.
pub(super) fn write(subject: &Subject, element: &Element) -> String {
    let (tag, subject) = (element.kind.tag(), subject.to_string());
    let line = format!(
        "{tag:<KIND_WIDTH$} {subject:<SUBJECT_WIDTH$} {}",
        summary(element)
    );
    line.trim_end().to_owned()
}

/// All aspects of an element in one line: the canonical form of an element that was added or removed.
pub fn summary(element: &Element) -> String {
    let head = headline(element.kind);
    let mut words = Vec::new();
    for aspect in head {
        if *aspect == Aspect::Returns {
            words.push("->".to_owned());
        }
        words.push(word(element.get(*aspect).map(ToString::to_string)));
    }
    for aspect in Aspect::ALL
        .iter()
        .filter(|aspect| is_listed(**aspect) && !head.contains(aspect))
    {
        match element.get(*aspect) {
            None | Some(Value::Access(Access::Both)) => {}
            Some(Value::Flag(false)) if flags(element.kind).contains(aspect) => {}
            Some(Value::Flag(true)) => words.push(format!("[{aspect}]")),
            // JSON is self-delimiting, so it needs no quotes.
            Some(Value::Json(value)) => words.push(format!("[{aspect}={value}]")),
            Some(value) => words.push(format!("[{aspect}={}]", quoted(&value.to_string()))),
        }
    }
    words.join(" ")
}

/// A value that ends at the next space.
fn word(value: Option<String>) -> String {
    match value {
        None => "-".to_owned(),
        Some(value)
            if value == "-"
                || value.is_empty()
                || value.contains(|c: char| c.is_whitespace() || c.is_control() || c == '"') =>
        {
            serde_json::Value::from(value).to_string()
        }
        Some(value) => value,
    }
}

/// A value that ends at the next bracket.
fn quoted(value: &str) -> String {
    let plain = !value.is_empty()
        && value.trim() == value
        && !value.contains(|c: char| c.is_control() || "[]\"".contains(c));
    if plain {
        value.to_owned()
    } else {
        serde_json::Value::from(value).to_string()
    }
}
