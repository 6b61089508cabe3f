//! Keys that the format used to spell differently.
//!
//! A spec that still has one is an error that names the new key. The older side of a comparison may have them, see
//! [`Sources::with_renamed_keys`](crate::source::Sources::with_renamed_keys).

use crate::diag::{Code, Report};
use crate::yaml::{Key, Node};
use std::borrow::Cow;

/// The record as its declaration describes it, the old key, and the key that replaced it.
const RENAMED: &[(&str, &str, &str)] = &[
    ("an API", "auth", "security"),
    ("security", "accept", "requirements"),
    ("a server variable", "values", "enum"),
    ("an operation", "auth", "security"),
    ("an operation", "aliases", "doc_aliases"),
    ("a type", "is", "type"),
    ("a type", "base", "type"),
    ("a type", "values", "enum"),
    ("a type", "rest", "additional_properties"),
    ("a type", "tag", "discriminator"),
    ("a type", "aliases", "doc_aliases"),
    ("a field", "min", "minimum"),
    ("a field", "max", "maximum"),
    ("a field", "above", "exclusive_minimum"),
    ("a field", "below", "exclusive_maximum"),
    ("a removed name", "replacement", "use"),
];

/// The entries of a record with every old key replaced, each replacement reported.
pub(super) fn replace<'a>(
    entries: &'a [(Key, Node)],
    what: &str,
    report: &mut Report,
) -> Cow<'a, [(Key, Node)]> {
    let mut entries = Cow::Borrowed(entries);
    for index in 0..entries.len() {
        let key = &entries[index].0;
        let Some(new) = current(what, &key.text) else {
            continue;
        };
        report.error(
            Code::RenamedKey,
            key.span,
            format!("`{}` is now called `{new}`", key.text),
            format!("rename it to `{new}`"),
        );
        entries.to_mut()[index].0.text = new.to_owned();
    }
    entries
}

/// The key that replaced an old one.
fn current(what: &str, key: &str) -> Option<&'static str> {
    let row = RENAMED
        .iter()
        .find(|(record, old, _)| *record == what && *old == key);
    row.map(|(_, _, new)| *new)
}
