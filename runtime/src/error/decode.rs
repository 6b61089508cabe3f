//! An answer that is not what the operation promises.

use std::fmt;

use http::StatusCode;

use crate::quoted::Quoted;
use crate::redaction::Redaction;

/// How much of a body an error keeps, in bytes.
const EXCERPT_LIMIT: usize = 512;

/// Where and why an answer could not be decoded.
pub struct DecodeFailure {
    status: StatusCode,
    path: String,
    reason: String,
    excerpt: String,
}

impl DecodeFailure {
    pub(crate) fn new(
        status: StatusCode,
        path: &str,
        reason: &str,
        body: &[u8],
        redaction: &Redaction,
    ) -> Self {
        Self {
            status,
            path: redaction.text(path),
            reason: redaction.text(reason),
            // One byte more tells that there is more.
            excerpt: excerpt(&redaction.bytes(body, EXCERPT_LIMIT + 1)),
        }
    }

    /// Status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The place in the body, such as `result[3].created_at`; empty for the body as a whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong there.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The first bytes of the body, at most 512, with what is not UTF-8 replaced, and the secrets of the client too.
    ///
    /// Kept out of `Display` and `Debug`, since a body may hold what does not belong into a log.
    #[must_use]
    pub fn body_excerpt(&self) -> &str {
        &self.excerpt
    }
}

fn excerpt(body: &[u8]) -> String {
    let cut = body.len() > EXCERPT_LIMIT;
    let piece = body.get(..EXCERPT_LIMIT).unwrap_or(body);
    // A character that the cut goes through is dropped; one that never was UTF-8 stays, replaced.
    let end = match std::str::from_utf8(piece) {
        Err(error) if cut && error.error_len().is_none() => error.valid_up_to(),
        _ => piece.len(),
    };
    String::from_utf8_lossy(&piece[..end]).into_owned()
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "cannot decode the answer (status {})",
            self.status.as_u16()
        )?;
        if !self.path.is_empty() {
            write!(formatter, " at `{}`", Quoted(&self.path))?;
        }
        write!(formatter, ": {}", Quoted(&self.reason))
    }
}

impl fmt::Debug for DecodeFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("DecodeFailure")
            .field("status", &self.status)
            .field("path", &Quoted(&self.path))
            .field("reason", &Quoted(&self.reason))
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_bounded_and_whole_characters() {
        assert_eq!(excerpt(b"short"), "short");
        assert_eq!(excerpt(&[b'a'; 2000]).len(), EXCERPT_LIMIT);
        let umlauts = "ü".repeat(600);
        assert_eq!(
            excerpt(format!("a{umlauts}").as_bytes()),
            format!("a{}", "ü".repeat(255))
        );
        assert_eq!(excerpt(b"a\xff"), "a\u{fffd}");
    }
}
