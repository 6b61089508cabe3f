//! Values on several lines, and the choice between one line and several.

use super::{Scalar, Yaml, flow, scalar};

/// Maximum number of characters in a line with a list or map.
const WIDTH: usize = 120;
/// Maximum length of a key on one line. Parsers look for its `:` in the next 1,024 characters.
const MAX_KEY: usize = 1_000;
/// Parts of a file that are separated from the others by a blank line.
const PARTS: &[&str] = &[
    "namespaces",
    "operations",
    "pagination",
    "parameters",
    "response_headers",
    "security",
    "types",
];

/// Text of a file.
pub(super) fn file(value: &Yaml) -> String {
    let mut writer = Writer::default();
    match value {
        Yaml::Map(entries) if !entries.is_empty() => writer.file(entries),
        _ => {
            writer.value(value, 0, None);
        }
    }
    writer.text
}

#[derive(Default)]
struct Writer {
    text: String,
    /// Whether the indentation of the next line is written already, as after the `-` of an item.
    is_indented: bool,
}

impl Writer {
    /// Writes the entries of a whole file.
    fn file(&mut self, entries: &[(String, Yaml)]) {
        let mut after_part = false;
        for (index, (key, value)) in entries.iter().enumerate() {
            let is_part =
                PARTS.contains(&key.as_str()) && matches!(value, Yaml::Map(it) if !it.is_empty());
            if index > 0 && (is_part || after_part) {
                self.text.push('\n');
            }
            self.entry(key, value, 0, None);
            after_part = is_part;
        }
    }

    /// Writes a value at the current position, which is after `key:` or `-` or at the start of a line. Returns whether it
    /// has several lines.
    fn value(&mut self, value: &Yaml, indent: usize, key: Option<&str>) -> bool {
        match value {
            Yaml::Scalar(_) | Yaml::Type(_) => self.scalar(value, indent),
            Yaml::List(items) if items.is_empty() => self.line("[]"),
            Yaml::Map(entries) if entries.is_empty() => self.line("{}"),
            Yaml::List(items) => {
                for item in items {
                    self.item(item, indent);
                }
                true
            }
            Yaml::Map(entries) => {
                self.entries(entries, indent, key);
                true
            }
        }
    }

    fn entries(&mut self, entries: &[(String, Yaml)], indent: usize, key: Option<&str>) {
        let is_spaced = key == Some("types");
        let mut was_long = false;
        for (index, (name, value)) in entries.iter().enumerate() {
            let start = self.text.len();
            let is_long = self.entry(name, value, indent, key);
            if is_spaced && index > 0 && (is_long || was_long) {
                self.text.insert(start, '\n');
            }
            was_long = is_long;
        }
    }

    /// Writes an entry of the map that is the value of `parent`. Returns whether it has several lines.
    fn entry(&mut self, key: &str, value: &Yaml, indent: usize, parent: Option<&str>) -> bool {
        self.indent(indent);
        let name = scalar::key(key, false);
        if name.len() > MAX_KEY {
            self.text.push_str("? ");
            self.line(&name);
            self.indent(indent);
            self.text.push(':');
        } else {
            self.text.push_str(&name);
            self.text.push(':');
        }
        // Operations are read from top to bottom, even short ones.
        let is_inline = parent != Some("operations") || !matches!(value, Yaml::Map(_));
        let column = indent + name.chars().count() + 2;
        if is_inline && self.inline(value, column, Some(key)) {
            return false;
        }
        if let Yaml::List(items) = value
            && self.wrapped(items, indent + 2)
        {
            return true;
        }
        self.nested(value, indent, Some(key))
    }

    fn item(&mut self, value: &Yaml, indent: usize) {
        self.indent(indent);
        self.text.push('-');
        if !self.inline(value, indent + 2, None) {
            self.text.push(' ');
            self.is_indented = has_content(value);
            self.value(value, indent + 2, None);
        }
    }

    /// Writes a value on the current line, if it is a list or map that fits.
    fn inline(&mut self, value: &Yaml, column: usize, key: Option<&str>) -> bool {
        let is_section = key.is_some_and(|key| flow::SECTIONS.contains(&key));
        let text = match value {
            Yaml::List(items) if !items.is_empty() => {
                flow::inline(value, WIDTH.saturating_sub(column))
            }
            Yaml::Map(entries) if !entries.is_empty() && !is_section => {
                flow::inline(value, WIDTH.saturating_sub(column))
            }
            _ => None,
        };
        if let Some(text) = &text {
            self.text.push(' ');
            self.line(text);
        }
        text.is_some()
    }

    /// Writes the value of a key or item that is not a list or map on one line.
    fn nested(&mut self, value: &Yaml, indent: usize, key: Option<&str>) -> bool {
        self.text.push(if has_content(value) { '\n' } else { ' ' });
        self.value(value, indent + 2, key)
    }

    /// Writes short strings and numbers as a list of several lines.
    fn wrapped(&mut self, items: &[Yaml], indent: usize) -> bool {
        let texts: Option<Vec<_>> = items.iter().map(short).collect();
        let Some(texts) = texts.filter(|texts| !texts.is_empty()) else {
            return false;
        };
        self.text.push('\n');
        self.indent(indent);
        self.text.push('[');
        let mut column = indent + 1;
        for (index, text) in texts.iter().enumerate() {
            let end = if index + 1 == texts.len() { "]" } else { "," };
            let length = text.chars().count() + end.len();
            if index > 0 && column + 1 + length > WIDTH {
                self.text.push('\n');
                self.indent(indent + 1);
                column = indent + 1;
            } else if index > 0 {
                self.text.push(' ');
                column += 1;
            }
            self.text.push_str(text);
            self.text.push_str(end);
            column += length;
        }
        self.text.push('\n');
        true
    }

    fn scalar(&mut self, value: &Yaml, indent: usize) -> bool {
        if let Yaml::Scalar(Scalar::String(text)) = value
            // A block scalar at the start of a file is not indented.
            && indent > 0
            && let Some(header) = scalar::block_header(text)
        {
            self.line(header);
            for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
                if !line.is_empty() {
                    self.indent(indent);
                }
                self.line(line);
            }
            return true;
        }
        self.line(&flow::leaf(value, false).unwrap_or_default())
    }

    /// Writes the rest of a line, which is not the start of several lines.
    fn line(&mut self, text: &str) -> bool {
        self.text.push_str(text);
        self.text.push('\n');
        false
    }

    fn indent(&mut self, indent: usize) {
        if !std::mem::take(&mut self.is_indented) {
            self.text.extend(std::iter::repeat_n(' ', indent));
        }
    }
}

/// Whether a value is a list or map with items.
fn has_content(value: &Yaml) -> bool {
    match value {
        Yaml::List(items) => !items.is_empty(),
        Yaml::Map(entries) => !entries.is_empty(),
        Yaml::Scalar(_) | Yaml::Type(_) => false,
    }
}

/// Text of a scalar that is short enough for a list of several in a line.
fn short(value: &Yaml) -> Option<String> {
    const MAX: usize = 40;
    let text = flow::leaf(value, true)?;
    (text.chars().count() <= MAX).then_some(text)
}
