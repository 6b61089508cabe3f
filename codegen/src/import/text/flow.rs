//! Values on one line: `{type: [string], required: true}`.

use super::{Scalar, Yaml, scalar, type_text};

/// Maximum nesting of lists and maps on one line.
const MAX_DEPTH: usize = 3;

/// Maps that are written with an entry on each line, however short they are, by their key.
pub(super) const SECTIONS: &[&str] = &[
    "cookies",
    "fields",
    "headers",
    "namespaces",
    "operations",
    "override",
    "parameters",
    "path_parameters",
    "query",
    "response_headers",
    "schemes",
    "types",
];

/// Text of a value on one line; `None` if it is longer than `width`, too deep, or has text of several lines.
pub(super) fn inline(value: &Yaml, width: usize) -> Option<String> {
    let mut line = Line {
        text: String::new(),
        rest: width,
    };
    line.value(value, None, 0)?;
    Some(line.text)
}

/// Text of a type or scalar on one line.
pub(super) fn leaf(value: &Yaml, in_flow: bool) -> Option<String> {
    match value {
        Yaml::Scalar(value) => Some(scalar::inline(value, in_flow)),
        Yaml::Type(text) => Some(match type_text::unquoted(text) {
            Some(text) => text.to_owned(),
            None => scalar::string(text, in_flow),
        }),
        Yaml::List(_) | Yaml::Map(_) => None,
    }
}

/// A line that stops when it is too long.
struct Line {
    text: String,
    /// Number of characters that still fit.
    rest: usize,
}

impl Line {
    fn push(&mut self, text: &str) -> Option<()> {
        self.rest = self.rest.checked_sub(text.chars().count())?;
        self.text.push_str(text);
        Some(())
    }

    fn value(&mut self, value: &Yaml, key: Option<&str>, depth: usize) -> Option<()> {
        match value {
            Yaml::Scalar(Scalar::String(text)) if text.contains('\n') => None,
            Yaml::Scalar(_) | Yaml::Type(_) => self.push(&leaf(value, true)?),
            Yaml::List(items) => {
                self.push("[")?;
                for (index, item) in items.iter().enumerate() {
                    self.separate(index, depth)?;
                    self.value(item, None, depth + 1)?;
                }
                self.push("]")
            }
            Yaml::Map(entries) => {
                let is_section = key.is_some_and(|key| SECTIONS.contains(&key));
                if is_section && !entries.is_empty() {
                    return None;
                }
                self.push("{")?;
                for (index, (key, value)) in entries.iter().enumerate() {
                    self.separate(index, depth)?;
                    self.push(&scalar::key(key, true))?;
                    self.push(": ")?;
                    self.value(value, Some(key), depth + 1)?;
                }
                self.push("}")
            }
        }
    }

    /// Separates an item from the one before it.
    fn separate(&mut self, index: usize, depth: usize) -> Option<()> {
        if depth == MAX_DEPTH {
            return None;
        }
        self.push(if index == 0 { "" } else { ", " })
    }
}
