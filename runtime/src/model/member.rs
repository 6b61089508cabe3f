//! Members of objects.

/// A member of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member<'a> {
    /// Names of the field and, if different, of the member; the last one is used.
    ///
    /// This is a list because a macro can add an optional element to it without calling another
    /// macro.
    pub names: &'a [&'static str],
    /// Whether the member may be missing or null.
    pub presence: Presence,
}

/// Whether a member may be missing or null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// `T`: must be present and must not be null.
    Required,
    /// `Option<T>`: missing and null decode to `None`, which is omitted.
    Optional,
    /// `Option<T>`: missing and null decode to `None`, which is encoded as null.
    Nullable,
    /// `Option<Option<T>>`: missing is `None` and null is `Some(None)`, in both directions.
    OptionalNullable,
}

impl Member<'_> {
    /// Name of the member in the document.
    pub(super) fn name(&self) -> &'static str {
        self.names.last().copied().unwrap_or_default()
    }
}

impl Presence {
    pub(super) fn is_required(self) -> bool {
        self == Self::Required
    }

    pub(super) fn null_is_missing(self) -> bool {
        matches!(self, Self::Optional | Self::Nullable)
    }
}
