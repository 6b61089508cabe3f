//! Presence of fields.

/// How a struct represents a member, which may be absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// No field: the struct encodes and checks the only value.
    Implied,
    /// `T`: always present.
    Required,
    /// `Option<T>`: omitted if `None`.
    Optional,
    /// `Option<T>`: `null` if `None`.
    Nullable,
    /// `Option<Option<T>>`: omitted, `null`, or a value.
    OptionalNullable,
}
