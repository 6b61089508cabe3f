//! Redacts a client's secrets in strings that the server sends.

use secrecy::zeroize::Zeroizing;

use crate::form::form_encoded;

/// Replaces a secret.
const REDACTED: &[u8] = b"[redacted]";
/// Length in bytes below which a secret is not redacted: shorter strings occur in ordinary text and
/// are easily guessed anyway.
const SHORTEST: usize = 4;

/// The secrets of a client in every encoding a server may echo them in, longest first.
#[derive(Default)]
pub(crate) struct Redaction {
    spellings: Vec<Zeroizing<Vec<u8>>>,
}

impl Redaction {
    pub(crate) fn new<'a>(secrets: impl Iterator<Item = &'a str>) -> Self {
        let mut spellings: Vec<Zeroizing<Vec<u8>>> = secrets
            .filter(|secret| secret.len() >= SHORTEST)
            .flat_map(|secret| [secret.to_owned(), form_encoded(secret), in_json(secret)])
            .map(|spelling| Zeroizing::new(spelling.into_bytes()))
            .collect();
        spellings.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        spellings.dedup();
        Self { spellings }
    }

    /// Redacts the secrets in a string.
    pub(crate) fn text(&self, text: &str) -> String {
        let bytes = self.bytes(text.as_bytes(), usize::MAX);
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Redacts the secrets in the first `length` bytes or slightly more.
    pub(crate) fn bytes(&self, mut rest: &[u8], length: usize) -> Vec<u8> {
        let mut plain = Vec::new();
        while plain.len() < length {
            let mut spellings = self.spellings.iter();
            if let Some(after) = spellings.find_map(|it| rest.strip_prefix(it.as_slice())) {
                plain.extend_from_slice(REDACTED);
                rest = after;
            } else if let Some((byte, after)) = rest.split_first() {
                plain.push(*byte);
                rest = after;
            } else {
                break;
            }
        }
        plain
    }
}

/// A string as it appears between the quotes of a JSON string.
fn in_json(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    let inside = quoted.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    inside.unwrap_or(text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_redacted_in_every_encoding() {
        let redaction = Redaction::new(["t0ken", "t0ken-of-mine", "a \"b\"", "abc"].into_iter());
        for (text, expected) in [
            ("", ""),
            ("t0ke", "t0ke"),
            ("t0ken", "[redacted]"),
            ("ät0kent0kenä", "ä[redacted][redacted]ä"),
            ("t0ken-of-mine", "[redacted]"),
            ("t0ken-of-yours", "[redacted]-of-yours"),
            ("a \"b\"", "[redacted]"),
            ("q=a+%22b%22&d", "q=[redacted]&d"),
            (r#"{"q":"a \"b\""}"#, r#"{"q":"[redacted]"}"#),
            ("abc is too short", "abc is too short"),
        ] {
            assert_eq!(redaction.text(text), expected, "{text}");
        }
        // A secret that the end goes through is whole or gone.
        assert_eq!(redaction.bytes(b"12t0ken34", 4), b"12[redacted]");
        assert_eq!(redaction.bytes(b"12t0ken34", 2), b"12");
        assert_eq!(Redaction::default().text("t0ken"), "t0ken");
    }
}
