//! Properties of the fields of a model that its Rust type does not express.

use crate::model::Constraints;

/// Field names, grouped by annotation.
#[derive(Debug, Clone, Copy)]
pub struct Annotations {
    pub(super) read_only: &'static [&'static str],
    pub(super) write_only: &'static [&'static str],
    pub(super) required: &'static [&'static str],
    pub(super) nullable: &'static [&'static str],
    pub(super) defaults: &'static [(&'static str, &'static str)],
    pub(super) examples: &'static [(&'static str, &'static str)],
    pub(super) constraints: &'static [(&'static str, Constraints)],
}

impl Annotations {
    /// Annotates no member.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            read_only: &[],
            write_only: &[],
            required: &[],
            nullable: &[],
            defaults: &[],
            examples: &[],
            constraints: &[],
        }
    }

    /// Sets the members that only the server sets.
    #[must_use]
    pub const fn read_only(self, read_only: &'static [&'static str]) -> Self {
        Self { read_only, ..self }
    }

    /// Sets the members that the server never returns.
    #[must_use]
    pub const fn write_only(self, write_only: &'static [&'static str]) -> Self {
        Self { write_only, ..self }
    }

    /// Sets the members that are required although their field is an `Option`.
    #[must_use]
    pub const fn required(self, required: &'static [&'static str]) -> Self {
        Self { required, ..self }
    }

    /// Sets the members that may be null although their field cannot express it.
    #[must_use]
    pub const fn nullable(self, nullable: &'static [&'static str]) -> Self {
        Self { nullable, ..self }
    }

    /// Sets the default values, as JSON.
    #[must_use]
    pub const fn defaults(self, defaults: &'static [(&'static str, &'static str)]) -> Self {
        Self { defaults, ..self }
    }

    /// Sets the examples, as JSON. The fake uses them if it has to make up a value.
    #[must_use]
    pub const fn examples(self, examples: &'static [(&'static str, &'static str)]) -> Self {
        Self { examples, ..self }
    }

    /// Sets the constraints of values.
    #[must_use]
    pub const fn constraints(self, constraints: &'static [(&'static str, Constraints)]) -> Self {
        Self {
            constraints,
            ..self
        }
    }
}

impl Default for Annotations {
    fn default() -> Self {
        Self::new()
    }
}

/// The annotations of models that have none of their own.
///
/// A generated crate defines `ANNOTATIONS` as an inherent constant of the models that it annotates.
/// Inherent constants take precedence over those of traits.
#[doc(hidden)]
pub trait NotAnnotated {
    /// No annotations.
    const ANNOTATIONS: Annotations = Annotations::new();
}

impl<T> NotAnnotated for T {}
