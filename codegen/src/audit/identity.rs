//! Ids of changes.

use sha2::{Digest, Sha256};

/// How many hexadecimal digits an id has.
const DIGITS: usize = crate::spec::ID_DIGITS;

/// The id of a change: it depends on what changed and on nothing that is said of it.
pub fn change_id(rule: &str, subject: &str, old: Option<&str>, new: Option<&str>) -> String {
    let parts = [
        rule,
        subject,
        old.unwrap_or_default(),
        new.unwrap_or_default(),
    ];
    let hash = Sha256::digest(parts.join("\0"));
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    hex.chars().take(DIGITS).collect()
}
