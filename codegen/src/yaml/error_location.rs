//! Probable location of a syntax error. The parser notices a missing end of a quote, list or map only lines later, where
//! nothing is wrong.
//!
//! This is a heuristic line scanner and not a parser. It runs only on files that failed to parse.

use std::str::CharIndices;

/// The probable cause of a syntax error, where it differs from the offset at which the parser stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ErrorLocation {
    /// A quote or bracket that is not closed before a line that cannot be part of it.
    Unclosed(Delimiter),
    /// A quote or bracket of an earlier line that is still open at the error; it may be closed after it.
    Open(Delimiter),
    /// Offset of a tab in the indentation.
    Tab(usize),
    /// Offset of a `:` without a space after it.
    MissingSpace(usize),
}

/// An opening quote or bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Delimiter {
    /// Offset in bytes.
    pub at: usize,
    /// `"`, `'`, `[` or `{`.
    pub sign: char,
    /// Whether a ` #` with a non-space character after it follows on the same line, so that part of the value became a
    /// comment.
    pub before_comment: bool,
    /// Least indentation of the lines that can be part of the value.
    min_indent: usize,
}

/// Finds the probable cause of an error that the parser reported at `offset`.
pub(super) fn find(text: &str, offset: usize) -> Option<ErrorLocation> {
    let mut scan = Scan::default();
    let (mut start, mut before, mut open) = (0, None, None);
    for line in text.split_inclusive('\n') {
        if let Some(opener) = scan.ended_by(line)
            && opener.at <= offset
        {
            return Some(ErrorLocation::Unclosed(opener));
        }
        // The parser may report a tab at the end of the line before.
        if start + line.len() >= offset
            && scan.is_outside(line)
            && let Some(tab) = tab(line)
        {
            return Some(ErrorLocation::Tab(start + tab));
        }
        if start > offset {
            break;
        }
        let outside = scan.is_outside(line);
        open = scan.open.last().copied();
        if let Some(opener) = scan.read(start, line) {
            return Some(ErrorLocation::Unclosed(opener));
        }
        let colon = colon_without_space(line)
            .filter(|_| outside)
            .map(|at| start + at);
        if start + line.len() > offset {
            if let Some(at) = before.or(colon) {
                return Some(ErrorLocation::MissingSpace(at));
            }
        } else if !line.trim().is_empty() {
            before = colon;
        }
        start += line.len();
    }
    if start == text.len()
        && let Some(opener) = scan.open.last()
        && opener.at <= offset
    {
        return Some(ErrorLocation::Unclosed(*opener));
    }
    open.map(ErrorLocation::Open)
}

/// State of the scan between two lines.
#[derive(Default)]
struct Scan {
    /// Quotes and brackets that are not closed yet, outermost first.
    open: Vec<Delimiter>,
    /// Indentation of the key whose value is a block scalar (`|` or `>`).
    block: Option<usize>,
}

impl Scan {
    /// Whether a line starts outside of quotes, brackets and block scalars.
    fn is_outside(&self, line: &str) -> bool {
        self.open.is_empty() && !self.is_in_block_scalar(line)
    }

    fn is_in_block_scalar(&self, line: &str) -> bool {
        self.block
            .is_some_and(|indent| line.trim().is_empty() || indentation(line) > indent)
    }

    /// The innermost open delimiter, if this line cannot be part of the outermost one.
    fn ended_by(&self, line: &str) -> Option<Delimiter> {
        let closes = line.trim_start().starts_with([']', '}']);
        let outermost = self.open.first()?;
        let belongs = indentation(line) >= outermost.min_indent || line.trim().is_empty() || closes;
        self.open.last().copied().filter(|_| !belongs)
    }

    /// Scans a line, and returns an opening bracket that a bracket of the other kind closes.
    fn read(&mut self, start: usize, line: &str) -> Option<Delimiter> {
        if self.is_in_block_scalar(line) {
            return None;
        }
        self.block = None;
        let indent = indentation(line);
        // Whether a value can start here; elsewhere a quote or bracket is part of an unquoted string.
        let mut fresh = true;
        let mut last = ' ';
        let mut rest = line.char_indices();
        while let Some((at, sign)) = rest.next() {
            let next = rest.clone().next().map_or(' ', |(_, next)| next);
            let opened = self.open.last().map(|opener| opener.sign);
            match sign {
                _ if opened.is_some_and(is_quote) => {
                    fresh = false;
                    if Some(sign) == opened && !(sign == '\'' && next == '\'') {
                        self.open.pop();
                    } else if Some(sign) == opened || opened == Some('"') && sign == '\\' {
                        rest.next();
                    }
                }
                '#' if last.is_whitespace() => {
                    if let Some(opener) = self.open.last_mut() {
                        opener.before_comment |= !next.is_whitespace() && opener.at >= start;
                    }
                    return None;
                }
                '"' | '\'' | '[' | '{' if fresh || opened.is_some() && !is_quote(sign) => {
                    let first = line
                        .get(..at)
                        .is_some_and(|before| before.trim().is_empty());
                    self.open.push(Delimiter {
                        at: start + at,
                        sign,
                        before_comment: false,
                        min_indent: if first { indent } else { indent + 1 },
                    });
                    fresh = true;
                }
                ']' | '}' if opened.is_some() => {
                    fresh = false;
                    let opener = self.open.pop()?;
                    if (opener.sign == '[') != (sign == ']') {
                        return Some(opener);
                    }
                }
                ',' if opened.is_some() => fresh = true,
                ':' if next.is_whitespace() || opened.is_some() && is_quote(last) => fresh = true,
                '|' | '>' if fresh && opened.is_none() => {
                    self.block = Some(indent);
                    return None;
                }
                '&' | '!' if fresh => skip_word(&mut rest),
                '-' if fresh && next.is_whitespace() => {}
                _ if sign.is_whitespace() => {}
                _ => fresh = false,
            }
            last = sign;
        }
        None
    }
}

fn is_quote(sign: char) -> bool {
    matches!(sign, '"' | '\'')
}

/// Skips an anchor or tag, which a value follows.
fn skip_word(rest: &mut CharIndices<'_>) {
    let length = rest.as_str().find(char::is_whitespace);
    for _ in rest
        .as_str()
        .get(..length.unwrap_or(0))
        .unwrap_or("")
        .chars()
    {
        rest.next();
    }
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Position of the first tab in the indentation of a line that is neither blank nor a comment.
fn tab(line: &str) -> Option<usize> {
    let content = line.trim_start();
    let indentation = line.get(..line.len() - content.len())?;
    let has_content = !content.is_empty() && !content.starts_with('#');
    indentation.find('\t').filter(|_| has_content)
}

/// Position of the `:` in a line that starts with `key:value`.
fn colon_without_space(line: &str) -> Option<usize> {
    let content = line.trim_start_matches([' ', '-']);
    let key = content.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))?;
    let value = content.get(key..)?.strip_prefix(':')?;
    let is_key = key > 0 && !value.starts_with(|c: char| c.is_whitespace() || c == '/' || c == ':');
    // A key can contain a colon itself, if another `: ` follows on the line.
    (is_key && !value.is_empty() && !value.contains(": "))
        .then_some(line.len() - content.len() + key)
}
