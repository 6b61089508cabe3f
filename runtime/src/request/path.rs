//! Path parameters: one value becomes one segment, whatever it holds.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the `pchar` of RFC 3986: unreserved characters, sub-delimiters, `:` and `@`.
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
/// Refuses what would change which resource is meant: an empty segment names the parent or its
/// collection, and `.` and `..` are resolved away by clients and servers.
pub(super) fn encode(value: &str) -> Result<String, &'static str> {
    match value {
        "" => Err("is empty"),
        "." | ".." => Err("is a dot segment"),
        _ => Ok(utf8_percent_encode(value, NOT_PCHAR).to_string()),
    }
}

/// Replaces the placeholders of a template by encoded segments.
pub(super) fn fill(template: &str, segments: &[(&'static str, String)]) -> Result<String, String> {
    let mut path = String::with_capacity(template.len() + 64);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let (_, segment) = segments
            .iter()
            .find(|(key, _)| *key == name)
            .ok_or_else(|| format!("path parameter `{name}` is missing"))?;
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
    fn a_value_is_one_segment() {
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
            ("", Err("is empty")),
            (".", Err("is a dot segment")),
            ("..", Err("is a dot segment")),
        ] {
            assert_eq!(
                encode(value).as_deref(),
                expected.as_ref().copied(),
                "{value:?}"
            );
        }
    }

    #[test]
    fn a_template_is_filled_in() {
        let segments = [("a", "1".to_owned()), ("b", "{a}".to_owned())];
        assert_eq!(fill("/x/{b}/y/{a}", &segments).as_deref(), Ok("/x/{a}/y/1"));
        assert_eq!(
            fill("/x/{c}", &segments),
            Err("path parameter `c` is missing".to_owned())
        );
    }
}
