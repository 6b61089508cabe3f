//! Blocks of the docs of a spec: paragraphs, lists, tables and code.

use super::escape;
use super::printable;
use super::wrap::{starts_numbered, unmarked, wrap};

/// Languages of code blocks that rustdoc compiles or runs.
const RUNNABLE: &[&str] = &[
    "rust",
    "should_panic",
    "no_run",
    "compile_fail",
    "test_harness",
    "allow_fail",
    "custom",
];

/// The lines of a Markdown text of the spec, escaped and wrapped.
pub(super) fn lines(text: &str) -> Vec<String> {
    let mut writer = Writer::default();
    for line in text.lines() {
        writer.line(&printable(line));
    }
    writer.finish()
}

/// An item of a list, whose text may be several lines of Markdown. Text that begins with a block, such as a table, starts
/// on the line below `head`.
pub(super) fn item(head: &str, text: &[String]) -> Vec<String> {
    match text {
        [] => wrap(&format!("- {head}")),
        [first, rest @ ..] if !is_structural(first) && !is_fence(first) => {
            // The first paragraph is wrapped again, since the head makes its first line longer.
            let end = rest.iter().take_while(|line| continues(line)).count();
            let (paragraph, rest) = rest.split_at(end);
            let words: Vec<_> = [first]
                .into_iter()
                .chain(paragraph)
                .map(String::as_str)
                .collect();
            let mut lines = wrap(&format!("- {head}: {}", words.join(" ")));
            lines.extend(indented(rest));
            lines
        }
        text => [format!("- {head}:")]
            .into_iter()
            .chain(indented(text))
            .collect(),
    }
}

/// Lines as a part of the list item above them.
pub(super) fn indented(lines: &[String]) -> impl Iterator<Item = String> {
    lines.iter().map(|line| match line.as_str() {
        "" => String::new(),
        line => format!("  {line}"),
    })
}

/// Escaped text as a cell of a table.
pub(super) fn cell(text: &str) -> String {
    unmarked(text).replace('|', "\\|")
}

/// Whether a line continues the paragraph before it.
fn continues(line: &str) -> bool {
    !line.is_empty() && !is_structural(line) && !is_fence(line)
}

fn is_fence(line: &str) -> bool {
    line.starts_with("```") || line.starts_with("~~~")
}

#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    /// The paragraph so far.
    paragraph: String,
    /// The fence of the code block that the lines are in.
    fence: Option<String>,
}

impl Writer {
    fn line(&mut self, line: &str) {
        let trimmed = line.trim();
        if let Some(fence) = &self.fence {
            let ends =
                trimmed.starts_with(fence.as_str()) && trimmed.trim_matches(['`', '~']).is_empty();
            self.lines.push(if ends {
                fence.clone()
            } else {
                line.trim_end().to_owned()
            });
            if ends {
                self.fence = None;
            }
        } else if is_fence(trimmed) {
            self.flush();
            let language = trimmed.trim_start_matches(|c| trimmed.starts_with(c));
            let fence = trimmed[..trimmed.len() - language.len()].to_owned();
            self.lines
                .push(format!("{fence}{}", inert_language(language)));
            self.fence = Some(fence);
        } else if trimmed.is_empty() {
            self.flush();
            self.lines.push(String::new());
        } else {
            // Structure starts a line of its own; anything else continues the paragraph, so that an indented line can
            // never become a code block.
            let is_table_rule = is_table_rule(trimmed);
            if is_structural(trimmed) || is_table_rule {
                self.flush();
                self.separate(trimmed);
            } else {
                self.continue_paragraph();
            }
            match is_table_rule {
                // Only tables whose rows begin with `|` are kept.
                true => self.paragraph.push_str(&escaped_rule(trimmed)),
                false => self.paragraph.push_str(trimmed),
            }
        }
    }

    /// Prepares for a line that continues the paragraph, if there is one.
    fn continue_paragraph(&mut self) {
        if self.paragraph.starts_with(['|', '#']) {
            self.flush();
        }
        if !self.paragraph.is_empty() {
            self.paragraph.push(' ');
        } else if self.lines.last().is_some_and(|last| is_row(last)) {
            // A line directly below a table would be its last row.
            self.lines.push(String::new());
        }
    }

    /// A ruler directly below a paragraph would turn it into a heading, and a row of a table into its head.
    fn separate(&mut self, line: &str) {
        let Some(last) = self.lines.last().filter(|last| !last.is_empty()) else {
            return;
        };
        if line.trim_matches('-').is_empty() || is_row(line) != is_row(last) {
            self.lines.push(String::new());
        }
    }

    fn flush(&mut self) {
        if !self.paragraph.is_empty() {
            let escaped = match is_row(&self.paragraph) {
                true => escape::escape_row(&self.paragraph),
                false => escape::escape(&self.paragraph),
            };
            self.lines.extend(wrap(&escaped));
            self.paragraph.clear();
        }
    }

    fn finish(mut self) -> Vec<String> {
        self.flush();
        self.lines.extend(self.fence.take());
        while self.lines.last().is_some_and(String::is_empty) {
            self.lines.pop();
        }
        self.lines
    }
}

/// Whether a line is a row of a table.
fn is_row(line: &str) -> bool {
    line.starts_with('|')
}

/// Whether a line would turn the line above into the head of a table, although its rows do not begin with `|`: in a quote,
/// or as `--- | ---`.
fn is_table_rule(line: &str) -> bool {
    let inner = line.trim_start_matches(['>', ' ', '\t']);
    inner.contains(['|', ':']) && inner.chars().all(|c| "-:| \t>".contains(c)) && !is_row(line)
}

fn escaped_rule(line: &str) -> String {
    let inner = line.trim_start_matches(['>', ' ', '\t']);
    format!("{}\\{inner}", &line[..line.len() - inner.len()])
}

/// The language of a code block; `text` if rustdoc would run the block as a test, as it does without a language.
fn inert_language(language: &str) -> &str {
    let language = language.trim();
    let plain = language
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "+-_#".contains(c));
    let runnable = RUNNABLE.contains(&language)
        || ["ignore", "edition", "standalone", "E0"]
            .iter()
            .any(|it| language.starts_with(it));
    if language.is_empty() || !plain || runnable {
        "text"
    } else {
        language
    }
}

fn is_structural(line: &str) -> bool {
    line.starts_with(['-', '*', '#', '|', '>']) || line.starts_with("+ ") || starts_numbered(line)
}

#[cfg(test)]
mod tests {
    use super::super::escape::SPACE;
    use super::*;

    #[test]
    fn tables_are_kept_only_with_leading_pipes() {
        for (text, expected) in [
            (
                "| a |\n|---|\n| b |\nc",
                vec!["| a |", "|---|", "| b |", "", "c"],
            ),
            ("a | b\n--- | ---", vec!["a | b", "\\--- | ---"]),
            ("a\n|---|", vec!["a", "", "|---|"]),
            ("> a\n> |---|", vec!["> a", "> \\|---|"]),
            ("a\n:-:", vec!["a", "\\:-:"]),
            ("- a\n---", vec!["- a", "", "---"]),
            ("# a\nb", vec!["# a", "b"]),
        ] {
            assert_eq!(lines(text), expected, "{text:?}");
        }
    }

    #[test]
    fn fences_in_quotes_and_lists_are_text() {
        for text in ["> ~~~\n> x", "- ~~~\n  x", "1. ```\n   x"] {
            let lines = lines(text).join("\n");
            assert!(!lines.contains("~~~") && !lines.contains("```"), "{lines}");
        }
    }

    #[test]
    fn code_that_is_wrapped_again_stays_in_its_span() {
        let code = "x ".repeat(45);
        let text = wrap(&super::super::code(format!("{code}<!-- y -->")).0);
        let lines = item("name", &text);
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[1].starts_with("  `x"), "{lines:?}");
    }

    #[test]
    fn cells_keep_their_marks() {
        assert_eq!(cell(&format!("a|b{SPACE}c")), "a\\|b c");
    }
}
