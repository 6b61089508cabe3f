//! `multipart/form-data` (RFC 7578), with names escaped as browsers do.

use std::fmt;
use std::hash::{BuildHasher, RandomState};

use bytes::Bytes;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};

use super::upload::{Joined, Upload};
use crate::config;

/// A part of a multipart form, such as a file.
///
/// ```
/// # use clientwright_runtime::Part;
/// let photo = Part::new(vec![0x89, 0x50])
///     .file_name("photo.png")
///     .content_type("image/png")
///     .header("Content-Language", "en");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Part {
    content: Upload,
    file_name: Option<String>,
    content_type: Option<String>,
    /// Names as they were set, since some servers compare them with case.
    headers: Vec<(String, String)>,
    /// Why the part cannot be sent.
    invalid: Option<String>,
}

impl Part {
    /// Creates a part without a file name.
    pub fn new(content: impl Into<Upload>) -> Self {
        Self {
            content: content.into(),
            file_name: None,
            content_type: None,
            headers: Vec::new(),
            invalid: None,
        }
    }

    /// Sets the file name. Most servers treat a part with a file name as a file.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the media type. Default: that of the API, if it has a single one for the part;
    /// otherwise `application/octet-stream` for a part with a file name.
    ///
    /// The call fails if the media type contains invalid characters.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        let media_type = media_type.into();
        if HeaderValue::from_str(&media_type).is_err() {
            self.reject("the media type contains invalid characters".to_owned());
        }
        self.content_type = Some(media_type);
        self
    }

    /// Sets a header of the part, replacing any existing value.
    ///
    /// The call fails if the header is invalid, or if another method or the client sets it.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match config::header(name, value) {
            Err(reason) => self.reject(reason),
            Ok((parsed, _)) if parsed == CONTENT_TYPE || parsed == CONTENT_DISPOSITION => {
                self.reject(format!("header `{name}` is set by other methods of `Part`"));
            }
            Ok(_) => {
                let is_other = |(key, _): &(String, String)| !key.eq_ignore_ascii_case(name);
                self.headers.retain(is_other);
                self.headers.push((name.to_owned(), value.to_owned()));
            }
        }
        self
    }

    /// Sets the media type, if none is set.
    pub(super) fn or_content_type(mut self, media_type: Option<&str>) -> Self {
        let media_type = || media_type.map(str::to_owned);
        self.content_type = self.content_type.or_else(media_type);
        self
    }

    /// Why the part cannot be sent.
    pub(super) fn invalid(&self) -> Option<&str> {
        self.invalid.as_deref()
    }

    /// Records the first reason why the part cannot be sent.
    fn reject(&mut self, reason: String) {
        self.invalid.get_or_insert(reason);
    }
}

impl From<Upload> for Part {
    fn from(content: Upload) -> Self {
        Self::new(content)
    }
}

impl From<Bytes> for Part {
    fn from(bytes: Bytes) -> Self {
        Self::new(bytes)
    }
}

impl From<Vec<u8>> for Part {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes)
    }
}

impl From<String> for Part {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

/// Omits the values of headers, which may be secret.
impl fmt::Debug for Part {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        formatter
            .debug_struct("Part")
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("headers", &names)
            .field("length", &self.content.length())
            .finish()
    }
}

/// Encodes a form; returns the boundary and the body.
pub(super) fn encode<N: AsRef<str>>(parts: &[(N, Part)]) -> (String, Upload) {
    let boundary = boundary(parts);
    let in_memory = parts.iter().filter_map(|(_, part)| part.content.bytes());
    let length = in_memory.map(Bytes::len).sum::<usize>() + 256 * parts.len();
    // Bytes between two parts that are not in memory.
    let mut bytes = Vec::with_capacity(length);
    let mut contents = Vec::new();
    for (name, part) in parts {
        bytes.extend_from_slice(
            format!("--{boundary}\r\n{}\r\n", head(name.as_ref(), part)).as_bytes(),
        );
        match part.content.bytes() {
            Some(content) => bytes.extend_from_slice(content),
            None => {
                contents.push(std::mem::take(&mut bytes).into());
                contents.push(part.content.clone());
            }
        }
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    if contents.is_empty() {
        return (boundary, bytes.into());
    }
    contents.push(bytes.into());
    (boundary, Upload::new(Joined(contents)))
}

fn head(name: &str, part: &Part) -> String {
    let mut head = format!("Content-Disposition: form-data; name=\"{}\"", escape(name));
    if let Some(file_name) = &part.file_name {
        head.extend(["; filename=\"", &escape(file_name), "\""]);
    }
    head.push_str("\r\n");
    let binary = part.file_name.as_ref().map(|_| "application/octet-stream");
    if let Some(media_type) = part.content_type.as_deref().or(binary) {
        head.extend(["Content-Type: ", media_type, "\r\n"]);
    }
    for (name, value) in &part.headers {
        head.extend([name, ": ", value, "\r\n"]);
    }
    head
}

/// Escapes characters that would end the quoted name or the line.
fn escape(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A boundary that occurs in none of the parts. Those that are not in memory are not searched: that
/// they contain 128 random bits is improbable.
#[allow(
    clippy::maybe_infinite_iter,
    reason = "boundaries are random, so one of the first is unused"
)]
fn boundary<N>(parts: &[(N, Part)]) -> String {
    let random = RandomState::new();
    (0_u64..)
        .map(|attempt| {
            format!(
                "{:016x}{:016x}",
                random.hash_one(attempt),
                random.hash_one(!attempt)
            )
        })
        .find(|boundary| {
            !parts
                .iter()
                .filter_map(|(_, part)| part.content.bytes())
                .any(|bytes| holds(bytes, boundary.as_bytes()))
        })
        .unwrap_or_default()
}

fn holds(content: &[u8], boundary: &[u8]) -> bool {
    content
        .windows(boundary.len())
        .any(|window| window == boundary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_delimited_and_names_are_escaped() {
        let file = Part::new(vec![0, 1, b'\r', b'\n']).file_name("a\"b\r\n.bin");
        let (boundary, body) = encode(&[
            ("title", Part::from("Ü".to_owned())),
            ("fi\"le", file),
            (
                "meta",
                Part::from("{}".to_owned())
                    .content_type("application/json")
                    .header("X-Id", "0")
                    .header("Content-Language", "en")
                    .header("x-id", "1"),
            ),
        ]);
        let expected = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nÜ\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"fi%22le\"; filename=\"a%22b%0D%0A.bin\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n\0\u{1}\r\n\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json\r\n\
             Content-Language: en\r\nx-id: 1\r\n\r\n{{}}\r\n\
             --{boundary}--\r\n"
        );
        assert_eq!(body.bytes().map(|it| &it[..]), Some(expected.as_bytes()));
    }

    #[test]
    fn headers_that_would_break_the_part_are_rejected() {
        let part = || Part::from("x".to_owned());
        for (part, reason) in [
            (
                part().header("X-Id", "1\r\nX-Other: 2"),
                "header `X-Id` contains",
            ),
            (
                part().header("X\r\nY", "1"),
                "`X\\r\\nY` is not a valid header name",
            ),
            (part().header("content-type", "a/b"), "set by other methods"),
            (
                part().header("Content-Disposition", "x"),
                "set by other methods",
            ),
            (
                part().header("Content-Length", "9"),
                "set by the HTTP client",
            ),
            (part().content_type("a/b\nX: y"), "the media type contains"),
        ] {
            let found = part.invalid().unwrap_or_default();
            assert!(found.contains(reason), "{found}");
        }
        assert_eq!(part().header("X-Id", "1").invalid(), None);
        let debug = format!("{:?}", part().header("X-Id", "secret"));
        assert!(
            debug.contains("X-Id") && !debug.contains("secret"),
            "{debug}"
        );
    }
}
