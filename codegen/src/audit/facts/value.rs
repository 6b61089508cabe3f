//! Typed values of facts, and their text form.
//!
//! Code compares and takes apart typed values. Text exists at the edges: listings, ids of changes, and reports.

use super::path::PathTemplate;
use super::type_expr::TypeExpr;
use crate::audit::subject::leading_string;
use crate::ir::Access;
use jiff::civil::Date;
use serde_json::{Number, Value as Json};
use std::collections::BTreeSet;
use std::fmt;

/// Value of an aspect. `Display` writes its text form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `true` or `false`.
    Flag(bool),
    /// A bound, or the number of a page.
    Number(Number),
    /// A name, a keyword, or documentation.
    Text(String),
    /// A default, a constant, or an example.
    Json(Json),
    /// A day of a deprecation.
    Date(Date),
    /// The direction in which a field travels.
    Access(Access),
    /// A use of a type.
    Type(TypeExpr),
    /// The path of an operation.
    Path(PathTemplate),
    /// A chain of namespaces.
    Steps(Vec<String>),
    /// Names whose order matters.
    List(Vec<String>),
    /// Names whose order does not matter.
    Set(BTreeSet<String>),
    /// Security requirements: alternatives in order of precedence, each a set of schemes that are sent together.
    Requirements(Vec<BTreeSet<String>>),
}

/// Type of the values of an aspect: the variants of [`Value`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::audit) enum Form {
    Flag,
    Number,
    Text,
    Json,
    Date,
    Access,
    Type,
    Path,
    Steps,
    List,
    Set,
    Requirements,
}

/// Text form of a security requirement without schemes.
const ANONYMOUS: &str = "none";

impl Value {
    /// Parses the text form. Returns none if the text is not a value of the form.
    pub(in crate::audit) fn parse(form: Form, text: &str) -> Option<Self> {
        Some(match form {
            Form::Flag => Self::Flag(text.parse().ok()?),
            Form::Number => Self::Number(text.parse().ok()?),
            Form::Text => Self::Text(text.to_owned()),
            Form::Json => Self::Json(serde_json::from_str(text).ok()?),
            Form::Date => Self::Date(text.parse().ok()?),
            Form::Access => {
                let all = [Access::Both, Access::ReadOnly, Access::WriteOnly];
                Self::Access(all.into_iter().find(|it| access_word(*it) == text)?)
            }
            Form::Type => Self::Type(TypeExpr::parse(text)),
            Form::Path => Self::Path(PathTemplate::parse(text)),
            Form::Steps => Self::Steps(text.split('.').map(str::to_owned).collect()),
            Form::List => Self::List(parse_list(text)?),
            Form::Set => Self::Set(parse_list(text)?.into_iter().collect()),
            Form::Requirements => {
                Self::Requirements(parse_list(text)?.iter().map(|it| requirement(it)).collect())
            }
        })
    }

    /// Whether the value allows only requests without credentials.
    pub(in crate::audit) fn is_anonymous(&self) -> bool {
        matches!(self, Self::Requirements(all) if all.iter().all(BTreeSet::is_empty))
    }

    /// The text of a [`Value::Text`]; none for other variants.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Security requirements of an API or an operation. Without alternatives, no credentials are sent.
pub(super) fn requirements(alternatives: Vec<BTreeSet<String>>) -> Value {
    Value::Requirements(if alternatives.is_empty() {
        vec![BTreeSet::new()]
    } else {
        alternatives
    })
}

/// Parses one alternative, `email + key`.
fn requirement(text: &str) -> BTreeSet<String> {
    if text == ANONYMOUS {
        return BTreeSet::new();
    }
    text.split(" + ").map(str::to_owned).collect()
}

fn access_word(access: Access) -> &'static str {
    match access {
        Access::Both => "both",
        Access::ReadOnly => "read-only",
        Access::WriteOnly => "write-only",
    }
}

/// Parses `a, b`.
fn parse_list(text: &str) -> Option<Vec<String>> {
    let mut items = Vec::new();
    let mut rest = text;
    if rest.is_empty() {
        return Some(items);
    }
    loop {
        let (item, after) = if rest.starts_with('"') {
            leading_string(rest)?
        } else {
            let (item, after) = rest.split_at(rest.find(", ").unwrap_or(rest.len()));
            (item.to_owned(), after)
        };
        items.push(item);
        match after.strip_prefix(", ") {
            Some(after) => rest = after,
            None => return after.is_empty().then_some(items),
        }
    }
}

/// Writes names as `a, b`. A name that would be misread is quoted.
pub(super) fn list<'a>(items: impl IntoIterator<Item = &'a String>) -> String {
    let quoted: Vec<_> = items.into_iter().map(|item| quoted(item)).collect();
    quoted.join(", ")
}

/// A name as an item of a list.
pub(super) fn quoted(item: &str) -> String {
    let plain = !item.is_empty()
        && item.trim() == item
        && !item.contains(|c: char| c.is_control() || "\",".contains(c));
    if plain {
        item.to_owned()
    } else {
        Json::from(item).to_string()
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
            Self::Json(json) => write!(f, "{json}"),
            Self::Date(date) => write!(f, "{date}"),
            Self::Access(access) => f.write_str(access_word(*access)),
            Self::Type(ty) => write!(f, "{ty}"),
            Self::Path(path) => write!(f, "{path}"),
            Self::Steps(steps) => f.write_str(&steps.join(".")),
            Self::List(items) => f.write_str(&list(items)),
            Self::Set(items) => f.write_str(&list(items)),
            Self::Requirements(alternatives) => {
                let texts = alternatives.iter().map(|schemes| {
                    if schemes.is_empty() {
                        ANONYMOUS.to_owned()
                    } else {
                        schemes
                            .iter()
                            .map(String::as_str)
                            .collect::<Vec<_>>()
                            .join(" + ")
                    }
                });
                f.write_str(&list(&texts.collect::<Vec<_>>()))
            }
        }
    }
}

macro_rules! from {
    ($($ty:ty, $value:ident => $expr:expr;)+) => {
        $(impl From<$ty> for Value {
            fn from($value: $ty) -> Self {
                $expr
            }
        })+
    };
}

from! {
    bool, flag => Self::Flag(flag);
    &str, text => Self::Text(text.to_owned());
    &String, text => Self::Text(text.clone());
    &u64, number => Self::Number((*number).into());
    &Number, number => Self::Number(number.clone());
    &Json, json => Self::Json(json.clone());
    &Date, date => Self::Date(*date);
    Access, access => Self::Access(access);
    TypeExpr, ty => Self::Type(ty);
}

#[cfg(test)]
mod tests {
    use super::{Form, Value};

    #[test]
    fn text_is_parsed_as_it_is_written() {
        let cases = [
            (Form::Flag, "true"),
            (Form::Number, "-1"),
            (Form::Number, "0.5"),
            (Form::Json, "{\"a\":[1,null]}"),
            (Form::Date, "2026-01-01"),
            (Form::Access, "write-only"),
            (Form::Type, "page<[{Zone}]>"),
            (Form::Type, "[{Zone?}]?"),
            (Form::Path, "/zones/{zone_id}/a{b}"),
            (Form::Steps, "net.inner"),
            (Form::List, "b, \"a, c\", \"\", a"),
            (Form::Set, "a, b"),
            (Form::Requirements, "token, email + key, none"),
        ];
        for (form, text) in cases {
            let value = Value::parse(form, text).expect(text);
            assert_eq!(value.to_string(), text);
        }
        for (form, text) in [
            (Form::Flag, "yes"),
            (Form::Number, "x"),
            (Form::Json, "{"),
            (Form::Date, "2026-13-01"),
            (Form::Access, "none"),
            (Form::List, "\"open"),
        ] {
            assert_eq!(Value::parse(form, text), None, "{text}");
        }
    }
}
