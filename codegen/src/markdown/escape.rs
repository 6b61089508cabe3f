//! Escapes the inline parts of the spec's docs: broken links, tags, fences and bare URLs. Takes linear time.

use std::collections::BTreeMap;

/// Marks a space at which a line must not break. It cannot occur in docs, since control characters are removed first.
pub(super) const SPACE: char = '\0';

/// Escapes what Markdown or rustdoc would read as a link, a tag or a fence, and links bare URLs.
pub(super) fn escape(text: &str) -> String {
    Escape::new(text, false).run()
}

/// Escapes a row of a table. The pipes in code are escaped, because they would end the cell and so the code.
pub(super) fn escape_row(text: &str) -> String {
    Escape::new(text, true).run()
}

struct Escape<'a> {
    text: &'a str,
    is_row: bool,
    /// Starts of the runs of backticks by their length, in descending order.
    ticks: BTreeMap<usize, Vec<usize>>,
}

impl<'a> Escape<'a> {
    fn new(text: &'a str, is_row: bool) -> Self {
        let mut ticks = BTreeMap::<usize, Vec<usize>>::new();
        let mut end = text.len();
        while let Some(last) = text[..end].rfind('`') {
            let start = text[..last].trim_end_matches('`').len();
            ticks.entry(last + 1 - start).or_default().push(start);
            end = start;
        }
        Self {
            text,
            is_row,
            ticks,
        }
    }

    fn run(mut self) -> String {
        let mut escaped = String::new();
        let mut at = 0;
        while let Some(c) = self.text[at..].chars().next() {
            let rest = &self.text[at..];
            let (taken, written) = match c {
                '`' => self.code(at),
                '<' => bracketed_url(rest).unwrap_or((1, "\\<".to_owned())),
                '[' => link(rest).unwrap_or((1, "\\[".to_owned())),
                ']' => (1, "\\]".to_owned()),
                '~' => tildes(rest),
                'h' if !escaped.ends_with(|before: char| before.is_alphanumeric()) => {
                    url(rest).unwrap_or((1, "h".to_owned()))
                }
                // Escaping the backslash of an escape in the source would undo it.
                '\\' if rest[1..].starts_with(|next: char| next.is_ascii_punctuation()) => {
                    (2, rest[..2].to_owned())
                }
                // Whatever follows the text is not escaped.
                '\\' if rest.len() == 1 => (1, "\\\\".to_owned()),
                _ => (c.len_utf8(), c.to_string()),
            };
            escaped.push_str(&written);
            at += taken;
        }
        escaped
    }

    /// A code span unchanged, or escaped ticks if they open none.
    fn code(&mut self, at: usize) -> (usize, String) {
        let rest = &self.text[at..];
        let ticks = rest.len() - rest.trim_start_matches('`').len();
        let otherwise = (ticks, "\\`".repeat(ticks));
        // An escaped tick may have shortened the run.
        let starts = self.ticks.entry(ticks).or_default();
        while starts.last().is_some_and(|start| *start < at + ticks) {
            starts.pop();
        }
        let Some(end) = starts.last() else {
            return otherwise;
        };
        let code = &self.text[at..end + ticks];
        let written = code.replace(' ', &SPACE.to_string());
        if !self.is_row || !code.contains('|') {
            return (code.len(), written);
        }
        let written = written.replace("\\|", "|").replace('|', "\\|");
        if written.contains("\\\\|") {
            return otherwise;
        }
        (code.len(), written)
    }
}

/// Escapes a run of tildes that could be a fence.
fn tildes(text: &str) -> (usize, String) {
    let length = text.len() - text.trim_start_matches('~').len();
    match length {
        0..=2 => (length, text[..length].to_owned()),
        _ => (length, "\\~".repeat(length)),
    }
}

fn is_url(text: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| {
        text.strip_prefix(scheme)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
    })
}

/// The part of a text before the first of these characters, and the rest.
fn until(text: &str, is_end: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(is_end).unwrap_or(text.len()))
}

/// `<https://…>`.
fn bracketed_url(text: &str) -> Option<(usize, String)> {
    let inner = &text[1..];
    if !is_url(inner) {
        return None;
    }
    let (url, rest) = until(inner, |c| c.is_whitespace() || "<>".contains(c));
    rest.starts_with('>')
        .then(|| (url.len() + 2, format!("<{url}>")))
}

/// A URL without the punctuation of the sentence around it.
fn url(text: &str) -> Option<(usize, String)> {
    if !is_url(text) {
        return None;
    }
    let (url, _) = until(text, |c| c.is_whitespace() || "<>()\"'`\\".contains(c));
    let mut url = url.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    // A closing bracket belongs to the URL only if the URL has an opening one.
    if !url.contains('[') {
        url = url.trim_end_matches([']', '.', ',', ';', ':']);
    }
    Some((url.len(), format!("<{url}>")))
}

/// `[text](https://…)` or `[text](https://… "title")`. Rustdoc would resolve a target without a scheme as an item of the
/// crate. Every part ends at the first character that it cannot contain, so that many brackets take linear time.
fn link(text: &str) -> Option<(usize, String)> {
    let (label, rest) = until(&text[1..], |c| "[]<\\".contains(c));
    let target = rest.strip_prefix("](")?;
    if label.is_empty() || label.matches('`').count() % 2 != 0 || !is_url(target) {
        return None;
    }
    let (_, rest) = until(target, |c| c.is_whitespace() || "()<>\\`\"".contains(c));
    let rest = match rest.strip_prefix(" \"") {
        Some(title) => until(title, |c| "\"<\\`".contains(c)).1.strip_prefix('"')?,
        None => rest,
    };
    let target = &target[..target.len() - rest.strip_prefix(')')?.len() - 1];
    let written = format!("[{label}]({target})");
    // Wrapping could put a fence at the start of a line.
    let has_fence = written.contains("```") || written.contains("~~~");
    (!has_fence).then_some((written.len(), written))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_links_and_code_are_kept() {
        for (text, expected) in [
            (
                "[a](https://b.example.com \"c d\")",
                "[a](https://b.example.com \"c d\")",
            ),
            (
                "[a](https://b.example.com/(c))",
                "\\[a\\](<https://b.example.com/>(c))",
            ),
            ("[a](javascript:b)", "\\[a\\](javascript:b)"),
            ("[a][b]", "\\[a\\]\\[b\\]"),
            ("<b> `<b>` ``", "\\<b> `<b>` \\`\\`"),
            ("<https://b.example.com>", "<https://b.example.com>"),
            ("a ~~b~~ ~~~", "a ~~b~~ \\~\\~\\~"),
            ("\\` `a` \\", "\\` `a` \\\\"),
            ("`a ``", "\\`a \\`\\`"),
        ] {
            assert_eq!(escape(text), expected, "{text:?}");
        }
    }

    #[test]
    fn pipes_in_code_do_not_end_a_cell() {
        for (text, expected) in [
            ("| `a|b` |", "| `a\\|b` |"),
            ("| `a\\|b` |", "| `a\\|b` |"),
            ("| `a\\\\|<b>` |", "| \\`a\\\\|\\<b>\\` |"),
        ] {
            assert_eq!(escape_row(text), expected, "{text:?}");
        }
    }
}
