//! Presence of fields.

/// How a field of a struct represents an absent value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// `T`: always present.
    Required,
    /// `Option<T>`: omitted if `None`.
    Optional,
    /// `Option<T>`: `null` if `None`.
    Nullable,
    /// `Option<Option<T>>`: omitted, `null`, or a value.
    OptionalNullable,
}
