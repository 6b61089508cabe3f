//! Responses that cannot be decoded.

use std::fmt;

use http::StatusCode;

use crate::quoted::Quoted;
use crate::redaction::Redaction;

/// Maximum length of a body excerpt in bytes.
const EXCERPT_LIMIT: usize = 512;

/// Details of a response that could not be decoded.
///
/// Unlike [`DecodeError`](crate::DecodeError), has the status and an excerpt of the body.
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
            // One extra byte shows whether the body is truncated.
            excerpt: excerpt(&redaction.bytes(body, EXCERPT_LIMIT + 1)),
        }
    }

    /// Status of the response.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Path to the invalid value, e.g. `result[3].created_at`; empty for the body itself.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Reason the value is invalid.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The first 512 bytes of the body, with invalid UTF-8 replaced and secrets redacted.
    ///
    /// `Display` and `Debug` omit it, because a body may contain data that does not belong in a
    /// log.
    #[must_use]
    pub fn body_excerpt(&self) -> &str {
        &self.excerpt
    }
}

fn excerpt(body: &[u8]) -> String {
    let cut = body.len() > EXCERPT_LIMIT;
    let piece = body.get(..EXCERPT_LIMIT).unwrap_or(body);
    // Drop a character that the limit cuts; keep the replacement of bytes that never were UTF-8.
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
            "cannot decode the response (status {})",
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
    fn excerpts_are_bounded_and_keep_characters_whole() {
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
