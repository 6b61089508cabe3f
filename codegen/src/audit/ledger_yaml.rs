//! Writes entries of `approvals.yaml` and `removed.yaml` as YAML.

use super::facts::{Aspect, Element};
use super::report::{Approval, Change};

/// The entry of an approval.
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

/// The tombstone of a removed element. `version` is the first version without the element.
pub(super) fn tombstone(
    name: &str,
    was: &Element,
    version: &str,
    replacement: Option<&String>,
) -> String {
    let owned = |text: &str| text.to_owned();
    let of = |aspect| was.get(aspect).map(ToString::to_string);
    entry(&[
        ("name", Some(&owned(name))),
        ("kind", Some(&owned(was.kind.word()))),
        ("removed_in", Some(&owned(version))),
        ("end_of_life", of(Aspect::EndOfLife).as_ref()),
        ("use", replacement),
    ])
}

/// A list item: a map of the keys that have a value.
fn entry(keys: &[(&str, Option<&String>)]) -> String {
    let mut text = String::new();
    for (key, value) in keys {
        let Some(value) = value else { continue };
        let start = if text.is_empty() { "- " } else { "  " };
        text.push_str(&format!("{start}{key}: {}\n", scalar(value)));
    }
    text
}

/// A string as a YAML scalar on one line: plain if no parser can read it as another type, otherwise as a JSON string, which
/// is valid YAML.
fn scalar(text: &str) -> String {
    let is_inner = |c: char| c.is_ascii_alphanumeric() || " _-./,;()+=<>".contains(c);
    // Scalars that start with a digit may be numbers, such as `15e8839762`.
    let is_word = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && !text.ends_with(' ')
        && text.chars().all(is_inner)
        && !matches!(
            text.to_ascii_lowercase().as_str(),
            "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n"
        );
    if is_word || is_date(text) || is_version(text) {
        text.to_owned()
    } else {
        serde_json::Value::from(text).to_string()
    }
}

/// `2026-11-24`
fn is_date(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let lengths: Vec<_> = parts.iter().map(|part| part.len()).collect();
    lengths == [4, 2, 2] && parts.into_iter().all(is_number)
}

/// `1.2.3`: a number has at most one period.
fn is_version(text: &str) -> bool {
    let parts: Vec<_> = text.split('.').collect();
    parts.len() == 3 && parts.into_iter().all(is_number)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{entry, scalar};
    use crate::source::Sources;
    use crate::spec::{APPROVALS, ledger};
    use std::collections::BTreeMap;

    /// The reason of an approval that was written and read.
    fn read_again(reason: &str) -> Option<String> {
        let text = entry(&[
            ("change", Some(&"15e8839762".to_owned())),
            ("rule", Some(&"docs-changed".to_owned())),
            ("subject", Some(&"Zone.paused".to_owned())),
            ("reason", Some(&reason.to_owned())),
            ("owner", Some(&"@team".to_owned())),
            ("expires", Some(&"2026-11-24".to_owned())),
        ]);
        let files = BTreeMap::from([(APPROVALS.to_owned(), text)]);
        let ledger = ledger(&Sources::new("spec", files)).ok()?;
        let approval = ledger.approvals.into_iter().next()?;
        (approval.change.value.0 == "15e8839762").then_some(approval.reason?.value)
    }

    #[test]
    fn strings_are_read_as_they_were_written() {
        for (text, is_plain) in [
            ("req-field-removed", true),
            ("ce22663180", true),
            ("Zone.paused", true),
            ("2026-11-24", true),
            ("0.2.0", true),
            ("15e8839762", false),
            ("1234567890", false),
            ("0123456789", false),
            ("0x12345678", false),
            ("1_000", false),
            ("1.5", false),
            ("-", false),
            ("Yes", false),
            ("null", false),
            ("@team", false),
            ("a: b", false),
            ("a #b", false),
            ("ends ", false),
            ("two\nlines \"quoted\"", false),
        ] {
            let written = scalar(text);
            assert_eq!(written == text, is_plain, "{text:?}: {written}");
            assert_eq!(read_again(text).as_deref(), Some(text), "{written}");
        }
    }
}
