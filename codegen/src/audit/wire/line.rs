//! A line of a listing: `query      zones.list.query.page    i64 [default=1]`.

use super::{flags, is_listed};
use crate::audit::facts::{Aspect, Element, Kind};
use crate::audit::subject::Subject;

/// Width of the first column; the longest word has nine letters.
const KIND_WIDTH: usize = 10;
/// Width of the second column. It is fixed, so that a longer name does not touch the lines of others.
const SUBJECT_WIDTH: usize = 48;

/// What a line says without brackets, by kind.
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
        | Kind::Id
        | Kind::Alias
        | Kind::Field
        | Kind::Variant => &[Aspect::Type],
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

/// The line of a part.
pub(super) fn write(subject: &Subject, element: &Element) -> String {
    let (tag, subject) = (element.kind.tag(), subject.to_string());
    let line = format!(
        "{tag:<KIND_WIDTH$} {subject:<SUBJECT_WIDTH$} {}",
        summary(element)
    );
    line.trim_end().to_owned()
}

/// What is true of a part, in one line: the canonical form of a part that is new or gone.
pub fn summary(element: &Element) -> String {
    let head = headline(element.kind);
    let mut words = Vec::new();
    for aspect in head {
        if *aspect == Aspect::Returns {
            words.push("->".to_owned());
        }
        words.push(word(element.get(*aspect)));
    }
    for aspect in Aspect::ALL
        .iter()
        .filter(|aspect| is_listed(**aspect) && !head.contains(aspect))
    {
        match element.get(*aspect) {
            None => {}
            Some("false") if flags(element.kind).contains(aspect) => {}
            Some("both") if *aspect == Aspect::Access => {}
            Some("true") if !is_json(*aspect) => words.push(format!("[{aspect}]")),
            // JSON tells by itself where it ends.
            Some(value) if is_json(*aspect) => words.push(format!("[{aspect}={value}]")),
            Some(value) => words.push(format!("[{aspect}={}]", quoted(value))),
        }
    }
    words.join(" ")
}

/// Whether the values in brackets are JSON.
pub(super) fn is_json(aspect: Aspect) -> bool {
    matches!(aspect, Aspect::Default | Aspect::Constant)
}

/// A value that may be read up to the next space.
fn word(value: Option<&str>) -> String {
    match value {
        None => "-".to_owned(),
        Some(value)
            if value == "-"
                || value.is_empty()
                || value.contains(|c: char| c.is_whitespace() || c.is_control() || c == '"') =>
        {
            serde_json::Value::from(value).to_string()
        }
        Some(value) => value.to_owned(),
    }
}

/// A value that may be read up to the next bracket; a word that would be read as a flag is quoted too.
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
