//! Values of generated types, for tests.

use super::sample;
use super::schema::Typed;
use crate::model::{Decode, DecodeError, from_value};

/// Creates values of the models of an API, which code outside of the generated crate cannot
/// construct.
///
/// Implemented by all models, enums, unions and identifiers.
///
/// ```
/// # use clientwright_runtime as runtime;
/// # #[derive(Debug, Clone, PartialEq)]
/// # pub struct Policy { pub name: String, pub note: Option<String> }
/// # runtime::object! { Policy: required name; optional note; }
/// use runtime::testing::Sample;
///
/// let policy = Policy::sample()?.with(|it| it.note = Some("new".to_owned()));
/// assert_eq!(policy.note.as_deref(), Some("new"));
/// # Ok::<(), runtime::DecodeError>(())
/// ```
pub trait Sample: Decode + Typed {
    /// Creates a value. Required fields have their default or example values, or made-up ones.
    /// Other fields without defaults are `None`.
    ///
    /// # Errors
    /// Returns an error if the type has no value, because it contains itself.
    fn sample() -> Result<Self, DecodeError> {
        let value = sample::value_of(Self::TYPE);
        from_value(&value.ok_or_else(|| DecodeError::new("the type contains itself"))?)
    }

    /// Changes fields of the value.
    #[must_use]
    fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }
}

impl<T: Decode + Typed> Sample for T {}
