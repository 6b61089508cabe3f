//! A fact about the surface of a crate, and the line that says it.

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

macro_rules! kinds {
    ($($doc:literal $kind:ident = $word:literal,)+) => {
        /// What an item is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ItemKind {
            $(#[doc = $doc] $kind,)+
        }

        impl ItemKind {
            /// The word that its lines start with.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$kind => $word,)+
                }
            }
        }
    };
}

kinds! {
    "A fact of the manifest, such as the oldest compiler that will do." Package = "crate",
    "A feature of the crate." Feature = "feature",
    "A module." Module = "mod",
    "An item of another crate, under a name of this one." Use = "use",
    "A struct." Struct = "struct",
    "An enum." Enum = "enum",
    "Another name of a type." Alias = "type",
    "A field of a struct." Field = "field",
    "A variant of an enum." Variant = "variant",
    "A function or method." Function = "fn",
    "A constant." Constant = "const",
    "A static." Static = "static",
    "The traits of a type." Impl = "impl",
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
