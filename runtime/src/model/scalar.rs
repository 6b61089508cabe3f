//! Values without parts.

use std::borrow::Cow;

use super::DecodeError;

/// The largest number up to which a float tells all whole numbers apart, 2^53.
const EXACT_WHOLE: f64 = 9_007_199_254_740_992.0;

/// A value that is neither a list nor an object.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar<'de> {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number without a fraction.
    Integer(i64),
    /// One that is too large for the former.
    Unsigned(u64),
    /// A number with a fraction or an exponent.
    Number(f64),
    /// A string.
    Text(Cow<'de, str>),
}

impl<'de> Scalar<'de> {
    /// The string that this is.
    pub(crate) fn text(self) -> Result<Cow<'de, str>, DecodeError> {
        match self {
            Self::Text(text) => Ok(text),
            other => Err(other.instead_of("a string")),
        }
    }

    /// The boolean that this is.
    pub(crate) fn boolean(self) -> Result<bool, DecodeError> {
        match self {
            Self::Boolean(boolean) => Ok(boolean),
            other => Err(other.instead_of("a boolean")),
        }
    }

    /// The whole number that this is: `1.0` is one, since some servers write all numbers so.
    ///
    /// A float too large to be exact is refused rather than guessed.
    pub(crate) fn integer(self) -> Result<i128, DecodeError> {
        match self {
            Self::Integer(integer) => Ok(integer.into()),
            Self::Unsigned(integer) => Ok(integer.into()),
            #[allow(
                clippy::cast_possible_truncation,
                reason = "it has no fraction, and i128 reaches far beyond 2^53"
            )]
            Self::Number(number) if number.fract() == 0.0 && number.abs() <= EXACT_WHOLE => {
                Ok(number as i128)
            }
            Self::Number(_) => Err(DecodeError::new(
                "not a whole number, or too large to be exact",
            )),
            other => Err(other.instead_of("a whole number")),
        }
    }

    /// The number that this is.
    pub(crate) fn number(self) -> Result<f64, DecodeError> {
        match self {
            Self::Number(number) => Ok(number),
            #[allow(
                clippy::cast_precision_loss,
                reason = "a float is asked for, and the nearest one is given"
            )]
            Self::Integer(integer) => Ok(integer as f64),
            #[allow(
                clippy::cast_precision_loss,
                reason = "a float is asked for, and the nearest one is given"
            )]
            Self::Unsigned(integer) => Ok(integer as f64),
            other => Err(other.instead_of("a number")),
        }
    }

    fn instead_of(&self, expected: &str) -> DecodeError {
        mismatch(expected, self.kind())
    }

    /// What kind of value this is, in words.
    fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "a boolean",
            Self::Integer(_) | Self::Unsigned(_) | Self::Number(_) => "a number",
            Self::Text(_) => "a string",
        }
    }
}

/// The error about a value of the wrong type. Unlike serde's it does not quote the value.
pub(super) fn mismatch(expected: &str, found: &str) -> DecodeError {
    DecodeError::new(format_args!("expected {expected}, found {found}"))
}
