//! Docs of the spec as doc comments: wrapped, and escaped so that any text is valid.

use super::inline::{SPACE, escape};
use proc_macro2::TokenStream;
use quote::quote;

/// Maximum width of the text of a doc comment, in characters.
const WIDTH: usize = 96;

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

/// `#[doc = " line"]` for each line.
pub(super) fn attributes(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        }
    });
    quote!(#(#[doc = #lines])*)
}

/// The lines of a Markdown text of the spec, escaped and wrapped.
pub(super) fn markdown(text: &str) -> Vec<String> {
    let mut writer = Writer::default();
    for line in text.lines() {
        let line: String = line.chars().filter(|c| is_printable(*c)).collect();
        writer.line(&line);
    }
    writer.finish()
}

/// The lines of a text of the generator, whose links and tags are kept.
pub(super) fn wrapped(text: &str) -> Vec<String> {
    wrap(text)
}

/// An item of a list, whose text may be several lines of Markdown. Text that begins with a block, such as a table, starts
/// on the line below `head`.
pub(super) fn item(head: &str, text: &[String]) -> Vec<String> {
    let indented = |line: &String| match line.as_str() {
        "" => String::new(),
        line => format!("  {line}"),
    };
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
            lines.extend(rest.iter().map(indented));
            lines
        }
        text => [format!("- {}:", head.replace(SPACE, " "))]
            .into_iter()
            .chain(text.iter().map(indented))
            .collect(),
    }
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
            if is_structural(trimmed) {
                self.flush();
                self.separate_ruler(trimmed);
            } else if !self.paragraph.is_empty() {
                self.paragraph.push(' ');
            }
            self.paragraph.push_str(trimmed);
        }
    }

    /// A ruler directly below a paragraph would turn it into a heading.
    fn separate_ruler(&mut self, line: &str) {
        if line.trim_matches('-').is_empty()
            && self.lines.last().is_some_and(|last| !last.is_empty())
        {
            self.lines.push(String::new());
        }
    }

    fn flush(&mut self) {
        if !self.paragraph.is_empty() {
            self.lines.extend(wrap(&escape(&self.paragraph)));
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

/// The language of a code block; `text` if rustdoc would run the block as a test, as it does without a language.
fn inert_language(language: &str) -> &str {
    let language = language.trim();
    let plain = language
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "+-_#.".contains(c));
    let runnable = RUNNABLE.contains(&language)
        || ["ignore", "edition", "standalone"]
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

fn starts_numbered(line: &str) -> bool {
    line.split_once(' ')
        .is_some_and(|(number, _)| numbered(number).is_some())
}

/// The number in `1.` or `1)`.
fn numbered(word: &str) -> Option<&str> {
    let number = word.strip_suffix(['.', ')'])?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
}

/// Control and direction characters can hide text from a reader, and rustc rejects them in comments.
pub(super) fn is_printable(c: char) -> bool {
    let hidden = c.is_control() && c != '\t';
    let directs = matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    !hidden && !directs
}

/// Breaks a paragraph at spaces, with a hanging indent for list items. Table rows and headings stay on one line.
fn wrap(text: &str) -> Vec<String> {
    if text.starts_with(['|', '#']) {
        return vec![text.replace(SPACE, " ")];
    }
    let indent = match text.split_once(' ') {
        Some((marker @ ("-" | "*" | "+"), _)) => marker.len() + 1,
        Some((number, _)) if starts_numbered(text) => number.len() + 1,
        _ => 0,
    };
    let mut lines = vec![String::new()];
    for word in text.split([' ', '\t']).filter(|word| !word.is_empty()) {
        let last = lines.len() - 1;
        let line = &mut lines[last];
        if line.trim().is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= WIDTH {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(format!("{}{}", " ".repeat(indent), guarded(word)));
        }
    }
    lines.iter().map(|line| line.replace(SPACE, " ")).collect()
}

/// Escapes a word that would start a block, such as a list, once wrapping puts it at the start of a line.
fn guarded(word: &str) -> String {
    match numbered(word) {
        // In `1.`, only the dot can be escaped.
        Some(number) => format!("{number}\\{}", &word[number.len()..]),
        None if word.starts_with(['-', '*', '#', '|', '>', '+', '='])
            || word.starts_with("~~~") =>
        {
            format!("\\{word}")
        }
        None => word.to_owned(),
    }
}
