//! Regular expressions of `pattern`, in the dialect of JSON Schema: ECMA 262.
//!
//! Only patterns that are invalid with and without the `u` flag are reported, since the flag that a server uses is unknown.
//! Without the flag, almost any character can be literal.
//!
//! The scan takes linear time and a constant stack. The parser of `regress`, the library for this dialect, overflows the stack
//! on a pattern of 200 KB with many alternatives, and specs are not trusted.

use crate::diag::{Code, Report};
use crate::spec::decode::Text;

/// Whether a string is a valid regular expression.
pub(crate) fn is_valid(pattern: &str) -> bool {
    Scan::new(pattern).pattern().is_ok()
}

/// Reports a pattern that is not a valid regular expression.
pub(super) fn check(pattern: &Text, report: &mut Report) {
    if let Err(error) = Scan::new(&pattern.value).pattern() {
        report.error(
            Code::InvalidValue,
            pattern.span,
            format!(
                "the pattern `{}` is not a valid regular expression: {}",
                pattern.value, error.message
            ),
            error.help,
        );
    }
}

/// Why a pattern is invalid, and how to fix it.
#[derive(Debug, PartialEq, Eq)]
struct Invalid {
    message: String,
    help: &'static str,
}

fn invalid(message: impl Into<String>, help: &'static str) -> Invalid {
    Invalid {
        message: message.into(),
        help,
    }
}

/// The element that a quantifier such as `*` would apply to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// A character, class or group.
    Atom,
    /// The start of the pattern, of a group or of an alternative, or an assertion such as `^`.
    Nothing,
    /// Another quantifier.
    Quantifier,
}

/// A position in a pattern.
struct Scan<'a> {
    rest: std::str::Chars<'a>,
    before: Before,
    /// Whether each open group is a lookbehind, which cannot be repeated.
    groups: Vec<bool>,
}

impl<'a> Scan<'a> {
    fn new(pattern: &'a str) -> Self {
        Self {
            rest: pattern.chars(),
            before: Before::Nothing,
            groups: Vec::new(),
        }
    }

    /// Reads the whole pattern.
    fn pattern(mut self) -> Result<(), Invalid> {
        while let Some(c) = self.rest.next() {
            self.before = match c {
                '\\' => self.escape()?,
                '[' => self.class()?,
                '(' => self.group()?,
                ')' => match self.groups.pop() {
                    None => {
                        return Err(invalid("a `)` has no `(`", "write `\\)` for the character"));
                    }
                    Some(true) => Before::Nothing,
                    Some(false) => Before::Atom,
                },
                '|' | '^' | '$' => Before::Nothing,
                '*' | '+' | '?' => self.quantifier(c)?,
                '{' => self.counted()?,
                _ => Before::Atom,
            };
        }
        match self.groups.is_empty() {
            true => Ok(()),
            false => Err(invalid(
                "a `(` is not closed",
                "add `)`, or write `\\(` for the character",
            )),
        }
    }

    fn escape(&mut self) -> Result<Before, Invalid> {
        match self.rest.next() {
            None => Err(invalid(
                "it ends with `\\`",
                "write `\\\\` for a backslash, or remove it",
            )),
            Some('b' | 'B') => Ok(Before::Nothing),
            Some(kind) => {
                self.escaped(kind);
                Ok(Before::Atom)
            }
        }
    }

    /// The rest of an escape such as `\x41` or `\p{L}`, after its first character.
    fn escaped(&mut self, kind: char) {
        if "upP".contains(kind) && self.braces(|c| c.is_ascii_alphanumeric() || "_=".contains(c)) {
            return;
        }
        let (is_part, most): (fn(&char) -> bool, usize) = match kind {
            'x' => (char::is_ascii_hexdigit, 2),
            'u' => (char::is_ascii_hexdigit, 4),
            'c' => (char::is_ascii_alphabetic, 1),
            '0'..='9' => (char::is_ascii_digit, 2),
            _ => return,
        };
        for _ in self.rest.clone().take(most).take_while(is_part) {
            self.rest.next();
        }
    }

    /// Skips `{…}` if it is next and has only characters of a kind.
    fn braces(&mut self, is_part: impl Fn(char) -> bool) -> bool {
        let inner = self.rest.as_str().strip_prefix('{');
        let rest = inner.map(|it| it.trim_start_matches(is_part));
        let Some(rest) = rest.and_then(|it| it.strip_prefix('}')) else {
            return false;
        };
        self.rest = rest.chars();
        true
    }

    /// A class such as `[a-z]`.
    fn class(&mut self) -> Result<Before, Invalid> {
        self.accept("^");
        // The last character, and the first one of a range that the next character ends; `None` after an escape.
        let (mut last, mut first) = (None, None);
        loop {
            let c = self.rest.next().ok_or_else(|| {
                invalid(
                    "a `[` is not closed",
                    "add `]`, or write `\\[` for the character",
                )
            })?;
            let literal = match c {
                ']' => return Ok(Before::Atom),
                '\\' => {
                    self.escape()?;
                    None
                }
                '-' if last.is_some() && !self.rest.as_str().starts_with(']') => {
                    first = last.take();
                    continue;
                }
                c => Some(c),
            };
            if let (Some(first), Some(last)) = (first.take(), literal)
                && first > last
            {
                return Err(invalid(
                    format!("the range `{first}-{last}` is in the wrong order"),
                    "swap its ends, or write `\\-` for the character",
                ));
            } else {
                last = literal;
            }
        }
    }

    /// The start of a group, after its `(`.
    fn group(&mut self) -> Result<Before, Invalid> {
        let mut is_lookbehind = false;
        if self.accept("?") {
            is_lookbehind = self.accept("<=") || self.accept("<!");
            let is_known = is_lookbehind || ["=", "!", ":"].iter().any(|it| self.accept(it));
            if !is_known && !self.named() && !self.modified() {
                return Err(invalid(
                    "ECMA 262 has no group that starts like this",
                    "use `(…)`, `(?:…)`, `(?<name>…)`, `(?=…)`, `(?!…)`, `(?<=…)` or `(?<!…)`",
                ));
            }
        }
        self.groups.push(is_lookbehind);
        Ok(Before::Nothing)
    }

    /// `<name>`.
    fn named(&mut self) -> bool {
        let name = self.rest.as_str().strip_prefix('<');
        let Some((name, rest)) = name.and_then(|it| it.split_once('>')) else {
            return false;
        };
        self.rest = rest.chars();
        !name.is_empty()
    }

    /// `i:` or `i-m:`, which set flags for the group only.
    fn modified(&mut self) -> bool {
        let Some((flags, rest)) = self.rest.as_str().split_once(':') else {
            return false;
        };
        self.rest = rest.chars();
        !flags.is_empty() && flags.chars().all(|flag| "ims-".contains(flag))
    }

    /// `*`, `+` or `?`.
    fn quantifier(&mut self, sign: char) -> Result<Before, Invalid> {
        match self.before {
            Before::Atom => {
                self.accept("?");
                Ok(Before::Quantifier)
            }
            Before::Nothing => Err(nothing_to_repeat(sign)),
            Before::Quantifier => Err(invalid(
                format!("`{sign}` follows another quantifier"),
                "remove one of them, or group what comes before",
            )),
        }
    }

    /// `{2}`, `{2,}` or `{2,5}`. Anything else is a literal `{`.
    fn counted(&mut self) -> Result<Before, Invalid> {
        let rest = self.rest.as_str();
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',');
        let counts = &self.rest.as_str()[..self.rest.as_str().len() - rest.len()];
        let Some(rest) = rest.strip_prefix('}') else {
            return Ok(Before::Atom);
        };
        let (least, most) = counts.split_once(',').unwrap_or((counts, counts));
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
        if !is_number(least) || !(most.is_empty() || is_number(most)) {
            return Ok(Before::Atom);
        }
        if let (Ok(least), Ok(most)) = (least.parse::<u64>(), most.parse::<u64>())
            && least > most
        {
            return Err(invalid(
                format!("`{{{counts}}}` has its numbers in the wrong order"),
                "swap the numbers",
            ));
        }
        self.rest = rest.chars();
        self.quantifier('{')
    }

    /// Skips a string if it is next.
    fn accept(&mut self, text: &str) -> bool {
        match self.rest.as_str().strip_prefix(text) {
            Some(rest) => {
                self.rest = rest.chars();
                true
            }
            None => false,
        }
    }
}

fn nothing_to_repeat(sign: char) -> Invalid {
    let help = match sign {
        '*' => "write `\\*` for the character, or `.*` for any characters",
        '+' => "write `\\+` for the character, or `.+` for any characters",
        '?' => "write `\\?` for the character",
        _ => "write `\\{` for the character",
    };
    invalid(format!("`{sign}` has nothing to repeat"), help)
}

#[cfg(test)]
mod tests {
    use super::Scan;

    #[test]
    fn patterns_of_either_mode_are_valid() {
        for valid in [
            "",
            "^[a-z`]+$",
            r"^\d{3}-\d{4}$",
            "[]",
            "[^]",
            "[]a]",
            "[[]",
            "[a-]",
            "[-a]",
            r"[\w-z]",
            r"[+--]",
            "a{",
            "a{,5}",
            "{",
            "}",
            "]",
            "a{1}{",
            "x{2,}?",
            "(?:a|b)*?",
            "(?<year>[0-9]{4})",
            "(?=a)*",
            "(?<!a)b",
            "(?i:a)",
            "(?i-m:a)",
            r"\p{L}+",
            r"\u{10}*",
            r"[\u{41}-z]",
            r"[\x2D-.]",
            r"[\011-!]",
            r"\cA",
            r"\1",
            "(a|)",
            "()*",
            "(|a)",
            r"[\]]",
            "a||b",
        ] {
            assert_eq!(Scan::new(valid).pattern(), Ok(()), "{valid}");
        }
    }

    #[test]
    fn invalid_patterns_are_reported() {
        for wrong in [
            "[a-", "[", "[a", r"[\]", "(", "(a", "a)", "(?", "(?i)a", "(?P<a>b)", "(?<>a)", r"a\",
            "*", "+a", "a**", "a++", "a|*", "(*)", "^*", r"\b+", "(?<=a)*", "{2}", "a{5,2}",
            "[z-a]", "(?>a)",
        ] {
            assert!(Scan::new(wrong).pattern().is_err(), "{wrong}");
        }
    }
}
