//! `multipart/form-data` (RFC 7578), with names escaped as browsers do.

use std::fmt;
use std::hash::{BuildHasher, RandomState};

use bytes::Bytes;

use super::upload::{Joined, Upload};

/// A part of a multipart form, such as a file.
#[derive(Clone, PartialEq, Eq)]
pub struct Part {
    content: Upload,
    file_name: Option<String>,
    content_type: Option<String>,
}

impl Part {
    /// Creates a part without a file name.
    pub fn new(content: impl Into<Upload>) -> Self {
        Self {
            content: content.into(),
            file_name: None,
            content_type: None,
        }
    }

    /// Sets the file name. Most servers treat a part with a file name as a file.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the media type. Default: `application/octet-stream` for a part with a file name,
    /// otherwise none.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
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

impl fmt::Debug for Part {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Part")
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("length", &self.content.length())
            .finish()
    }
}

/// Encodes a form; returns the boundary and the body.
pub(super) fn encode(parts: &[(&str, Part)]) -> (String, Upload) {
    let boundary = boundary(parts);
    let in_memory = parts.iter().filter_map(|(_, part)| part.content.bytes());
    let length = in_memory.map(Bytes::len).sum::<usize>() + 256 * parts.len();
    // Bytes between two parts that are not in memory.
    let mut bytes = Vec::with_capacity(length);
    let mut contents = Vec::new();
    for (name, part) in parts {
        bytes.extend_from_slice(format!("--{boundary}\r\n{}\r\n", head(name, part)).as_bytes());
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
        // Quotes are part of media type parameters; only a line break could end the header.
        head.extend([
            "Content-Type: ",
            &media_type.replace(['\r', '\n'], " "),
            "\r\n",
        ]);
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
fn boundary(parts: &[(&str, Part)]) -> String {
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
                Part::from("{}".to_owned()).content_type("application/json"),
            ),
        ]);
        let expected = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nÜ\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"fi%22le\"; filename=\"a%22b%0D%0A.bin\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n\0\u{1}\r\n\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json\r\n\r\n{{}}\r\n\
             --{boundary}--\r\n"
        );
        assert_eq!(body.bytes().map(|it| &it[..]), Some(expected.as_bytes()));
    }
}
