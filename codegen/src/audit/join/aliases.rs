//! Type aliases, without which two lines may say the same.

use super::line::Line;
use std::collections::BTreeMap;

/// Aliases of aliases form no ring; in a listing that somebody edited they may.
const LONGEST_CHAIN: usize = 16;

/// What the aliases of a listing stand for, by their paths.
pub(super) struct Aliases<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Aliases<'a> {
    pub(super) fn of(lines: &'a [Line]) -> Self {
        let aliases = lines.iter().filter(|line| line.kind == "type");
        // One with parameters of its own does not start so.
        let plain = aliases.filter_map(|line| Some((&*line.path, line.rest.strip_prefix(" = ")?)));
        Self(plain.collect())
    }

    /// The line with what its aliases stand for.
    pub(super) fn expanded(&self, line: &Line) -> Line {
        let mut line = line.clone();
        for _ in 0..LONGEST_CHAIN {
            let rest = self.replaced(&line.rest);
            if rest == line.rest {
                break;
            }
            line.rest = rest;
        }
        line
    }

    fn replaced(&self, text: &str) -> String {
        let is_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
        let mut done = String::new();
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(|c| !is_path(c)).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            done.push_str(self.0.get(word).copied().unwrap_or(word));
            let next = after.find(is_path).unwrap_or(after.len());
            let (between, after) = after.split_at(next);
            done.push_str(between);
            rest = after;
        }
        done
    }
}
