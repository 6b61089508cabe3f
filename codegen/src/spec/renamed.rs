//! Keys of earlier versions of the format.
//!
//! A spec that uses one is invalid, and the error names the new key. The base of a comparison may use them, see
//! [`Sources::as_base`](crate::source::Sources::as_base).

use super::bounds;
use crate::diag::{Code, Report};
use crate::yaml::{Key, Node};
use std::borrow::Cow;

/// A renamed key.
#[derive(Debug, Clone, Copy)]
pub struct RenamedKey {
    /// The record of the key, as its declaration describes it.
    pub record: &'static str,
    /// The earlier key.
    pub old: &'static str,
    /// The current key.
    pub new: &'static str,
}

/// All renamed keys. `spec/README.md` lists them.
pub const RENAMED_KEYS: &[RenamedKey] = &[
    renamed("`api.yaml`", "auth", "security"),
    renamed("`security`", "accept", "requirements"),
    renamed("a server variable", "values", "enum"),
    renamed("an operation", "auth", "security"),
    renamed("an operation", "aliases", "doc_aliases"),
    renamed("a type definition", "is", "type"),
    renamed("a type definition", "base", "type"),
    renamed("a type definition", "values", "enum"),
    renamed("a type definition", "rest", "additional_properties"),
    renamed("a type definition", "tag", "discriminator"),
    renamed("a type definition", "aliases", "doc_aliases"),
    renamed("a field", "min", "minimum"),
    renamed("a field", "max", "maximum"),
    renamed("a field", "above", "exclusive_minimum"),
    renamed("a field", "below", "exclusive_maximum"),
    renamed("a tombstone", "replacement", "use"),
];

const fn renamed(record: &'static str, old: &'static str, new: &'static str) -> RenamedKey {
    RenamedKey { record, old, new }
}

/// The entries of a record with renamed keys replaced. Reports each of them.
pub(super) fn replace<'a>(
    entries: &'a [(Key, Node)],
    what: &str,
    report: &mut Report,
) -> Cow<'a, [(Key, Node)]> {
    let mut entries = Cow::Borrowed(entries);
    for index in 0..entries.len() {
        let key = &entries[index].0;
        // `min` and `max` were only for numbers. On other types, they are unknown keys.
        if bounds::help(&key.text, &entries).is_some() {
            continue;
        }
        let is_row = |it: &&RenamedKey| it.record == what && it.old == key.text;
        let Some(RenamedKey { new, .. }) = RENAMED_KEYS.iter().find(is_row) else {
            continue;
        };
        report.error(
            Code::RenamedKey,
            key.span,
            format!("the key `{}` was renamed to `{new}`", key.text),
            format!("rename it to `{new}`"),
        );
        entries.to_mut()[index].0.text = (*new).to_owned();
    }
    entries
}
