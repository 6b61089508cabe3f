//! Writes text and code in GitHub Flavored Markdown.

use crate::audit::escape::{CodeSpan, Markdown, truncated};
use crate::audit::render::markup::Inline;
use crate::audit::render::words::WordDiff;

/// Longest text that is shown in full, in characters, so that no entry can fill the comment.
pub(super) const LONGEST_TEXT: usize = 600;

/// The difference of two sentences: old words are struck, new words strong.
pub(super) fn docs_diff(old: &str, new: &str) -> String {
    let diff = WordDiff::of(&truncated(old, LONGEST_TEXT), &truncated(new, LONGEST_TEXT));
    let parts = [
        (diff.before, ""),
        (diff.old, "~~"),
        (diff.new, "**"),
        (diff.after, ""),
    ];
    let parts = parts.into_iter().filter(|(part, _)| !part.is_empty());
    let parts: Vec<_> = parts
        .map(|(part, mark)| format!("{mark}{}{mark}", Markdown(&part)))
        .collect();
    parts.join(" ")
}

/// A code span, truncated.
pub(super) fn code(text: &str) -> String {
    CodeSpan(&truncated(text, LONGEST_TEXT)).to_string()
}

/// Our own markup, with everything else escaped.
pub(in crate::audit::render) fn joined(inlines: &[Inline]) -> String {
    let texts = inlines.iter().map(|inline| match inline {
        Inline::Text(text) => {
            // `Markdown` trims the start, which is the space after a code span.
            let space = if text.starts_with(char::is_whitespace) {
                " "
            } else {
                ""
            };
            format!("{space}{}", Markdown(text))
        }
        Inline::Code(code) => CodeSpan(code).to_string(),
        Inline::Strong(inner) => format!("**{}**", joined(inner)),
        Inline::Struck(inner) => format!("~~{}~~", joined(inner)),
    });
    texts.collect()
}
