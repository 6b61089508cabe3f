//! Text that others wrote, fit for a log.

use std::fmt;

/// Characters that are shown of a text, at most.
const LENGTH: usize = 300;

/// A text as errors show it: cut, and on one line, with all escaped that could pass for something else.
pub(crate) struct Quoted<'a>(pub(crate) &'a str);

impl Quoted<'_> {
    /// What is shown, and whether that is not all.
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

/// Ends of lines and changes of the direction of writing: Unicode Standard Annex #9, section 2.
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
    fn a_quotation_is_one_line_of_bounded_length() {
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
