//! The encoding of queries and forms, `application/x-www-form-urlencoded`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters of RFC 3986. A space is escaped apart, to `+`.
const NOT_UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Text as it stands in a query or a form.
pub(crate) fn form_encoded(text: &str) -> String {
    let words: Vec<String> = text
        .split(' ')
        .map(|word| utf8_percent_encode(word, NOT_UNRESERVED).to_string())
        .collect();
    words.join("+")
}
