//! Values of `$ref`: a file and a JSON pointer in it.

use super::path;
use std::fmt;

/// Target of a reference, which need not exist.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Reference {
    /// Path of the file, relative to the folder of the root file; empty for the root file.
    pub(crate) file: String,
    /// Tokens of the JSON pointer, such as `["components", "schemas", "Pet"]`.
    pub(crate) pointer: Vec<String>,
}

/// Reason why a reference cannot be resolved. The string is its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RefError {
    /// It points to another host.
    Remote(String),
    /// It points to a file by an absolute path or a URL.
    Absolute(String),
    /// It is no JSON pointer, such as the name of an anchor.
    Malformed(String),
    /// It points to a file that does not exist.
    MissingFile(String),
    /// It points to nothing in its file.
    Dangling(String),
    /// It refers to itself, directly or through other references, or through too many of them.
    Cycle(String),
}

impl fmt::Display for RefError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Remote(text) => write!(f, "`{text}` is on another host, which is not contacted"),
            Self::Absolute(text) => write!(f, "`{text}` is not a relative path"),
            Self::Malformed(text) => write!(f, "`{text}` is not a file or JSON pointer"),
            Self::MissingFile(text) => write!(f, "the file of `{text}` is missing"),
            Self::Dangling(text) => write!(f, "`{text}` does not exist"),
            Self::Cycle(text) => write!(
                f,
                "`{text}` leads from one reference to the next without an end"
            ),
        }
    }
}

impl std::error::Error for RefError {}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        f.write_str("#")?;
        self.pointer
            .iter()
            .try_for_each(|token| write!(f, "/{}", escape(token)))
    }
}

/// A token of a JSON pointer as it is written.
pub(super) fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

impl Reference {
    /// The last token of the pointer, which is the name of a component.
    pub(crate) fn name(&self) -> Option<&str> {
        self.pointer.last().map(String::as_str)
    }

    /// Parses the value of a `$ref` in the file `referrer`. The path of the root file is `root`.
    pub(super) fn parse(text: &str, referrer: &str, root: &str) -> Result<Self, RefError> {
        let malformed = || RefError::Malformed(text.to_owned());
        let (file, fragment) = text.split_once('#').unwrap_or((text, ""));
        let file = match file {
            "" if text.is_empty() => return Err(malformed()),
            "" => referrer.to_owned(),
            _ if file.starts_with("//") || is_remote(file) => {
                return Err(RefError::Remote(text.to_owned()));
            }
            _ => {
                let absolute = || RefError::Absolute(text.to_owned());
                let path = percent_decode(file).ok_or_else(malformed)?;
                let path = path::join(referrer, &path).filter(|_| !has_scheme(file));
                path.ok_or_else(absolute)?
            }
        };
        let pointer = percent_decode(fragment).ok_or_else(malformed)?;
        let pointer = match pointer.strip_prefix('/') {
            Some(tokens) => tokens.split('/').map(unescape).collect::<Option<_>>(),
            None if pointer.is_empty() => Some(Vec::new()),
            None => None,
        };
        Ok(Self {
            file: if file == root { String::new() } else { file },
            pointer: pointer.ok_or_else(malformed)?,
        })
    }
}

/// Whether a reference has a scheme such as `https:` or `file:`, or a drive letter.
fn has_scheme(file: &str) -> bool {
    let scheme = file.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|it| it.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn is_remote(file: &str) -> bool {
    let scheme = file.split_once(':').map(|(scheme, _)| scheme);
    has_scheme(file) && scheme.is_some_and(|it| it.len() > 1 && !it.eq_ignore_ascii_case("file"))
}

/// Decodes `%xx`; `None` if the result is not UTF-8 or a `%` is not followed by two hexadecimal digits.
fn percent_decode(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let digits = part.get(..2)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        bytes.extend(part.get(2..)?.bytes());
    }
    String::from_utf8(bytes).ok()
}

/// Decodes `~0` and `~1` in a token of a JSON pointer; `None` if a `~` is followed by something else.
fn unescape(token: &str) -> Option<String> {
    let mut parts = token.split('~');
    let mut decoded = parts.next()?.to_owned();
    for part in parts {
        let (digit, rest) = part.split_at_checked(1)?;
        decoded.push(match digit {
            "0" => '~',
            "1" => '/',
            _ => return None,
        });
        decoded.push_str(rest);
    }
    Some(decoded)
}
