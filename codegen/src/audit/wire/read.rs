//! Parses listings into facts, for a base whose spec can no longer be parsed.

use super::flags;
use super::line::headline;
use crate::audit::facts::{Aspect, Element, Facts, Form, Kind, Value};
use crate::audit::subject::{Subject, leading_string};
use crate::ir::Access;
use std::collections::BTreeMap;
use std::fmt;

/// A line of a listing that cannot be parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingError {
    /// Line number, from 1.
    pub line: usize,
    /// Text of the line.
    pub text: String,
}

/// Parses the listings of an API.
///
/// # Errors
/// Returns the first line that cannot be parsed.
pub fn read<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Facts, ListingError> {
    let mut facts = Facts::default();
    for text in texts {
        for (index, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (subject, element) = part(line).ok_or_else(|| ListingError {
                line: index + 1,
                text: line.to_owned(),
            })?;
            facts.elements.insert(subject, element);
        }
    }
    Ok(facts)
}

fn part(line: &str) -> Option<(Subject, Element)> {
    let (tag, rest) = line.split_once(' ')?;
    let kind = Kind::from_tag(tag)?;
    let (subject, rest) = subject(rest.trim_start())?;
    let mut rest = rest.trim_start();
    let mut aspects = BTreeMap::new();
    for aspect in flags(kind) {
        aspects.insert(*aspect, Value::Flag(false));
    }
    if kind == Kind::Field || kind.is_input() {
        aspects.insert(Aspect::Access, Value::Access(Access::Both));
    }
    for aspect in headline(kind) {
        if *aspect == Aspect::Returns {
            rest = rest.strip_prefix("->")?.trim_start();
        }
        let (value, after) = word(rest)?;
        if let Some(value) = value {
            aspects.insert(*aspect, Value::parse(aspect.form(kind), &value)?);
        }
        rest = after.trim_start();
    }
    while !rest.is_empty() {
        let inner = rest.strip_prefix('[')?;
        let end = inner.find(['=', ']'])?;
        let (name, after) = inner.split_at(end);
        let aspect = Aspect::from_word(name)?;
        let (value, after) = match after.strip_prefix('=') {
            None => (Value::Flag(true), after),
            Some(after) if aspect.form(kind) == Form::Json => json(after)?,
            Some(after) => {
                let (text, after) = if after.starts_with('"') {
                    leading_string(after)?
                } else {
                    let (text, after) = after.split_at(after.find(']')?);
                    (text.to_owned(), after)
                };
                (Value::parse(aspect.form(kind), &text)?, after)
            }
        };
        aspects.insert(aspect, value);
        rest = after.strip_prefix(']')?.trim_start();
    }
    Some((subject, Element { kind, aspects }))
}

/// The path at the start. Quoted steps can contain spaces.
fn subject(text: &str) -> Option<(Subject, &str)> {
    let mut end = 0;
    let mut rest = text;
    loop {
        let length = if rest.starts_with('"') {
            rest.len() - leading_string(rest)?.1.len()
        } else {
            rest.find([' ', '.']).unwrap_or(rest.len())
        };
        end += length;
        rest = rest.get(length..)?;
        match rest.strip_prefix('.') {
            Some(after) => {
                end += 1;
                rest = after;
            }
            None => return Some((Subject::parse(text.get(..end)?)?, rest)),
        }
    }
}

/// The word at the start; none for `-`.
fn word(text: &str) -> Option<(Option<String>, &str)> {
    if text.starts_with('"') {
        let (value, rest) = leading_string(text)?;
        return Some((Some(value), rest));
    }
    let (word, rest) = text.split_at(text.find(' ').unwrap_or(text.len()));
    match word {
        "" => None,
        "-" => Some((None, rest)),
        _ => Some((Some(word.to_owned()), rest)),
    }
}

/// The JSON value at the start.
fn json(text: &str) -> Option<(Value, &str)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter();
    let value = values.next()?.ok()?;
    Some((Value::Json(value), text.get(values.byte_offset()..)?))
}

impl fmt::Display for ListingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} cannot be parsed: {}", self.line, self.text)
    }
}

impl std::error::Error for ListingError {}
