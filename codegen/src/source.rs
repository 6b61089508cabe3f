//! Source files of a spec, and spans in them. The caller reads the files; nothing here does I/O.

use std::collections::BTreeMap;
use std::ops::Range;

/// The files of a spec, ordered by path relative to the folder of the spec.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    root: String,
    files: Vec<(String, String)>,
    is_base: bool,
}

/// Identifies a file of [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(usize);

/// A range of bytes in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// File of the range.
    pub file: FileId,
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last byte; equal to `start` for an empty range.
    pub end: usize,
}

impl Sources {
    /// Creates the sources of the folder that messages call `root`. Keys are relative paths with `/`.
    pub fn new(root: impl Into<String>, files: BTreeMap<String, String>) -> Self {
        Self {
            root: root.into(),
            files: files.into_iter().collect(),
            is_base: false,
        }
    }

    /// Marks the sources as the base of a comparison, whose files are in the history and cannot be edited. Keys of the
    /// format may have their former names, and findings of lints are ignored.
    #[must_use]
    pub fn as_base(self) -> Self {
        Self {
            is_base: true,
            ..self
        }
    }

    /// Whether the sources are the base of a comparison.
    pub(crate) fn is_base(&self) -> bool {
        self.is_base
    }

    /// Ids, paths and contents of all files, ordered by path.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &str, &str)> {
        self.files
            .iter()
            .enumerate()
            .map(|(index, (path, text))| (FileId(index), path.as_str(), text.as_str()))
    }

    /// Path of a file in messages; the folder for [`FileId::NONE`].
    pub fn display_path(&self, file: FileId) -> String {
        match self.files.get(file.0) {
            None => self.root.clone(),
            Some((path, _)) => self.path(path),
        }
    }

    /// Path in messages of a file that is in the folder or should be.
    pub fn path(&self, path: &str) -> String {
        match self.root.as_str() {
            "" => path.to_owned(),
            root => format!("{root}/{path}"),
        }
    }

    /// Content of a file; empty for an id of other sources.
    pub fn text(&self, file: FileId) -> &str {
        self.files.get(file.0).map_or("", |(_, text)| text)
    }

    /// Line and column of the start of a span, both counted from 1, the column in characters.
    pub fn line_column(&self, span: Span) -> (usize, usize) {
        let text = self.text(span.file);
        let before = text.get(..span.start.min(text.len())).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }

    /// Same as [`line_column`](Self::line_column) for each span, in one pass over the files.
    pub fn line_columns(&self, spans: &[Span]) -> Vec<(usize, usize)> {
        let mut order: Vec<usize> = (0..spans.len()).collect();
        order.sort_by_key(|index| spans[*index]);
        let mut found = vec![(1, 1); spans.len()];
        let (mut file, mut rest, mut at, mut position) = (FileId::NONE, "", 0, (1, 1));
        for index in order {
            let span = spans[index];
            if span.file != file {
                (file, rest, at, position) = (span.file, self.text(span.file), 0, (1, 1));
            }
            while at < span.start
                && let Some(c) = rest.chars().next()
            {
                rest = &rest[c.len_utf8()..];
                at += c.len_utf8();
                position = match c {
                    '\n' => (position.0 + 1, 1),
                    _ => (position.0, position.1 + 1),
                };
            }
            found[index] = position;
        }
        found
    }
}

impl FileId {
    /// No file, for errors about the folder as a whole.
    pub const NONE: Self = Self(usize::MAX);

    /// Empty span at the start of the file, for errors about the file as a whole.
    pub fn start(self) -> Span {
        self.span(0..0)
    }

    /// Span of a range in the file.
    pub fn span(self, range: Range<usize>) -> Span {
        Span {
            file: self,
            start: range.start,
            end: range.end.max(range.start),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Sources, Span};
    use std::collections::BTreeMap;

    #[test]
    fn positions_of_many_spans_are_those_of_each() {
        let files = [("a", "é\nab\n\nc"), ("b", "x😀y\n")];
        let files: BTreeMap<_, _> = files.map(|(path, text)| (path.into(), text.into())).into();
        let sources = Sources::new("", files);
        let ids: Vec<_> = sources.files().map(|(id, ..)| id).collect();
        let offsets = [4, 0, 2, 3, 6, 7, 8, 0, 1, 5, 6, 7];
        let spans: Vec<Span> = offsets
            .iter()
            .zip(0..)
            .map(|(at, index)| ids[index / 7].span(*at..*at))
            .collect();
        let each: Vec<_> = spans
            .iter()
            .map(|span| sources.line_column(*span))
            .collect();
        assert_eq!(sources.line_columns(&spans), each);
        assert_eq!(each[..3], [(2, 2), (1, 1), (1, 2)]);
    }
}
