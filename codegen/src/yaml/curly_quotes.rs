//! Curly quotes, which word processors and chats insert. YAML reads them as part of the string.

use super::{Key, Node, Value};
use crate::diag::{Code, Report};
use crate::source::Span;

/// Opening quotes, each with those that can close it.
const PAIRS: &[(char, &str)] = &[
    ('“', "”"),
    ('”', "”"),
    ('„', "“”"),
    ('‘', "’"),
    ('’', "’"),
    ('‚', "‘’"),
];

/// Reports each key and unquoted value in curly quotes, and returns whether there is one.
pub(super) fn check(node: &Node, text: &str, report: &mut Report) -> bool {
    match &node.value {
        Value::List(items) => items
            .iter()
            .fold(false, |found, item| check(item, text, report) || found),
        Value::Map(entries) => entries.iter().fold(false, |found, (key, value)| {
            let key = check_key(key, text, report);
            check(value, text, report) || key || found
        }),
        Value::String(value) => {
            let found = is_plain(node.span, text) && is_quoted(value);
            if found {
                report_at(node.span, report);
            }
            found
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn check_key(key: &Key, text: &str, report: &mut Report) -> bool {
    let found = is_plain(key.span, text) && is_quoted(&key.text);
    if found {
        report_at(key.span, report);
    }
    found
}

/// Whether the source of a string has no quotes of YAML.
fn is_plain(span: Span, text: &str) -> bool {
    let source = text.get(span.start..span.end).unwrap_or_default();
    source.starts_with(|first| PAIRS.iter().any(|(open, _)| *open == first))
}

/// Whether a string is meant as quoted: its opening quote is closed at its end, or not at all, as when a comma ends the
/// string in `{…}`. Otherwise, only the first words of the string are in quotes.
fn is_quoted(value: &str) -> bool {
    let mut rest = value.chars();
    let Some((_, close)) = rest
        .next()
        .and_then(|first| PAIRS.iter().find(|(open, _)| *open == first))
    else {
        return false;
    };
    match rest.as_str().find(|c| close.contains(c)) {
        Some(at) => rest.as_str()[at..].chars().count() == 1,
        None => true,
    }
}

fn report_at(span: Span, report: &mut Report) {
    report.error(
        Code::Syntax,
        span,
        "curly quotes do not quote a string, but are part of it",
        "use straight quotes: `\"` or `'`",
    );
}
