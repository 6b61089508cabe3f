//! Encoding of queries and forms: `application/x-www-form-urlencoded`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything except the unreserved characters of RFC 3986. Spaces are encoded separately, as `+`.
const NOT_UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Encodes a string for a query or form.
pub(crate) fn form_encoded(text: &str) -> String {
    let words: Vec<String> = text
        .split(' ')
        .map(|word| utf8_percent_encode(word, NOT_UNRESERVED).to_string())
        .collect();
    words.join("+")
}
