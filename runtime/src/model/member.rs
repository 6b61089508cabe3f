//! What a model says about each of its members.

/// A member of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member<'a> {
    /// The names of the field and, if it differs, of the member; the last one counts.
    ///
    /// A list, because a macro can put an optional part into one without calling another macro.
    pub names: &'a [&'static str],
    /// When the member may be absent.
    pub kind: Kind,
}

/// When a member may be absent, and what null means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A `T`: must be there, and must not be null.
    Required,
    /// An `Option<T>`: missing and null are both `None`, which is left out.
    Optional,
    /// An `Option<T>`: missing and null are both `None`, which is written as null.
    Nullable,
    /// An `Option<Option<T>>`: missing is `None`, null is `Some(None)`, and the same in writing.
    OptionalNullable,
}

impl Member<'_> {
    /// The name in the document.
    pub(super) fn name(&self) -> &'static str {
        self.names.last().copied().unwrap_or_default()
    }
}

impl Kind {
    pub(super) fn is_required(self) -> bool {
        self == Self::Required
    }

    pub(super) fn null_is_missing(self) -> bool {
        matches!(self, Self::Optional | Self::Nullable)
    }
}
