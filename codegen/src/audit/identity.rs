//! Ids of changes.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Bytes of the hash that an id shows, two digits each.
const BYTES: usize = 5;

/// The id of a change: it depends on what changed and on nothing that is said of it.
///
/// The parts are joined by NUL, which stands in none of them; a value that is not there is one byte that no text has.
pub fn change_id(rule: &str, subject: &str, old: Option<&str>, new: Option<&str>) -> String {
    let mut hash = Sha256::new();
    hash.update(rule);
    hash.update([0]);
    hash.update(subject);
    for value in [old, new] {
        hash.update([0]);
        match value {
            Some(text) => hash.update(text),
            None => hash.update([0xff]),
        }
    }
    let mut id = String::new();
    for byte in hash.finalize().iter().take(BYTES) {
        // Writing to a string does not fail.
        let _ = write!(id, "{byte:02x}");
    }
    id
}
