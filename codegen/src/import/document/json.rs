//! JSON (RFC 8259) as nodes with spans.
//!
//! The YAML parser reads most JSON too, but takes about five times as long, and its errors are about YAML.

use crate::source::FileId;
use crate::yaml::{Key, Node, Settings, Value};

/// A syntax error, or an exceeded limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Invalid {
    /// Offset in bytes.
    pub(super) at: usize,
    pub(super) message: String,
    pub(super) help: &'static str,
    /// Whether the file is valid so far, but exceeds a limit.
    pub(super) is_limit: bool,
}

/// Parses a file. A byte order mark at its start is skipped.
pub(super) fn parse(file: FileId, text: &str, settings: &Settings) -> Result<Node, Invalid> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut parser = Parser {
        file,
        text,
        at: start,
        depth: 0,
        nodes: 0,
        settings,
    };
    let node = parser.value()?;
    parser.skip_space();
    match parser.peek() {
        None => Ok(node),
        Some(_) => Err(parser.unexpected("the end of the file")),
    }
}

struct Parser<'t> {
    file: FileId,
    text: &'t str,
    /// Offset of the next byte. It is always on a character boundary when a slice of the text starts or ends there.
    at: usize,
    /// Number of open lists and maps.
    depth: usize,
    /// Number of values so far.
    nodes: usize,
    settings: &'t Settings,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// Skips white space, and the byte if it is next.
    fn skip(&mut self, byte: u8) -> bool {
        self.skip_space();
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn slice(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }

    fn value(&mut self) -> Result<Node, Invalid> {
        self.skip_space();
        self.nodes += 1;
        if self.nodes > self.settings.nodes {
            let message = format!("the file has more than {} values", self.settings.nodes);
            return Err(self.limit(message, self.settings.too_large));
        }
        let start = self.at;
        let value = match self.peek() {
            Some(b'{') => Value::Map(self.nested(Self::members)?),
            Some(b'[') => Value::List(self.nested(Self::items)?),
            Some(b'"') => Value::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            _ => self.word()?,
        };
        Ok(self.node(start, value))
    }

    fn node(&self, start: usize, value: Value) -> Node {
        Node {
            span: self.file.span(start..self.at),
            value,
        }
    }

    /// Reads the content of a list or map, after its opening bracket.
    fn nested<T>(&mut self, content: fn(&mut Self) -> Result<T, Invalid>) -> Result<T, Invalid> {
        if self.depth == self.settings.depth {
            let message = self.settings.depth_message();
            return Err(self.limit(message, self.settings.too_deep));
        }
        self.depth += 1;
        self.at += 1;
        let content = content(self)?;
        self.depth -= 1;
        Ok(content)
    }

    fn items(&mut self) -> Result<Vec<Node>, Invalid> {
        let mut items = Vec::new();
        if self.skip(b']') {
            return Ok(items);
        }
        loop {
            items.push(self.value()?);
            if self.skip(b']') {
                return Ok(items);
            }
            if !self.skip(b',') {
                return Err(self.unexpected("`,` or `]`"));
            }
        }
    }

    fn members(&mut self) -> Result<Vec<(Key, Node)>, Invalid> {
        let mut members = Vec::new();
        if self.skip(b'}') {
            return Ok(members);
        }
        loop {
            self.skip_space();
            if self.peek() != Some(b'"') {
                return Err(self.unexpected("a name in double quotes"));
            }
            let start = self.at;
            let text = self.string()?;
            let key = Key {
                text,
                span: self.file.span(start..self.at),
                without_colon: false,
            };
            if !self.skip(b':') {
                return Err(self.unexpected("`:` after the name"));
            }
            members.push((key, self.value()?));
            if self.skip(b'}') {
                return Ok(members);
            }
            if !self.skip(b',') {
                return Err(self.unexpected("`,` or `}`"));
            }
        }
    }

    fn word(&mut self) -> Result<Value, Invalid> {
        let rest = self.slice(self.at, self.text.len());
        let length = rest
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        let value = match rest.get(..length) {
            Some("null") => Value::Null,
            Some("true") => Value::Bool(true),
            Some("false") => Value::Bool(false),
            _ => return Err(self.unexpected("a value")),
        };
        self.at += length;
        Ok(value)
    }

    /// Reads a number, and keeps it as written.
    fn number(&mut self) -> Result<String, Invalid> {
        let start = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        match self.peek() {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            self.digits()?;
        }
        Ok(self.slice(start, self.at).to_owned())
    }

    fn digits(&mut self) -> Result<(), Invalid> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at == start {
            return Err(self.unexpected("a digit"));
        }
        Ok(())
    }

    /// Reads a string, including its quotes.
    fn string(&mut self) -> Result<String, Invalid> {
        let opening = self.at;
        self.at += 1;
        let mut string = String::new();
        loop {
            let start = self.at;
            while let Some(byte) = self.peek()
                && !matches!(byte, b'"' | b'\\' | 0..0x20)
            {
                self.at += 1;
            }
            string.push_str(self.slice(start, self.at));
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(string);
                }
                Some(b'\\') => string.push(self.escape()?),
                Some(_) => {
                    const MESSAGE: &str = "a string contains a line break or control character";
                    return Err(self.invalid(self.at, MESSAGE, "escape it, as in `\\n`"));
                }
                None => {
                    const HELP: &str = "add `\"` at the end of the string";
                    return Err(self.invalid(opening, "this quote is not closed", HELP));
                }
            }
        }
    }

    /// Reads an escape sequence, from its backslash on.
    fn escape(&mut self) -> Result<char, Invalid> {
        let start = self.at;
        self.at += 2;
        let c = match self.text.as_bytes().get(start + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(start),
            _ => {
                const HELP: &str = "write `\\\\` for a backslash";
                return Err(self.invalid(start, "invalid escape sequence in a string", HELP));
            }
        };
        Ok(c)
    }

    /// Reads the digits of `\u`, and those of a second `\u` that completes a surrogate pair.
    fn unicode(&mut self, start: usize) -> Result<char, Invalid> {
        let first = self.hex(start)?;
        let mut units = vec![first];
        if (0xd800..0xdc00).contains(&first) && self.slice(self.at, self.at + 2) == "\\u" {
            self.at += 2;
            units.push(self.hex(start)?);
        }
        let mut decoded = char::decode_utf16(units);
        match (decoded.next(), decoded.next()) {
            (Some(Ok(c)), None) => Ok(c),
            _ => {
                const MESSAGE: &str = "this escape sequence is half of a surrogate pair";
                const HELP: &str =
                    "write both halves, as in `\\ud83d\\ude00`, or the character itself";
                Err(self.invalid(start, MESSAGE, HELP))
            }
        }
    }

    fn hex(&mut self, start: usize) -> Result<u16, Invalid> {
        let digits = self.slice(self.at, self.at + 4);
        // `from_str_radix` also accepts a sign.
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        match u16::from_str_radix(digits, 16) {
            Ok(unit) if is_hex => {
                self.at += 4;
                Ok(unit)
            }
            _ => {
                const MESSAGE: &str = "`\\u` is not followed by four hexadecimal digits";
                Err(self.invalid(start, MESSAGE, "write `\\\\` for a backslash"))
            }
        }
    }

    fn invalid(&self, at: usize, message: impl Into<String>, help: &'static str) -> Invalid {
        Invalid {
            at,
            message: message.into(),
            help,
            is_limit: false,
        }
    }

    fn limit(&self, message: String, help: &'static str) -> Invalid {
        Invalid {
            is_limit: true,
            ..self.invalid(self.at, message, help)
        }
    }

    /// The error for a character that is not the expected one.
    fn unexpected(&self, expected: &str) -> Invalid {
        let next = self.slice(self.at, self.text.len()).chars().next();
        let found = match next {
            Some(c) if c.is_control() => "a control character".to_owned(),
            Some(c) => format!("`{c}`"),
            None => "the end of the file".to_owned(),
        };
        let before = self.slice(0, self.at).trim_end();
        let help = match next {
            Some('}' | ']') if before.ends_with(',') => "remove the comma before it",
            Some('/' | '#') => "remove the comment, which JSON does not have",
            Some('\'' | '“' | '”') => "put strings in double quotes: `\"`",
            None => "close all lists and maps; the file may be truncated",
            _ => "correct the file with the tool that created it, or with a JSON validator",
        };
        self.invalid(self.at, format!("expected {expected}, found {found}"), help)
    }
}

#[cfg(test)]
mod tests;
