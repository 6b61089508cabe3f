//! A fact about the surface of a crate, and the line that says it.

use super::kind::ItemKind;
use super::marks::Marks;
use super::subjects::Subjects;

/// A public item of a generated crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RustItem {
    /// What it is.
    pub kind: ItemKind,
    /// Its path from the root of the crate. With the kind and the feature it names the item; so the same item of two
    /// versions of a crate is found by them.
    pub path: String,
    /// All that callers can rely on, in one line.
    pub line: String,
    /// The file of the listing that holds the line, without its ending: the id of a resource, or `crate`.
    pub file: String,
    /// What the item is there for, by its stable path in the spec, such as `allow_policies.list.query.page`.
    pub subject: Option<String>,
    /// Whether callers are warned.
    pub deprecated: bool,
    /// The feature of the crate without which it is missing.
    pub feature: Option<String>,
}

/// An item that is to become a line.
#[derive(Debug)]
pub(super) struct Fact {
    pub(super) kind: ItemKind,
    pub(super) path: String,
    /// What follows the path.
    pub(super) rest: String,
    pub(super) marks: Marks,
}

impl Fact {
    pub(super) fn into_item(self, subjects: &Subjects) -> RustItem {
        let Self {
            kind,
            path,
            rest,
            marks,
        } = self;
        RustItem {
            line: format!("{:<8}{path}{rest}{marks}", kind.word()),
            file: subjects.file(kind, &path),
            subject: subjects.subject(kind, &path),
            deprecated: marks.deprecated.is_some(),
            feature: marks.feature,
            kind,
            path,
        }
    }
}
