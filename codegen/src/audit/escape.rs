//! Escapes strings of a spec for other formats. The author of a spec chooses them freely, so they must not become markup,
//! commands or control characters.
//!
//! Each type here wraps a string and writes it for one format. A string that is written without one is our own.

use crate::diag::is_control_or_bidi;
use std::borrow::Cow;
use std::fmt::{self, Display, Formatter, Write};

/// Replaces control and bidirectional characters.
const REPLACEMENT: char = '\u{fffd}';

/// A line of a terminal.
pub(crate) struct Plain<'a>(pub(crate) &'a str);

/// HTML text, or the value of a quoted attribute.
pub(crate) struct Html<'a>(pub(crate) &'a str);

/// Text in GitHub Flavored Markdown, without markup, links and mentions.
pub(crate) struct Markdown<'a>(pub(crate) &'a str);

/// A code span in GitHub Flavored Markdown. In a table, [`cell`] is needed too.
pub(crate) struct CodeSpan<'a>(pub(crate) &'a str);

/// Message of a GitHub workflow command.
pub(crate) struct Message<'a>(pub(crate) &'a str);

/// Value of a property of a GitHub workflow command.
pub(crate) struct Property<'a>(pub(crate) &'a str);

/// The string, truncated to a number of characters.
pub(crate) fn truncated(text: &str, longest: usize) -> Cow<'_, str> {
    match text.char_indices().nth(longest) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

/// Markdown as a table cell. GitHub splits rows at bars before it parses code spans, and a backslash before a bar may itself
/// be escaped, so bars are replaced by a character that looks alike.
pub(crate) fn cell(markdown: &str) -> String {
    markdown.replace('|', "\u{2502}")
}

/// A fence of backticks that is longer than any in the text.
pub(crate) fn fence(text: &str, shortest: usize) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(shortest.max(longest + 1))
}

/// A character of a single line.
fn on_one_line(c: char) -> char {
    match c {
        '\n' | '\r' | '\t' => ' ',
        c if is_control_or_bidi(c) => REPLACEMENT,
        c => c,
    }
}

/// A character of a text with lines.
fn on_lines(c: char) -> char {
    if c == '\n' { c } else { on_one_line(c) }
}

impl Display for Plain<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut before = "";
        for (at, c) in self.0.char_indices() {
            // Logs of workflows run commands: `##[error]` anywhere, and `::error::` at the start of a line.
            let is_command = c == '[' && before.ends_with("##") || c == ':' && before.trim() == ":";
            if is_command {
                f.write_char(' ')?;
            }
            f.write_char(on_one_line(c))?;
            before = self.0.get(..at + c.len_utf8()).unwrap_or_default();
        }
        Ok(())
    }
}

impl Display for Html<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match on_lines(c) {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&#39;"),
            c => f.write_char(c),
        })
    }
}

impl Display for Markdown<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let text = self.0.trim_start();
        let numbers = text.bytes().take_while(u8::is_ascii_digit).count();
        let mut before = "";
        let mut commit = 0;
        for (at, c) in text.char_indices() {
            let after = text.get(at + c.len_utf8()..).unwrap_or_default();
            if !before.ends_with(|c: char| c.is_ascii_alphanumeric()) {
                commit = commit_length(text.get(at..).unwrap_or_default());
            }
            // Prevents links to commits: each part is too short for one.
            if commit > 0 {
                commit -= 1;
                if commit > 0 && commit % SHORT_COMMIT == 0 {
                    write!(f, "{c}<!-- -->")?;
                    before = text.get(..at + c.len_utf8()).unwrap_or_default();
                    continue;
                }
            }
            match on_one_line(c) {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                // The comment prevents mentions and issue links.
                c @ ('@' | '#') => write!(f, "\\{c}<!-- -->")?,
                '|' => f.write_str("&#124;")?,
                c @ ('\\' | '`' | '*' | '_' | '[' | ']' | '~' | '$') => write!(f, "\\{c}")?,
                // Prevents automatic links.
                ':' if after.starts_with("//") => f.write_str("\\:")?,
                '.' if before.ends_with("www") => f.write_str("\\.")?,
                // Prevents links to issues such as `GH-12`.
                '-' if is_issue_prefix(before)
                    && after.starts_with(|c: char| c.is_ascii_digit()) =>
                {
                    f.write_str("-<!-- -->")?;
                }
                // Prevents lists and headings.
                c @ ('-' | '+' | '=') if at == 0 => write!(f, "\\{c}")?,
                c @ ('.' | ')') if at == numbers && numbers > 0 && starts_item(after) => {
                    write!(f, "\\{c}")?;
                }
                c => f.write_char(c)?,
            }
            before = text.get(..at + c.len_utf8()).unwrap_or_default();
        }
        Ok(())
    }
}

/// Number of digits that GitHub does not take for a commit.
const SHORT_COMMIT: usize = 6;

/// Length of the word at the start of a text if GitHub could take it for a commit, otherwise 0.
fn commit_length(text: &str) -> usize {
    let word = text.bytes().take_while(u8::is_ascii_alphanumeric);
    let length = word.clone().count();
    let is_commit = length > SHORT_COMMIT && word.into_iter().all(|byte| byte.is_ascii_hexdigit());
    if is_commit { length } else { 0 }
}

/// Whether a text ends with the word `GH`, in any case.
fn is_issue_prefix(text: &str) -> bool {
    let word = text.rsplit(|c: char| !c.is_ascii_alphanumeric()).next();
    word.is_some_and(|word| word.eq_ignore_ascii_case("gh"))
}

/// Whether the text after a marker makes it a list item.
fn starts_item(after: &str) -> bool {
    after.is_empty() || after.starts_with(char::is_whitespace)
}

impl Display for CodeSpan<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.0.trim().is_empty() {
            return f.write_str("`\"\"`");
        }
        let fence = fence(self.0, 1);
        let pad = if fence.len() > 1 { " " } else { "" };
        write!(f, "{fence}{pad}")?;
        self.0
            .chars()
            .try_for_each(|c| f.write_char(on_one_line(c)))?;
        write!(f, "{pad}{fence}")
    }
}

impl Display for Message<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match on_lines(c) {
            '%' => f.write_str("%25"),
            '\n' => f.write_str("%0A"),
            c => f.write_char(c),
        })
    }
}

impl Display for Property<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match on_one_line(c) {
            '%' => f.write_str("%25"),
            ':' => f.write_str("%3A"),
            ',' => f.write_str("%2C"),
            c => f.write_char(c),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{CodeSpan, Html, Markdown, Message, Plain, Property, cell, fence, truncated};

    #[test]
    fn strings_do_not_become_markup() {
        let text = "<b> & `c` | \"d\" 'e'\n::error 50%, \u{202e}x ]]>";
        let cases = [
            (
                Plain(text).to_string(),
                "<b> & `c` | \"d\" 'e' ::error 50%, \u{fffd}x ]]>",
            ),
            (
                Html(text).to_string(),
                "&lt;b&gt; &amp; `c` | &quot;d&quot; &#39;e&#39;\n::error 50%, \u{fffd}x ]]&gt;",
            ),
            (
                Markdown(text).to_string(),
                "&lt;b&gt; &amp; \\`c\\` &#124; \"d\" 'e' ::error 50%, \u{fffd}x \\]\\]&gt;",
            ),
            (
                CodeSpan(text).to_string(),
                "`` <b> & `c` | \"d\" 'e' ::error 50%, \u{fffd}x ]]> ``",
            ),
            (
                Message(text).to_string(),
                "<b> & `c` | \"d\" 'e'%0A::error 50%25, \u{fffd}x ]]>",
            ),
            (
                Property(text).to_string(),
                "<b> & `c` | \"d\" 'e' %3A%3Aerror 50%25%2C \u{fffd}x ]]>",
            ),
        ];
        for (escaped, expected) in cases {
            assert_eq!(escaped, expected);
        }
    }

    #[test]
    fn text_has_no_mentions_links_and_lists() {
        let cases = [
            ("see @team and #12", "see \\@<!-- -->team and \\#<!-- -->12"),
            ("https://x.example", "https\\://x.example"),
            ("www.x.example", "www\\.x.example"),
            ("- a", "\\- a"),
            ("12. a", "12\\. a"),
            ("1.2.0", "1.2.0"),
            (
                "see GH-2, gh-3 and high-4",
                "see GH-<!-- -->2, gh-<!-- -->3 and high-4",
            ),
            ("in 2ca73d1b, 2ca73d", "in 2c<!-- -->a73d1b, 2ca73d"),
            (
                "decade defaced1 defacing1",
                "decade de<!-- -->faced1 defacing1",
            ),
            ("a - b, 1. c", "a - b, 1. c"),
            (
                "snake_case **bold** ~~x~~ $y$",
                "snake\\_case \\*\\*bold\\*\\* \\~\\~x\\~\\~ \\$y\\$",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(Markdown(text).to_string(), expected);
        }
    }

    #[test]
    fn lines_are_no_workflow_commands() {
        let cases = [
            ("a ##[error]b", "a ## [error]b"),
            ("::error::x", ": :error::x"),
            ("  ::error::x", "  : :error::x"),
            ("a::b", "a::b"),
        ];
        for (text, expected) in cases {
            assert_eq!(Plain(text).to_string(), expected);
        }
    }

    #[test]
    fn a_fence_is_longer_than_any_in_the_text() {
        assert_eq!(fence("plain", 3), "```");
        assert_eq!(fence("a ```` b", 3), "`````");
        assert_eq!(CodeSpan("").to_string(), "`\"\"`");
        assert_eq!(cell("`a\\|b`"), "`a\\\u{2502}b`");
        assert_eq!(truncated("größer", 3), "grö…");
        assert_eq!(truncated("grö", 3), "grö");
    }
}
