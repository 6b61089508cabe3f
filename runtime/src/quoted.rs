//! Strings from untrusted sources, made safe for logs.

use std::fmt;

/// Maximum number of characters shown.
const LENGTH: usize = 300;

/// An untrusted string in an error message: truncated, on one line, with control and invisible
/// characters escaped.
pub(crate) struct Quoted<'a>(pub(crate) &'a str);

impl Quoted<'_> {
    /// The part that is shown, and whether it is truncated.
    fn shown(&self) -> (&str, bool) {
        match self.0.char_indices().nth(LENGTH) {
            Some((end, _)) => self
                .0
                .split_at_checked(end)
                .map_or(("", true), |it| (it.0, true)),
            None => (self.0, false),
        }
    }
}

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (shown, cut) = self.shown();
        for character in shown.chars() {
            if character.is_control() || is_invisible(character) {
                write!(formatter, "{}", character.escape_default())?;
            } else {
                write!(formatter, "{character}")?;
            }
        }
        formatter.write_str(if cut { "…" } else { "" })
    }
}

impl fmt::Debug for Quoted<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (shown, cut) = self.shown();
        write!(formatter, "{shown:?}{}", if cut { "…" } else { "" })
    }
}

/// Line separators and bidirectional formatting characters (Unicode Standard Annex #9, section 2).
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_strings_are_one_line_of_bounded_length() {
        let long = "ü".repeat(LENGTH);
        for (text, display, debug) in [
            ("", "".to_owned(), r#""""#.to_owned()),
            (
                "it's \"so\"",
                "it's \"so\"".to_owned(),
                r#""it's \"so\"""#.to_owned(),
            ),
            (
                "a\r\n\u{1b}[1mb",
                r"a\r\n\u{1b}[1mb".to_owned(),
                r#""a\r\n\u{1b}[1mb""#.to_owned(),
            ),
            (
                "\u{202e}x\u{2028}",
                r"\u{202e}x\u{2028}".to_owned(),
                r#""\u{202e}x\u{2028}""#.to_owned(),
            ),
            (&long, long.clone(), format!("\"{long}\"")),
            (
                &format!("{long}x"),
                format!("{long}…"),
                format!("\"{long}\"…"),
            ),
        ] {
            assert_eq!(Quoted(text).to_string(), display);
            assert_eq!(format!("{:?}", Quoted(text)), debug);
        }
    }
}
