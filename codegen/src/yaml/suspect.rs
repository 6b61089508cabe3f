//! Where a file that is not YAML probably goes wrong. A parser misses the end of a quote, list or map only lines later,
//! where nothing is wrong.
//!
//! This is no parser: it is asked only about a file that has failed, and only where to look.

use std::str::CharIndices;

/// What to look at, rather than only at the place where the parser gave up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Suspect {
    /// What this opens is not closed before a line that cannot belong to it.
    Unclosed(Opener),
    /// What this opens on an earlier line is still open at the place; it may be closed behind it.
    Open(Opener),
    /// A tab in the indentation: its offset.
    Tab(usize),
    /// A `:` with no space behind it: its offset.
    Glued(usize),
}

/// A quote or bracket that opens something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Opener {
    /// Its offset in bytes.
    pub at: usize,
    /// `"`, `'`, `[` or `{`.
    pub sign: char,
    /// Whether a ` #` follows on its line, with a word right behind it: text that was meant became a comment.
    pub comment: bool,
    /// How far a line is indented at least that can still belong to it.
    indent: usize,
}

/// Finds what is to blame for a failure at this offset.
pub(super) fn find(text: &str, place: usize) -> Option<Suspect> {
    let mut scan = Scan::default();
    let (mut start, mut before, mut open) = (0, None, None);
    for line in text.split_inclusive('\n') {
        if let Some(opener) = scan.ended_by(line)
            && opener.at <= place
        {
            return Some(Suspect::Unclosed(opener));
        }
        // A tab is noticed at the end of the line before, at the latest.
        if start + line.len() >= place
            && scan.is_outside(line)
            && let Some(tab) = tab(line)
        {
            return Some(Suspect::Tab(start + tab));
        }
        if start > place {
            break;
        }
        let outside = scan.is_outside(line);
        open = scan.open.last().copied();
        if let Some(opener) = scan.read(start, line) {
            return Some(Suspect::Unclosed(opener));
        }
        let glued = colon(line).filter(|_| outside).map(|at| start + at);
        if start + line.len() > place {
            if let Some(at) = before.or(glued) {
                return Some(Suspect::Glued(at));
            }
        } else if !line.trim().is_empty() {
            before = glued;
        }
        start += line.len();
    }
    if start == text.len()
        && let Some(opener) = scan.open.last()
        && opener.at <= place
    {
        return Some(Suspect::Unclosed(*opener));
    }
    open.map(Suspect::Open)
}

/// What is open, line after line.
#[derive(Default)]
struct Scan {
    open: Vec<Opener>,
    /// The indentation of the key whose text, after `|` or `>`, goes on in deeper lines.
    block: Option<usize>,
}

impl Scan {
    /// Whether a line begins outside of quotes, brackets and texts of several lines.
    fn is_outside(&self, line: &str) -> bool {
        self.open.is_empty() && !self.is_text(line)
    }

    fn is_text(&self, line: &str) -> bool {
        self.block
            .is_some_and(|indent| line.trim().is_empty() || indentation(line) > indent)
    }

    /// What is open although this line cannot belong to it.
    fn ended_by(&self, line: &str) -> Option<Opener> {
        let closes = line.trim_start().starts_with([']', '}']);
        let outermost = self.open.first()?;
        let belongs = indentation(line) >= outermost.indent || line.trim().is_empty() || closes;
        self.open.last().copied().filter(|_| !belongs)
    }

    /// Reads a line; gives the bracket that another kind of bracket closes.
    fn read(&mut self, start: usize, line: &str) -> Option<Opener> {
        if self.is_text(line) {
            return None;
        }
        self.block = None;
        let indent = indentation(line);
        // Whether a value can begin here, and so a quote or bracket that is not part of a text.
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
                        opener.comment |= !next.is_whitespace() && opener.at >= start;
                    }
                    return None;
                }
                '"' | '\'' | '[' | '{' if fresh || opened.is_some() && !is_quote(sign) => {
                    let first = line
                        .get(..at)
                        .is_some_and(|before| before.trim().is_empty());
                    self.open.push(Opener {
                        at: start + at,
                        sign,
                        comment: false,
                        indent: if first { indent } else { indent + 1 },
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

/// Passes over an anchor or tag, behind which the value follows.
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

/// The first tab in the indentation of a line that holds something.
fn tab(line: &str) -> Option<usize> {
    let content = line.trim_start();
    let indentation = line.get(..line.len() - content.len())?;
    let holds = !content.is_empty() && !content.starts_with('#');
    indentation.find('\t').filter(|_| holds)
}

/// The `:` of a line that begins as `key:value`.
fn colon(line: &str) -> Option<usize> {
    let content = line.trim_start_matches([' ', '-']);
    let key = content.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))?;
    let value = content.get(key..)?.strip_prefix(':')?;
    let glued = key > 0 && !value.starts_with(|c: char| c.is_whitespace() || c == '/' || c == ':');
    // With another `: ` on its line it can be a key with a colon in it.
    (glued && !value.is_empty() && !value.contains(": "))
        .then_some(line.len() - content.len() + key)
}
