//! Path parameters. Each value becomes exactly one segment.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything except the `pchar` characters of RFC 3986: unreserved characters, sub-delimiters, `:`
/// and `@`.
const NOT_PCHAR: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

/// Encodes a value as a path segment.
///
/// Rejects values that would address another resource: an empty segment, which would address the
/// collection, and `.` and `..`, which clients and servers resolve.
pub(super) fn encode(value: &str) -> Result<String, &'static str> {
    match value {
        "" => Err("must not be empty"),
        "." | ".." => Err("must not be `.` or `..`"),
        _ => Ok(utf8_percent_encode(value, NOT_PCHAR).to_string()),
    }
}

/// Replaces the placeholders of a template with encoded segments.
pub(super) fn fill(template: &str, segments: &[(&'static str, String)]) -> Result<String, String> {
    let mut path = String::with_capacity(template.len() + 64);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let (_, segment) = segments
            .iter()
            .find(|(key, _)| *key == name)
            .ok_or_else(|| format!("missing path parameter `{name}`"))?;
        path.push_str(before);
        path.push_str(segment);
        rest = after;
    }
    path.push_str(rest);
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_encoded_as_one_segment() {
        for (value, expected) in [
            (
                "023e105f4ecef8ad9ca31a8372d0c353",
                Ok("023e105f4ecef8ad9ca31a8372d0c353"),
            ),
            ("a/b", Ok("a%2Fb")),
            (" ", Ok("%20")),
            ("...", Ok("...")),
            ("%2e", Ok("%252e")),
            (
                "a b&c=d/é+~*'!()-_.:@[],;$\"<>\\^`{|}%?#",
                Ok("a%20b&c=d%2F%C3%A9+~*'!()-_.:@%5B%5D,;$%22%3C%3E%5C%5E%60%7B%7C%7D%25%3F%23"),
            ),
            ("\r\n\0", Ok("%0D%0A%00")),
            ("", Err("must not be empty")),
            (".", Err("must not be `.` or `..`")),
            ("..", Err("must not be `.` or `..`")),
        ] {
            assert_eq!(
                encode(value).as_deref(),
                expected.as_ref().copied(),
                "{value:?}"
            );
        }
    }

    #[test]
    fn templates_are_filled_in() {
        let segments = [("a", "1".to_owned()), ("b", "{a}".to_owned())];
        assert_eq!(fill("/x/{b}/y/{a}", &segments).as_deref(), Ok("/x/{a}/y/1"));
        assert_eq!(
            fill("/x/{c}", &segments),
            Err("missing path parameter `c`".to_owned())
        );
    }
}
