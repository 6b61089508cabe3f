//! Keys that a record does not have, and what was probably meant by them.

use super::foreign;
use crate::diag::{Code, Report, suggest};
use crate::yaml::{Key, Node, Value};

/// Reports every key that is none of the record's.
pub(super) fn check(
    entries: &[(Key, Node)],
    what: &str,
    keys: &[&'static str],
    report: &mut Report,
) {
    let is_known = |key: &Key| keys.contains(&key.text.as_str());
    let mut before: Option<&(Key, Node)> = None;
    for entry in entries {
        let key = &entry.0;
        // Of a text that commas cut into several pieces the first that is no key is enough.
        let goes_on = before.is_some_and(|(key, _)| key.alone && !is_known(key));
        if !(is_known(key) || key.alone && goes_on) {
            report.error(
                Code::UnknownKey,
                key.span,
                format!("{what} has no key `{}`", key.text),
                instead(key, before, keys),
            );
        }
        before = Some(entry);
    }
}

/// What to write instead of an unknown key.
fn instead(key: &Key, before: Option<&(Key, Node)>, keys: &[&'static str]) -> String {
    if let Some(help) = foreign::key(&key.text) {
        return help.to_owned();
    }
    if let Some(help) = space(&key.text, keys).filter(|_| key.alone) {
        return help;
    }
    match before {
        Some((text, node)) if key.alone && matches!(node.value, Value::String(_)) => format!(
            "if it belongs to the text of `{}`, put that in quotes: it holds a comma, which parts it in `{{…}}`",
            text.text
        ),
        _ => suggest(&key.text, keys.iter().copied()),
    }
}

/// Reports a value that is no map.
pub(super) fn no_map(node: &Node, what: &str, keys: &[&'static str], report: &mut Report) {
    let space = match &node.value {
        Value::String(text) => space(text, keys),
        _ => None,
    };
    let all = keys.join(": …, ");
    report.error(
        Code::WrongKind,
        node.span,
        format!(
            "expected a map with the keys of {what}, found {}",
            node.value.kind()
        ),
        space
            .unwrap_or_else(|| format!("write a map such as `{{{all}: …}}`, or leave the key out")),
    );
}

/// The help for a text that is a key and its value, but for the space between them.
fn space(text: &str, keys: &[&str]) -> Option<String> {
    let (name, _) = text.split_once(':')?;
    let help = || format!("put a space after the `:` of `{name}`");
    keys.contains(&name).then(help)
}

/// Whether a key lacks nothing but that space to be the one of this name.
pub(super) fn lacks_space(key: &Key, name: &str) -> bool {
    let value = key.text.strip_prefix(name).filter(|_| key.alone);
    value.is_some_and(|value| value.starts_with(':'))
}
