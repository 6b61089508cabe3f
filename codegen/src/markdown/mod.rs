//! Docs of the generated crate, as Markdown that is inert: rustdoc runs no code of the spec, and shows no HTML of it and no
//! links to anything except web pages.
//!
//! Only this module creates [`Docs`] and [`Inline`]. A text of the spec enters them through [`Docs::markdown`],
//! [`Inline::text`] and [`code`], which make it inert. Everything else that they accept is a constant of the generator.

mod blocks;
mod escape;
mod template;
mod wrap;

pub use template::{Values, chained, render};

use escape::SPACE;
use std::fmt::Display;

/// Text on one line. Spaces at which a line must not break are marked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inline(String);

impl From<&'static str> for Inline {
    fn from(text: &'static str) -> Self {
        Self(text.to_owned())
    }
}

/// Displays the text with all spaces as spaces.
impl Display for Inline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&wrap::unmarked(&self.0))
    }
}

impl Inline {
    /// A Markdown text of the spec on one line: blocks, such as lists, become words.
    pub fn text(text: &str) -> Self {
        let words: Vec<_> = text.split_whitespace().collect();
        Self(escape::escape(&printable(&words.join(" "))))
    }

    /// The text without periods at its end.
    pub fn without_period(self) -> Self {
        let text = self.0.trim_end_matches('.');
        // `\.` is an escaped period.
        Self(match text.ends_with('\\') {
            true => format!("{text}."),
            false => text.to_owned(),
        })
    }

    /// Joins texts.
    pub fn join(parts: &[Self], separator: &'static str) -> Self {
        let parts: Vec<_> = parts.iter().map(|it| it.0.as_str()).collect();
        Self(parts.join(separator))
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text with an uppercase letter at its start.
    pub fn capitalized(&self) -> Self {
        let mut rest = self.0.chars();
        let first = rest.next().into_iter().flat_map(char::to_uppercase);
        Self(first.chain(rest).collect())
    }
}

/// A name or value as code.
pub fn code(value: impl Display) -> Inline {
    let text: String = printable(&value.to_string())
        .chars()
        .map(|c| if c.is_whitespace() { SPACE } else { c })
        .collect();
    if text.is_empty() {
        return Inline("an empty string".to_owned());
    }
    if !text.contains('`') {
        return Inline(format!("`{text}`"));
    }
    let ticks = "`".repeat(text.split(|c| c != '`').map(str::len).max().unwrap_or(0) + 1);
    Inline(format!("{ticks}{SPACE}{text}{SPACE}{ticks}"))
}

/// A sentence of the generator, with a value for each `{}`.
pub fn fill<const N: usize>(template: &'static str, values: [Inline; N]) -> Inline {
    let mut values = values.into_iter();
    let mut parts = template.split("{}");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(&values.next().unwrap_or_default().0);
        text.push_str(part);
    }
    Inline(text)
}

/// A link to an item of the crate by its path, shown as code.
pub fn link(path: &str) -> Inline {
    Inline(format!("[`{}`]", item_path(path)))
}

/// A link to an item of the crate, shown as code under another path.
pub fn link_to(shown: &str, path: &str) -> Inline {
    Inline(format!("[`{}`]({})", item_path(shown), item_path(path)))
}

/// A path of an item. Drops all characters that a path cannot contain, so that nothing but a path can be linked.
fn item_path(path: &str) -> String {
    let is_part = |c: &char| c.is_ascii_alphanumeric() || "_:#".contains(*c);
    path.chars().filter(is_part).collect()
}

/// Docs of an item, as lines of Markdown with marked spaces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Docs(Vec<String>);

impl From<&'static str> for Docs {
    fn from(text: &'static str) -> Self {
        Self::paragraph(text)
    }
}

impl Docs {
    /// A Markdown text of the spec, escaped and wrapped.
    pub fn markdown(text: &str) -> Self {
        Self(blocks::lines(text))
    }

    /// A paragraph, wrapped.
    pub fn paragraph(text: impl Into<Inline>) -> Self {
        Self(wrap::wrap(&text.into().0))
    }

    /// A block of code of the generator. rustdoc compiles and runs it, unless `attributes` say otherwise.
    pub fn example<T: AsRef<str>>(
        attributes: &'static str,
        code: impl IntoIterator<Item = T>,
    ) -> Self {
        let code: Vec<_> = code.into_iter().collect();
        let lines = code.iter().flat_map(|it| it.as_ref().split('\n'));
        Self(fenced(attributes, lines.map(str::to_owned).collect()))
    }

    /// An item of a list. Text that begins with a block, such as a table, starts on the line below `head`.
    pub fn item(head: Inline, text: Docs) -> Self {
        Self(blocks::item(&head.0, &text.0))
    }

    /// A table; empty if there are no rows.
    pub fn table(head: &[&'static str], rows: impl IntoIterator<Item = Vec<Inline>>) -> Self {
        let row = |cells: &[String]| format!("| {} |", cells.join(" | "));
        let rows: Vec<_> = rows
            .into_iter()
            .map(|cells| {
                let cells: Vec<_> = cells.iter().map(|it| blocks::cell(&it.0)).collect();
                row(&cells)
            })
            .collect();
        if rows.is_empty() {
            return Self::default();
        }
        let head: Vec<_> = head.iter().map(|it| (*it).to_owned()).collect();
        let rule = format!("|{}", "---|".repeat(head.len()));
        Self([row(&head), rule].into_iter().chain(rows).collect())
    }

    /// Whether there are no docs.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The lines, without line feeds.
    pub fn lines(&self) -> Vec<String> {
        self.0.iter().map(|line| wrap::unmarked(line)).collect()
    }

    /// Adds docs below a blank line.
    pub fn add(&mut self, docs: impl Into<Self>) {
        let docs = docs.into();
        if !self.is_empty() && !docs.is_empty() {
            self.0.push(String::new());
        }
        self.0.extend(docs.0);
    }

    /// Adds docs directly below, such as another item of a list.
    pub fn append(&mut self, docs: impl Into<Self>) {
        self.0.extend(docs.into().0);
    }

    /// Adds a section.
    pub fn section(&mut self, heading: &'static str, docs: impl Into<Self>) {
        self.add(Self(vec![format!("# {heading}")]));
        self.add(docs);
    }

    /// The docs as a part of the list item above them.
    pub fn indented(self) -> Self {
        Self(blocks::indented(&self.0).collect())
    }
}

/// A block of code. Its fence is longer than any in the code.
fn fenced(attributes: &str, code: Vec<String>) -> Vec<String> {
    let is_fence = |line: &String| line.trim_start().starts_with("```");
    let fence = if code.iter().any(is_fence) {
        let ticks = code.iter().flat_map(|it| it.split(|c| c != '`'));
        "`".repeat(ticks.map(str::len).max().unwrap_or(0) + 1)
    } else {
        "```".to_owned()
    };
    let start = format!("{fence}{attributes}");
    let code = code.iter().map(|line| printable(line));
    [start].into_iter().chain(code).chain([fence]).collect()
}

/// Drops control and direction characters, which can hide text from a reader. rustc rejects most of them.
fn printable(text: &str) -> String {
    text.chars().filter(|c| is_printable(*c)).collect()
}

fn is_printable(c: char) -> bool {
    c == '\t' || !crate::diag::is_control_or_bidi(c) && !matches!(c, '\u{200b}' | '\u{feff}')
}

/// Whether a text has a character that is visible in docs.
pub fn is_visible(text: &str) -> bool {
    text.chars().any(|c| is_printable(c) && !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_stays_on_one_line_and_in_its_span() {
        for (text, expected) in [
            ("read", "`read`"),
            ("a b", "`a\0b`"),
            ("a`b", "``\0a`b\0``"),
            ("a\n~~~\nfn main() {}", "`a~~~fn\0main()\0{}`"),
            ("a\u{202e}b\u{200b}", "`ab`"),
            ("", "an empty string"),
        ] {
            assert_eq!(code(text).0, expected);
        }
    }

    #[test]
    fn links_are_paths() {
        assert_eq!(link("a::B").0, "[`a::B`]");
        assert_eq!(link_to("B", "x](javascript:y)").0, "[`B`](xjavascript:y)");
    }

    #[test]
    fn examples_end_at_their_fence() {
        let docs = Docs::example("no_run", ["a", "```", "b\u{202e}"]);
        assert_eq!(docs.lines(), ["````no_run", "a", "```", "b", "````"]);
    }
}
