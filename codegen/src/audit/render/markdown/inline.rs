//! Stretches of text in GitHub's Markdown.

use crate::audit::escape::{CodeSpan, Markdown, cut};
use crate::audit::render::difference::words as word_difference;
use crate::audit::render::inline::{Inline, inlines};

/// The longest text of a change that is shown in full, in characters: no one change may fill the comment.
pub(super) const LONGEST_TEXT: usize = 600;

/// Two sentences in one, with the old words struck and the new ones strong.
pub(super) fn between(old: &str, new: &str) -> String {
    let words = word_difference(&cut(old, LONGEST_TEXT), &cut(new, LONGEST_TEXT));
    let parts = [
        (words.before, ""),
        (words.old, "~~"),
        (words.new, "**"),
        (words.after, ""),
    ];
    let parts = parts.into_iter().filter(|(part, _)| !part.is_empty());
    let parts: Vec<_> = parts
        .map(|(part, mark)| format!("{mark}{}{mark}", Markdown(&part)))
        .collect();
    parts.join(" ")
}

/// A text as code, no longer than can be read.
pub(super) fn code(text: &str) -> String {
    CodeSpan(&cut(text, LONGEST_TEXT)).to_string()
}

/// A line of our own Markdown, with only the marks that are ours.
pub(in crate::audit::render) fn inline(markdown: &str) -> String {
    joined(&inlines(markdown))
}

/// The same of stretches that are read already.
pub(in crate::audit::render) fn joined(inlines: &[Inline]) -> String {
    let texts = inlines.iter().map(|inline| match inline {
        Inline::Text(text) => {
            // A space at the start belongs to the sentence, not to the text.
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
