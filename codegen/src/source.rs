//! The texts of a spec and places in them. Nothing here touches a disk: the caller brings the text.

use std::collections::BTreeMap;
use std::ops::Range;

/// The files of one spec, by path relative to the spec's folder, in a fixed order.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    root: String,
    files: Vec<(String, String)>,
    renamed_keys: bool,
}

/// A file of [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(usize);

/// A stretch of bytes in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last byte; equal to `start` for a place between two bytes.
    pub end: usize,
}

impl Sources {
    /// The files of the folder that messages call `root`; keys are paths below it, with `/`.
    pub fn new(root: impl Into<String>, files: BTreeMap<String, String>) -> Self {
        Self {
            root: root.into(),
            files: files.into_iter().collect(),
            renamed_keys: false,
        }
    }

    /// The same files, in which keys of the format may have the names they had in earlier versions. Meant for the older
    /// side of a comparison: it is history and cannot be edited.
    #[must_use]
    pub fn with_renamed_keys(self) -> Self {
        Self {
            renamed_keys: true,
            ..self
        }
    }

    /// Whether keys may have their former names.
    pub(crate) fn has_renamed_keys(&self) -> bool {
        self.renamed_keys
    }

    /// All files, in the order of their paths.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &str, &str)> {
        self.files
            .iter()
            .enumerate()
            .map(|(index, (path, text))| (FileId(index), path.as_str(), text.as_str()))
    }

    /// The folder's name, as messages show it.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// The path to show in messages; the folder, for [`FileId::NONE`].
    pub fn display_path(&self, file: FileId) -> String {
        match self.files.get(file.0) {
            None => self.root.clone(),
            Some((path, _)) => self.path(path),
        }
    }

    /// The path to show of a file that the folder holds, or should hold.
    pub fn path(&self, path: &str) -> String {
        match self.root.as_str() {
            "" => path.to_owned(),
            root => format!("{root}/{path}"),
        }
    }

    /// The text of a file; empty for an id of other sources.
    pub fn text(&self, file: FileId) -> &str {
        self.files.get(file.0).map_or("", |(_, text)| text)
    }

    /// Line and column (both from 1, the column in characters) of a span's start.
    pub fn line_column(&self, span: Span) -> (usize, usize) {
        let text = self.text(span.file);
        let before = text.get(..span.start.min(text.len())).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }
}

impl FileId {
    /// No file, for what concerns the folder as a whole.
    pub const NONE: Self = Self(usize::MAX);

    /// The place at the very start of the file, for what concerns the file as a whole.
    pub fn start(self) -> Span {
        self.span(0..0)
    }

    /// A stretch of the file.
    pub fn span(self, range: Range<usize>) -> Span {
        Span {
            file: self,
            start: range.start,
            end: range.end.max(range.start),
        }
    }
}
