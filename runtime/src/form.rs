//! Encoding of queries and forms: `application/x-www-form-urlencoded`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

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

/// Decodes a string of a query or form.
pub(crate) fn form_decoded(text: &str) -> String {
    let text = text.replace('+', " ");
    percent_decode_str(&text).decode_utf8_lossy().into_owned()
}
