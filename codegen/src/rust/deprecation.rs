//! Deprecations.

use super::string_literal;
use std::fmt;

/// The attribute `#[deprecated]`. It displays as the mark of a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deprecation {
    /// First day on which the item was deprecated.
    pub since: Option<String>,
    /// Replacement, advice and end of life, in one line.
    pub note: Option<String>,
}

impl fmt::Display for Deprecation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("deprecated")?;
        if let Some(since) = &self.since {
            write!(f, " since={}", string_literal(since))?;
        }
        match &self.note {
            Some(note) => write!(f, " note={}", string_literal(note)),
            None => Ok(()),
        }
    }
}
