//! Escapes the inline parts of the spec's docs: broken links, tags and bare URLs.

/// Marks a space at which a line must not break. It cannot occur in docs, since control characters are removed first.
pub(super) const SPACE: char = '\0';

/// Escapes what Markdown or rustdoc would read as a link or a tag, and links bare URLs.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (taken, written) = match c {
            '`' => code(rest),
            '<' => bracketed_url(rest).unwrap_or((1, "\\<".to_owned())),
            '[' => link(rest).unwrap_or((1, "\\[".to_owned())),
            ']' => (1, "\\]".to_owned()),
            'h' if !escaped.ends_with(|before: char| before.is_alphanumeric()) => {
                url(rest).unwrap_or((1, "h".to_owned()))
            }
            // Escaping the backslash of an escape in the source would undo it.
            '\\' if rest[1..].starts_with(|next: char| next.is_ascii_punctuation()) => {
                (2, rest[..2].to_owned())
            }
            _ => (c.len_utf8(), c.to_string()),
        };
        escaped.push_str(&written);
        rest = &rest[taken..];
    }
    escaped
}

/// A code span unchanged, or escaped ticks if they open none.
fn code(text: &str) -> (usize, String) {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let mut at = ticks;
    while let Some(next) = text[at..].find('`') {
        let start = at + next;
        let length = text[start..].len() - text[start..].trim_start_matches('`').len();
        at = start + length;
        if length == ticks {
            return (at, text[..at].replace(' ', &SPACE.to_string()));
        }
    }
    (ticks, "\\`".repeat(ticks))
}

fn is_url(text: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| {
        text.strip_prefix(scheme)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
    })
}

/// `<https://…>`.
fn bracketed_url(text: &str) -> Option<(usize, String)> {
    let inner = &text[1..text.find('>')?];
    let plain = is_url(inner) && !inner.contains(|c: char| c.is_whitespace() || c == '<');
    plain.then(|| (inner.len() + 2, format!("<{inner}>")))
}

/// A URL without the punctuation of the sentence around it.
fn url(text: &str) -> Option<(usize, String)> {
    if !is_url(text) {
        return None;
    }
    let end = text
        .find(|c: char| c.is_whitespace() || "<>()\"'`\\".contains(c))
        .unwrap_or(text.len());
    let mut url = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
    // A closing bracket belongs to the URL only if the URL has an opening one.
    if !url.contains('[') {
        url = url.trim_end_matches([']', '.', ',', ';', ':']);
    }
    Some((url.len(), format!("<{url}>")))
}

/// `[text](https://…)`. Rustdoc would resolve a target without a scheme as an item of the crate.
fn link(text: &str) -> Option<(usize, String)> {
    let middle = text.find("](")?;
    let (label, target) = (&text[1..middle], &text[middle + 2..]);
    let target = &target[..target.find(')')?];
    let (url, title) = target.split_once(' ').unwrap_or((target, ""));
    let titled = title.is_empty()
        || title.len() > 1
            && title.starts_with('"')
            && title.find('"') != title.rfind('"')
            && title.ends_with('"');
    let plain = !label.is_empty()
        && !label.contains(['[', ']', '<', '\\'])
        && label.matches('`').count() % 2 == 0;
    let fits = plain
        && is_url(url)
        && !url.contains(['<', '>', '\\', '`', '"'])
        && titled
        && !title.contains(['<', '\\', '`']);
    fits.then(|| {
        (
            middle + 2 + target.len() + 1,
            format!("[{label}]({target})"),
        )
    })
}
