//! A line of a listing of Rust items, taken apart again.

use crate::surface::rust::RustItem;

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The word it starts with: `fn`, `field`, `impl`.
    pub kind: String,
    /// The item's path in the crate.
    pub path: String,
    /// The feature without which the item is missing.
    pub feature: Option<String>,
    /// What follows the path, without marks: arguments, type, value, traits.
    pub rest: String,
    /// The marks at its end, without brackets: `must_use`, `deprecated note="…"`.
    pub marks: Vec<String>,
    /// The whole line, its columns closed up.
    pub text: String,
    /// What the item is there for, by its stable path in the spec.
    pub subject: Option<String>,
}

impl Line {
    /// The line in a file of a listing; none for a remark or an empty line.
    pub fn parse(line: &str) -> Option<Self> {
        if line.starts_with('#') {
            return None;
        }
        let (kind, after) = line.trim_end().split_once(' ')?;
        let after = after.trim_start();
        let end = end_of_path(after);
        let (path, rest) = after.split_at(end);
        // What a feature turns on stands in brackets too, and neither it nor a fact of the package has marks.
        let (rest, marks) = match kind {
            "feature" | "crate" => (rest, Vec::new()),
            _ => marks(rest),
        };
        Some(Self {
            text: format!("{kind} {after}"),
            kind: kind.to_owned(),
            path: path.to_owned(),
            feature: marks
                .iter()
                .find_map(|mark| mark.strip_prefix("feature=").map(str::to_owned)),
            rest: rest.to_owned(),
            marks,
            subject: None,
        })
    }

    /// The line of an item.
    pub fn of(item: &RustItem) -> Option<Self> {
        Some(Self {
            subject: item.subject.clone(),
            ..Self::parse(&item.line)?
        })
    }

    /// Whether it ends with a mark of this name.
    pub fn has(&self, name: &str) -> bool {
        self.mark(name).is_some()
    }

    /// The mark of this name.
    pub fn mark(&self, name: &str) -> Option<&str> {
        let found = self.marks.iter().find(|mark| {
            mark.strip_prefix(name)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '=']))
        });
        found.map(String::as_str)
    }

    /// The path of what the item stands in; none at the root of the crate.
    pub fn owner(&self) -> Option<&str> {
        self.path.rsplit_once("::").map(|(owner, _)| owner)
    }

    /// The last step of its path.
    pub fn name(&self) -> &str {
        self.path
            .rsplit_once("::")
            .map_or(self.path.as_str(), |(_, name)| name)
    }
}

/// A path has `::` in it, and what follows it starts with anything else.
fn end_of_path(text: &str) -> usize {
    let mut rest = text;
    loop {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '#' | '*');
        rest = rest.trim_start_matches(is_part);
        match rest.strip_prefix("::") {
            Some(after) => rest = after,
            None => return text.len() - rest.len(),
        }
    }
}

/// Splits ` [a] [b c="d"]` off the end. Brackets inside of quotes are none.
fn marks(text: &str) -> (&str, Vec<String>) {
    for (start, _) in text.match_indices(" [") {
        let (before, after) = text.split_at(start);
        if let Some(marks) = read_marks(after) {
            return (before, marks);
        }
    }
    (text, Vec::new())
}

/// The marks, when the text is nothing but marks.
fn read_marks(text: &str) -> Option<Vec<String>> {
    let mut marks = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        rest = rest.strip_prefix(" [")?;
        let (mut end, mut quoted, mut escaped) = (None, false, false);
        for (index, c) in rest.char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\\' if quoted => escaped = true,
                '"' => quoted = !quoted,
                ']' if !quoted => {
                    end = Some(index);
                    break;
                }
                _ => {}
            }
        }
        let (mark, after) = rest.split_at(end?);
        let starts_as_mark = mark.starts_with(|first: char| first.is_ascii_lowercase());
        if !starts_as_mark {
            return None;
        }
        marks.push(mark.to_owned());
        rest = after.strip_prefix(']')?;
    }
    Some(marks)
}

#[cfg(test)]
mod tests {
    use super::Line;

    #[test]
    fn a_line_falls_into_its_parts() {
        let cases: &[(&str, &str, &str, &str, &[&str])] = &[
            (
                "fn      zones::Zones::list(&self) -> ListZones [must_use]",
                "fn",
                "zones::Zones::list",
                "(&self) -> ListZones",
                &["must_use"],
            ),
            (
                "field   zones::Zone::ids: Option<Vec<[u8; 4]>>",
                "field",
                "zones::Zone::ids",
                ": Option<Vec<[u8; 4]>>",
                &[],
            ),
            (
                "variant a::B::C [deprecated note=\"use `[x]` \\\"now\\\"\"] [feature=x]",
                "variant",
                "a::B::C",
                "",
                &["deprecated note=\"use `[x]` \\\"now\\\"\"", "feature=x"],
            ),
            (
                "feature native-tls = [runtime/native-tls]",
                "feature",
                "native-tls",
                " = [runtime/native-tls]",
                &[],
            ),
            (
                "impl    types::Id: AsRef<str> + Clone",
                "impl",
                "types::Id",
                ": AsRef<str> + Clone",
                &[],
            ),
            (
                "crate   rust-version = 1.88",
                "crate",
                "rust-version",
                " = 1.88",
                &[],
            ),
        ];
        for (text, kind, path, rest, marks) in cases {
            let line = Line::parse(text).unwrap();
            assert_eq!(
                (line.kind.as_str(), line.path.as_str(), line.rest.as_str()),
                (*kind, *path, *rest)
            );
            assert_eq!(line.marks, *marks);
        }
        assert_eq!(Line::parse("# a remark"), None);
        assert_eq!(Line::parse(""), None);
    }
}
