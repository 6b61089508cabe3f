//! The losses and decisions of an import, with their places.

use super::Loss;

/// The losses and decisions of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Ordered by kind, then by place.
    pub(super) losses: Vec<Lost>,
    /// Ordered by place.
    pub(super) decisions: Vec<Decision>,
}

/// An element that could not be carried over.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Lost {
    pub(super) kind: Loss,
    pub(super) place: Place,
    /// Names the element.
    pub(super) detail: String,
}

/// A detected convention.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Decision {
    pub(super) place: Place,
    pub(super) decision: String,
    /// The evidence for it.
    pub(super) reason: String,
}

/// Place in a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Path of the file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// JSON pointer, with the path of the file unless it is the root file.
    pub pointer: String,
}

impl ImportReport {
    /// Number of losses.
    pub fn count(&self) -> usize {
        self.losses.len()
    }

    /// The losses of each kind that occurs.
    pub(super) fn by_kind(&self) -> impl Iterator<Item = (Loss, &[Lost])> {
        self.losses
            .chunk_by(|a, b| a.kind == b.kind)
            .filter_map(|losses| Some((losses.first()?.kind, losses)))
    }

    /// Numbers of losses and decisions, such as `3 losses of 2 kinds, 1 decision`.
    pub(super) fn title(&self) -> String {
        let kinds = self.by_kind().count();
        let losses = match self.count() {
            0 => "no losses".to_owned(),
            count => format!(
                "{} of {}",
                counted(count, "loss", "losses"),
                counted(kinds, "kind", "kinds")
            ),
        };
        match self.decisions.len() {
            0 => losses,
            count => format!("{losses}, {}", counted(count, "decision", "decisions")),
        }
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
