//! The names of the fields in forms.

use bytes::Bytes;
use http::header::CONTENT_TYPE;

use super::request::pairs;
use crate::BodyFormat;

/// The names of the fields in a body; `None` if it is not a form of the format.
pub(super) fn names(format: BodyFormat, request: &http::Request<Bytes>) -> Option<Vec<String>> {
    let body = request.body();
    match format {
        BodyFormat::Form => {
            let text = std::str::from_utf8(body).ok()?;
            Some(pairs(text).map(|(name, _)| name).collect())
        }
        BodyFormat::Multipart => {
            let media_type = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
            part_names(body, &parameter(media_type, "boundary")?)
        }
        BodyFormat::Json | BodyFormat::Text | BodyFormat::Bytes => None,
    }
}

/// Whether a form has a field: as a value, or as the items or members of one, such as `name[]` or
/// `name[key]`.
pub(super) fn has(names: &[String], name: &str) -> bool {
    let mut rests = names.iter().filter_map(|it| it.strip_prefix(name));
    rests.any(|rest| rest.is_empty() || rest.starts_with('['))
}

/// The names of the parts of a multipart body (RFC 2046 section 5.1, RFC 7578).
fn part_names(body: &[u8], boundary: &str) -> Option<Vec<String>> {
    let delimiter = format!("--{boundary}");
    let mut rest = body.strip_prefix(delimiter.as_bytes())?;
    let next = format!("\r\n{delimiter}");
    let mut names = Vec::new();
    while !rest.starts_with(b"--") {
        let (head, content) = split(rest, b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(head);
        let mut lines = head.lines();
        let disposition = lines.find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-disposition")
                .then_some(value)
        });
        let name = parameter(disposition?, "name")?;
        names.push(name.replace("%22", "\""));
        (_, rest) = split(content, next.as_bytes())?;
    }
    Some(names)
}

/// The bytes before and after the first occurrence of a separator.
fn split<'a>(bytes: &'a [u8], separator: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let mut windows = bytes.windows(separator.len());
    let at = windows.position(|it| it == separator)?;
    let (before, rest) = bytes.split_at(at);
    Some((before, rest.get(separator.len()..)?))
}

/// A parameter of a header, such as `name` in `form-data; name="a"; filename="b"`.
fn parameter(header: &str, name: &str) -> Option<String> {
    let (_, mut rest) = header.split_once(';')?;
    loop {
        let (key, value) = rest.split_once('=')?;
        let value = value.trim_start();
        let (value, after) = match value.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => value.split_at(value.find(';').unwrap_or(value.len())),
        };
        if key.trim().eq_ignore_ascii_case(name) {
            return Some(value.trim().to_owned());
        }
        rest = after.trim_start().strip_prefix(';')?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_of(format: BodyFormat, media_type: &str, body: &str) -> Option<Vec<String>> {
        let request = http::Request::builder().header("content-type", media_type);
        let request = request.body(Bytes::from(body.to_owned()));
        names(format, &request.expect("a request"))
    }

    #[test]
    fn names_of_pairs_are_decoded() {
        let names = names_of(BodyFormat::Form, "", "a+b=1&list%5B%5D=2&map[x]=3&d");
        let names = names.expect("a form");
        assert_eq!(names, ["a b", "list[]", "map[x]", "d"]);
        for name in ["a b", "list", "map", "d"] {
            assert!(has(&names, name), "{name}");
        }
        for name in ["a", "lis", "x", "1"] {
            assert!(!has(&names, name), "{name}");
        }
    }

    #[test]
    fn names_of_parts_are_read() {
        let body = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n--x \r\n\r\nname=\"no\"\r\n\
                    --x\r\ncontent-type: text/plain\r\n\
                    content-disposition: form-data; filename=\"f; name=g\"; name=\"b%22\"\r\n\r\n\r\n--x--\r\n";
        let names = names_of(
            BodyFormat::Multipart,
            "multipart/form-data; boundary=x",
            body,
        );
        assert_eq!(
            names.as_deref(),
            Some(&["a".to_owned(), "b\"".to_owned()][..])
        );
        let quoted = "multipart/form-data; charset=utf-8; boundary=\"x\"";
        assert!(names_of(BodyFormat::Multipart, quoted, body).is_some());
        for (media_type, body) in [
            ("multipart/form-data", body),
            ("multipart/form-data; boundary=y", body),
            ("multipart/form-data; boundary=x", "--x\r\n\r\n--x--"),
            ("multipart/form-data; boundary=x", "--x\r\ncontent-dispo"),
            ("multipart/form-data; boundary=x", ""),
        ] {
            let names = names_of(BodyFormat::Multipart, media_type, body);
            assert_eq!(names, None, "{media_type}: {body}");
        }
    }
}
