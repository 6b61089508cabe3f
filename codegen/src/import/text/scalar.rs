//! Strings and other scalars: plain where every YAML parser reads them as the same string, otherwise in quotes.

use super::Scalar;
use crate::diag::{is_control_or_bidi, is_invisible};
use std::fmt::Write;

/// Plain strings that some YAML parsers read as something else, in lower case.
const WORDS: &[&str] = &[
    "null", "true", "false", "yes", "no", "on", "off", "y", "n", ".inf", "+.inf", ".nan", "<<",
];

/// Text of a scalar on one line. `in_flow` is whether it is in `[…]` or `{…}`.
pub(super) fn inline(value: &Scalar, in_flow: bool) -> String {
    match value {
        Scalar::Null => "null".to_owned(),
        Scalar::Bool(value) => value.to_string(),
        Scalar::Number(text) if is_number(text) => text.clone(),
        Scalar::Number(text) => quoted(text),
        Scalar::String(text) => string(text, in_flow),
    }
}

/// Text of a key. Integers need no quotes, because all keys are strings.
pub(super) fn key(text: &str, in_flow: bool) -> String {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_integer = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_integer {
        text.to_owned()
    } else {
        string(text, in_flow)
    }
}

/// Text of a string on one line.
pub(super) fn string(text: &str, in_flow: bool) -> String {
    if is_plain(text, in_flow) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// Whether a string needs no quotes.
pub(super) fn is_plain(text: &str, in_flow: bool) -> bool {
    let starts_plain = |c: char| c.is_alphanumeric() || "/(_$^+.<\\".contains(c);
    let is_reserved = |c: char| needs_escape(c) || in_flow && ",[]{}".contains(c);
    text.starts_with(starts_plain)
        && !text.ends_with([' ', ':'])
        && !text.contains(is_reserved)
        && !text.contains(": ")
        && !text.contains(" #")
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
        && !is_numeric(text)
        && !is_timestamp(text)
        // In brackets, a `:` before a quote can end a key.
        && !(in_flow && (text.contains(":\"") || text.contains(":'")))
}

/// Whether a number is read as one: YAML reads numbers that do not fit in 64 bits as errors or strings.
fn is_number(text: &str) -> bool {
    let is_word = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"_+-.".contains(&byte));
    let is_finite = !text.parse().is_ok_and(f64::is_infinite);
    is_word && is_finite && text.contains(|c: char| c.is_ascii_digit())
}

/// Whether some YAML parser may read a string as a number. Three numbers with periods are a version.
fn is_numeric(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return false;
    }
    let lower = unsigned.to_ascii_lowercase();
    if let Some(digits) = ["0x", "0o", "0b"]
        .iter()
        .find_map(|it| lower.strip_prefix(it))
    {
        return digits
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || byte == b'_');
    }
    let parts: Vec<_> = text.split('.').collect();
    let is_digits = |part: &&str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    let is_version = parts.len() > 2 && parts.iter().all(is_digits);
    !is_version
        && lower
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"_.:e+-".contains(&byte))
}

/// Whether a string starts with a date.
fn is_timestamp(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let is_number = |part: Option<&str>, length: std::ops::RangeInclusive<usize>| {
        part.is_some_and(|it| {
            length.contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit())
        })
    };
    is_number(parts.next(), 4..=4)
        && is_number(parts.next(), 1..=2)
        && parts
            .next()
            .is_some_and(|it| it.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a character cannot be written as it is, or cannot be seen.
pub(super) fn needs_escape(c: char) -> bool {
    is_control_or_bidi(c) || is_invisible(c) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// A string in quotes: single quotes if it contains double quotes or backslashes, which would have to be escaped.
fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) && !text.contains(|c| c == '\'' || needs_escape(c)) {
        return format!("'{text}'");
    }
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            // Writing to a string cannot fail.
            c if needs_escape(c) => {
                let _ = match u32::from(c) {
                    code @ 0..=0xff => write!(quoted, "\\x{code:02x}"),
                    code @ 0x100..=0xffff => write!(quoted, "\\u{code:04x}"),
                    code => write!(quoted, "\\U{code:08x}"),
                };
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Header of the block scalar for a string; `None` if the string has to be written on one line.
pub(super) fn block_header(text: &str) -> Option<&'static str> {
    let (content, header) = match text.strip_suffix('\n') {
        Some(content) => (content, "|"),
        None => (text, "|-"),
    };
    let is_possible = text.contains('\n')
        && !content.is_empty()
        // A quotation mark at the start is mistaken for one that quotes the string.
        && !content.starts_with([' ', '\t', '\n', '“', '”', '„', '‘', '’', '‚'])
        && !content.ends_with('\n')
        && !content.contains(|c| c != '\n' && needs_escape(c))
        && content
            .split('\n')
            .all(|line| line.is_empty() || !line.trim().is_empty());
    is_possible.then_some(header)
}
