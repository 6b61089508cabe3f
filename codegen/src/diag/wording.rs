//! Texts of a spec inside messages: a message quotes them, and must stay readable whatever they hold.

/// The longest quoted word that a message repeats in full, in characters.
const LONGEST_WORD: usize = 80;
/// The longest message, in characters; room for a list of all keys of a map.
const LONGEST_MESSAGE: usize = 2_000;

/// A message whose quoted words are cut where they are too long to be read.
pub(super) fn short(message: String) -> String {
    if message.chars().nth(LONGEST_WORD).is_none() {
        return message;
    }
    let parts: Vec<_> = message
        .split('`')
        .enumerate()
        // Every second part stands between two backticks.
        .map(|(index, part)| {
            if index % 2 == 1 {
                cut(part, LONGEST_WORD)
            } else {
                part.to_owned()
            }
        })
        .collect();
    cut(&parts.join("`"), LONGEST_MESSAGE)
}

fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Makes visible what would otherwise steer a terminal: control characters, and those that turn the direction of
/// text around. Line feeds stay.
pub(super) fn harmless(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c != '\n' && steers(c) {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

/// The same for a text that must stay on its line, such as a path.
pub(super) fn one_line(text: &str) -> String {
    harmless(&text.replace('\n', "\u{fffd}"))
}

/// Whether a character would steer what shows it.
pub(crate) fn steers(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}
