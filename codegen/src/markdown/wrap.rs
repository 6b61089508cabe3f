//! Wrapping of paragraphs.

use super::escape::SPACE;

/// Maximum width of the text of a doc comment, in characters.
const WIDTH: usize = 96;

/// A text with all spaces as spaces.
pub(super) fn unmarked(text: &str) -> String {
    text.replace(SPACE, " ")
}

/// Breaks a paragraph at spaces, with a hanging indent for list items. Table rows and headings stay on one line. [`SPACE`]s are
/// kept, so that the lines can be wrapped again.
pub(super) fn wrap(text: &str) -> Vec<String> {
    if text.starts_with(['|', '#']) {
        return vec![text.to_owned()];
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
    lines
}

/// Escapes a word that would start a block, such as a list, once wrapping puts it at the start of a line.
fn guarded(word: &str) -> String {
    match numbered(word) {
        // In `1.`, only the dot can be escaped.
        Some(number) => format!("{number}\\{}", &word[number.len()..]),
        None if word.starts_with(['-', '*', '#', '|', '>', '+', '=', ':']) => {
            format!("\\{word}")
        }
        None => word.to_owned(),
    }
}

/// Whether a line starts an item of a numbered list.
pub(super) fn starts_numbered(line: &str) -> bool {
    line.split_once(' ')
        .is_some_and(|(number, _)| numbered(number).is_some())
}

/// The number in `1.` or `1)`.
fn numbered(word: &str) -> Option<&str> {
    let number = word.strip_suffix(['.', ')'])?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
}
