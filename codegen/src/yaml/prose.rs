//! Prose that a `#` cuts short: ` #` begins a comment, so the rest of an unquoted sentence would be lost unseen.

use super::{Node, Value};
use crate::diag::{Code, Report};

/// Keys that hold prose in every record of the format.
const PROSE: &[&str] = &["docs", "title", "note", "reason"];

/// Reports each text of a file that goes on behind a ` #`, with a word right behind the sign. A comment that has a space
/// there is one.
pub(super) fn cut_short(node: &Node, text: &str, report: &mut Report) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| cut_short(item, text, report)),
        Value::Map(entries) => {
            for (key, value) in entries {
                if PROSE.contains(&key.text.as_str())
                    && let Some(length) = comment(value, text)
                {
                    let at = value.span.end + length;
                    report.error(
                        Code::Syntax,
                        value.span.file.span(at..at + 1),
                        format!("a comment begins here, and `{}` ends before it", key.text),
                        "put the whole text in quotes; or, if it is a comment, a space behind the `#`",
                    );
                }
                cut_short(value, text, report);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// How far behind an unquoted text its `#` stands.
fn comment(value: &Node, text: &str) -> Option<usize> {
    let written = text.get(value.span.start..value.span.end)?;
    if !matches!(value.value, Value::String(_)) || written.starts_with(['"', '\'', '|', '>', '*']) {
        return None;
    }
    let rest = text.get(value.span.end..)?.lines().next()?;
    let comment = rest.trim_start().strip_prefix('#')?;
    let goes_on = comment.starts_with(|c: char| !c.is_whitespace() && c != '#');
    goes_on.then_some(rest.len() - comment.len() - 1)
}
