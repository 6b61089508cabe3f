//! Curly quotes, which word processors and chats insert. YAML reads them as part of the string.

use super::{Node, Value};
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
    let mut quoted = Vec::new();
    collect(node, text, &mut quoted);
    for span in &quoted {
        report.error(
            Code::Syntax,
            *span,
            "curly quotes do not quote a string, but are part of it",
            "use straight quotes: `\"` or `'`",
        );
    }
    !quoted.is_empty()
}

/// Collects the locations of strings in curly quotes.
fn collect(node: &Node, text: &str, quoted: &mut Vec<Span>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| collect(item, text, quoted)),
        Value::Map(entries) => {
            for (key, value) in entries {
                quoted.extend(in_curly_quotes(&key.text, key.span, text));
                collect(value, text, quoted);
            }
        }
        Value::String(value) => quoted.extend(in_curly_quotes(value, node.span, text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn in_curly_quotes(value: &str, span: Span, text: &str) -> Option<Span> {
    (is_plain(span, text) && is_quoted(value)).then_some(span)
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
