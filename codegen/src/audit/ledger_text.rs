//! Entries of `approvals.yaml` and `removed.yaml` as text, to be shown or appended.

use super::facts::{Aspect, Element};
use super::report::{Approval, Change};

/// The entry that lets a change pass.
pub fn approval(change: &Change, approval: &Approval) -> String {
    let Approval {
        reason,
        owner,
        issue,
        expires,
    } = approval;
    entry(&[
        ("change", Some(&change.id)),
        ("rule", Some(&change.rule)),
        ("subject", Some(&change.subject)),
        ("reason", Some(reason)),
        ("owner", Some(owner)),
        ("issue", issue.as_ref()),
        ("expires", expires.as_ref()),
    ])
}

/// The entry that keeps the name of something removed from coming back; `version` is the first one without it, and
/// `replacement` what took its place.
pub(super) fn tombstone(
    name: &str,
    was: &Element,
    version: &str,
    replacement: Option<&String>,
) -> String {
    let owned = |text: &str| text.to_owned();
    let of = |aspect| was.get(aspect).map(owned);
    entry(&[
        ("name", Some(&owned(name))),
        ("kind", Some(&owned(was.kind.word()))),
        ("removed_in", Some(&owned(version))),
        ("end_of_life", of(Aspect::EndOfLife).as_ref()),
        ("replacement", replacement),
    ])
}

/// An item of a list: a map with these keys, without those that have no value.
fn entry(keys: &[(&str, Option<&String>)]) -> String {
    let mut text = String::new();
    for (key, value) in keys {
        let Some(value) = value else { continue };
        let start = if text.is_empty() { "- " } else { "  " };
        text.push_str(&format!("{start}{key}: {}\n", scalar(value)));
    }
    text
}

/// A text on one line of YAML: as it is where that can be read in one way alone, else as JSON, which YAML contains.
fn scalar(text: &str) -> String {
    let is_inner = |c: char| c.is_ascii_alphanumeric() || " _-./,;()+=<>".contains(c);
    let is_plain = text.starts_with(|first: char| first.is_ascii_alphanumeric())
        && !text.ends_with(' ')
        && text.chars().all(is_inner)
        && !matches!(
            text.to_ascii_lowercase().as_str(),
            "null" | "true" | "false"
        );
    if is_plain {
        text.to_owned()
    } else {
        serde_json::Value::from(text).to_string()
    }
}
