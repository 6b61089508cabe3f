//! Scalar values.

use std::borrow::Cow;

use super::DecodeError;

/// Up to this number, 2^53, a float represents every integer exactly.
const EXACT_WHOLE: f64 = 9_007_199_254_740_992.0;

/// A value that is neither a list nor an object.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar<'de> {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// An integer that exceeds `i64`.
    Unsigned(u64),
    /// A number with a fraction or an exponent.
    Number(f64),
    /// A string.
    Text(Cow<'de, str>),
}

impl<'de> Scalar<'de> {
    /// Returns the string.
    pub(crate) fn text(self) -> Result<Cow<'de, str>, DecodeError> {
        match self {
            Self::Text(text) => Ok(text),
            other => Err(other.instead_of("a string")),
        }
    }

    /// Returns the boolean.
    pub(crate) fn boolean(self) -> Result<bool, DecodeError> {
        match self {
            Self::Boolean(boolean) => Ok(boolean),
            other => Err(other.instead_of("a boolean")),
        }
    }

    /// Returns the integer. Accepts `1.0`, since some servers encode all numbers this way.
    ///
    /// Rejects floats that are too large to be exact.
    pub(crate) fn integer(self) -> Result<i128, DecodeError> {
        match self {
            Self::Integer(integer) => Ok(integer.into()),
            Self::Unsigned(integer) => Ok(integer.into()),
            #[allow(
                clippy::cast_possible_truncation,
                reason = "the number has no fraction, and i128 exceeds 2^53"
            )]
            Self::Number(number) if number.fract() == 0.0 && number.abs() <= EXACT_WHOLE => {
                Ok(number as i128)
            }
            Self::Number(_) => Err(DecodeError::new(
                "expected an integer that can be represented exactly",
            )),
            other => Err(other.instead_of("an integer")),
        }
    }

    /// Returns the number.
    pub(crate) fn number(self) -> Result<f64, DecodeError> {
        match self {
            Self::Number(number) => Ok(number),
            #[allow(clippy::cast_precision_loss, reason = "the nearest float is returned")]
            Self::Integer(integer) => Ok(integer as f64),
            #[allow(clippy::cast_precision_loss, reason = "the nearest float is returned")]
            Self::Unsigned(integer) => Ok(integer as f64),
            other => Err(other.instead_of("a number")),
        }
    }

    fn instead_of(&self, expected: &str) -> DecodeError {
        mismatch(expected, self.kind())
    }

    /// Name of the type in error messages.
    fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "a boolean",
            Self::Integer(_) | Self::Unsigned(_) | Self::Number(_) => "a number",
            Self::Text(_) => "a string",
        }
    }
}

/// The error for a value of the wrong type. Unlike serde's, it does not quote the value.
pub(super) fn mismatch(expected: &str, found: &str) -> DecodeError {
    DecodeError::new(format_args!("expected {expected}, found {found}"))
}
