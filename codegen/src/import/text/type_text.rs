//! Type expressions.

use super::scalar;

/// A type expression without quotes; `None` if YAML would read it as something else.
pub(super) fn unquoted(text: &str) -> Option<&str> {
    is_type(text).then_some(text)
}

fn is_type(text: &str) -> bool {
    let inner = |open: char, close: char| text.strip_prefix(open)?.strip_suffix(close);
    if let Some(item) = inner('[', ']') {
        return is_type(item);
    }
    // In braces, YAML reads a name as the key of a map, and a bracket as the start of a list that is a key.
    is_name(inner('{', '}').unwrap_or(text))
}

/// Whether a text is the name of a type, which can be nullable, and YAML reads it as a string.
fn is_name(text: &str) -> bool {
    let name = text.strip_suffix('?').unwrap_or(text);
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    !name.is_empty() && name.chars().all(is_word) && scalar::is_plain(text, true)
}
