//! Unquoted strings that a ` #` cuts off: it starts a comment, so the rest of the sentence would be lost silently.

use super::{Node, Value};
use crate::diag::{Code, Report};

/// Keys of the format whose values are free-form strings.
const FREE_FORM_KEYS: &[&str] = &["docs", "title", "note", "reason"];

/// Reports each free-form string that is followed by ` #` and a non-space character. A `#` followed by a space is taken
/// for a comment.
pub(super) fn check(node: &Node, text: &str, report: &mut Report) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| check(item, text, report)),
        Value::Map(entries) => {
            for (key, value) in entries {
                if FREE_FORM_KEYS.contains(&key.text.as_str())
                    && let Some(offset) = comment_offset(value, text)
                {
                    let at = value.span.end + offset;
                    report.error(
                        Code::Syntax,
                        value.span.file.span(at..at + 1),
                        format!("`#` starts a comment here, which truncates `{}`", key.text),
                        "put the string in quotes; or, for a comment, add a space after the `#`",
                    );
                }
                check(value, text, report);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Distance from the end of an unquoted string to the `#` that truncates it.
fn comment_offset(value: &Node, text: &str) -> Option<usize> {
    let source = text.get(value.span.start..value.span.end)?;
    if !matches!(value.value, Value::String(_)) || source.starts_with(['"', '\'', '|', '>', '*']) {
        return None;
    }
    let rest = text.get(value.span.end..)?.lines().next()?;
    let comment = rest.trim_start().strip_prefix('#')?;
    let is_truncated = comment.starts_with(|c: char| !c.is_whitespace() && c != '#');
    is_truncated.then_some(rest.len() - comment.len() - 1)
}
