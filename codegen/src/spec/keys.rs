//! Errors about the keys of records, with suggestions.

use super::{bounds, foreign};
use crate::diag::{Code, Report, did_you_mean, is_invisible, suggest};
use crate::source::Span;
use crate::yaml::{Key, Node, Value};

/// The number of keys that a help line shows.
const SHOWN_KEYS: usize = 4;

/// Reports unknown keys.
pub(super) fn check(
    entries: &[(Key, Node)],
    owner: Span,
    what: &str,
    keys: &[&'static str],
    report: &mut Report,
) {
    let is_known = |key: &Key| keys.contains(&key.text.as_str());
    let mut before: Option<&(Key, Node)> = None;
    for entry in entries {
        let key = &entry.0;
        // Commas split an unquoted string into several keys. Only the first is reported.
        let continues = key.without_colon
            && before.is_some_and(|(before, _)| before.without_colon && !is_known(before));
        if !is_known(key) && !continues {
            let message = format!("unknown key `{}` in {what}", key.text);
            if is_sibling(entry, keys) {
                report.error_between(
                    Code::UnknownKey,
                    key.span,
                    message,
                    (owner, "indent it as deep as this key"),
                    format!(
                        "`{}` looks like {what} of its own; indent it less",
                        key.text
                    ),
                );
            } else {
                let help = suggestion(key, before, entries, keys);
                report.error(Code::UnknownKey, key.span, message, help);
            }
        }
        before = Some(entry);
    }
}

/// Whether an unknown key of a record has the keys of such a record itself, so that it is probably indented too far.
fn is_sibling((key, node): &(Key, Node), keys: &[&str]) -> bool {
    let Value::Map(entries) = &node.value else {
        return false;
    };
    let is_known = |(key, _): &(Key, Node)| !key.without_colon && keys.contains(&&*key.text);
    let is_typo = did_you_mean(&key.text, keys.iter().copied()).is_some();
    !entries.is_empty() && entries.iter().all(is_known) && !is_typo
}

/// Help for an unknown key.
fn suggestion(
    key: &Key,
    before: Option<&(Key, Node)>,
    entries: &[(Key, Node)],
    keys: &[&'static str],
) -> String {
    if key.text.contains(is_invisible) {
        return "replace the invisible characters of the key, such as no-break spaces, with spaces, or remove them".to_owned();
    }
    if let Some(help) = foreign::key_help(&key.text).or_else(|| bounds::help(&key.text, entries)) {
        return help.to_owned();
    }
    if let Some(help) = missing_space_help(&key.text, keys).filter(|_| key.without_colon) {
        return help;
    }
    match before {
        Some((text, node)) if key.without_colon && matches!(node.value, Value::String(_)) => {
            format!(
                "put the string of `{}` in quotes; without them, a comma ends it",
                text.text
            )
        }
        _ => suggest(&key.text, keys.iter().copied()),
    }
}

/// Reports a value that is not a map.
pub(super) fn report_not_a_map(
    node: &Node,
    what: &str,
    keys: &[&'static str],
    report: &mut Report,
) {
    let help = match &node.value {
        Value::String(text) => missing_space_help(text, keys),
        _ => None,
    };
    let help = help.unwrap_or_else(|| {
        let shown: Vec<_> = keys
            .iter()
            .take(SHOWN_KEYS)
            .map(|key| format!("{key}: …"))
            .collect();
        let more = if keys.len() > SHOWN_KEYS { ", …" } else { "" };
        format!(
            "use a map such as `{{{}{more}}}`, or remove the key",
            shown.join(", ")
        )
    });
    report.error(
        Code::WrongKind,
        node.span,
        format!(
            "expected a map with the keys of {what}, found {}",
            node.value.kind()
        ),
        help,
    );
}

/// Help for a string that is a key and its value without a space between them.
fn missing_space_help(text: &str, keys: &[&str]) -> Option<String> {
    let (name, _) = text.split_once(':')?;
    keys.contains(&name)
        .then(|| format!("add a space after `{name}:`"))
}

/// Whether a key is `name:value` without the space.
pub(super) fn lacks_space(key: &Key, name: &str) -> bool {
    let value = key.text.strip_prefix(name).filter(|_| key.without_colon);
    value.is_some_and(|value| value.starts_with(':'))
}
