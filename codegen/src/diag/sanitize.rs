//! Makes messages safe to print: they quote strings of the spec, which can be long or contain control characters.

/// Maximum length of a string in backticks, in characters.
const MAX_QUOTED: usize = 80;
/// Maximum length of a message in characters; enough to list all keys of a map.
const MAX_MESSAGE: usize = 2_000;

/// Escapes characters that look like a space or like nothing, as in `GET\u{a0}/zones`.
pub(super) fn escape_invisible(message: String) -> String {
    if !message.contains(is_invisible) {
        return message;
    }
    let mut escaped = String::new();
    for c in message.chars() {
        if is_invisible(c) {
            escaped.extend(c.escape_unicode());
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// Whether a character looks like a space or like nothing, but is neither a space nor a line feed to YAML.
pub(crate) fn is_invisible(c: char) -> bool {
    let is_zero_width = matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
    );
    is_zero_width || !c.is_ascii() && c.is_whitespace()
}

/// Truncates long strings in backticks, and the message as a whole.
pub(super) fn shorten(message: String) -> String {
    if message.chars().nth(MAX_QUOTED).is_none() {
        return message;
    }
    let parts: Vec<_> = message
        .split('`')
        .enumerate()
        // Every second part is between two backticks.
        .map(|(index, part)| {
            if index % 2 == 1 {
                truncate(part, MAX_QUOTED)
            } else {
                part.to_owned()
            }
        })
        .collect();
    truncate(&parts.join("`"), MAX_MESSAGE)
}

fn truncate(text: &str, max: usize) -> String {
    match text.char_indices().nth(max) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Replaces control and bidirectional formatting characters, except line feeds and tabs.
pub fn replace_control(text: &str) -> String {
    text.chars()
        .map(|c| {
            if !matches!(c, '\n' | '\t') && is_control_or_bidi(c) {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

/// Like [`replace_control`], for strings that must stay on one line, such as paths.
pub(super) fn replace_control_and_newlines(text: &str) -> String {
    replace_control(&text.replace('\n', "\u{fffd}"))
}

/// Whether a character would move the cursor of a terminal or change the direction of text.
pub(crate) fn is_control_or_bidi(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}
