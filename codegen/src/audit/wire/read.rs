//! Listings back into facts, for a base whose spec can no longer be read.

use super::flags;
use super::line::{headline, is_json};
use crate::audit::facts::{Aspect, Element, Facts, Kind};
use crate::audit::subject::Subject;
use serde::de::IgnoredAny;
use std::collections::BTreeMap;
use std::fmt;

/// A line that is none of a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Its number, from 1.
    pub line: usize,
    /// The line.
    pub text: String,
}

/// The facts that listings hold, of all files of an API.
///
/// # Errors
/// The first line that cannot be read.
pub fn read<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Facts, Mistake> {
    let mut facts = Facts::default();
    for text in texts {
        for (index, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (subject, element) = part(line).ok_or_else(|| Mistake {
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
        aspects.insert(*aspect, "false".to_owned());
    }
    if kind == Kind::Field || kind.is_input() {
        aspects.insert(Aspect::Access, "both".to_owned());
    }
    for aspect in headline(kind) {
        if *aspect == Aspect::Returns {
            rest = rest.strip_prefix("->")?.trim_start();
        }
        let (value, after) = word(rest)?;
        if let Some(value) = value {
            aspects.insert(*aspect, value);
        }
        rest = after.trim_start();
    }
    while !rest.is_empty() {
        let inner = rest.strip_prefix('[')?;
        let end = inner.find(['=', ']'])?;
        let (name, after) = inner.split_at(end);
        let aspect = Aspect::from_word(name)?;
        let (value, after) = match after.strip_prefix('=') {
            None => ("true".to_owned(), after),
            Some(after) if is_json(aspect) => json(after)?,
            Some(after) if after.starts_with('"') => string(after)?,
            Some(after) => {
                let (value, after) = after.split_at(after.find(']')?);
                (value.to_owned(), after)
            }
        };
        aspects.insert(aspect, value);
        rest = after.strip_prefix(']')?.trim_start();
    }
    Some((subject, Element { kind, aspects }))
}

/// The path at the start; quoted steps may hold spaces.
fn subject(text: &str) -> Option<(Subject, &str)> {
    let mut end = 0;
    let mut rest = text;
    loop {
        let length = if rest.starts_with('"') {
            rest.len() - string(rest)?.1.len()
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
        let (value, rest) = string(text)?;
        return Some((Some(value), rest));
    }
    let (word, rest) = text.split_at(text.find(' ').unwrap_or(text.len()));
    match word {
        "" => None,
        "-" => Some((None, rest)),
        _ => Some((Some(word.to_owned()), rest)),
    }
}

/// The JSON at the start, as it is written.
fn json(text: &str) -> Option<(String, &str)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    values.next()?.ok()?;
    let (json, rest) = text.split_at_checked(values.byte_offset())?;
    Some((json.to_owned(), rest))
}

/// The JSON string at the start.
fn string(text: &str) -> Option<(String, &str)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<String>();
    let value = values.next()?.ok()?;
    Some((value, text.get(values.byte_offset()..)?))
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} is none of a listing: {}", self.line, self.text)
    }
}

impl std::error::Error for Mistake {}
