//! Values without parts, and the visitor that reads them.

use std::borrow::Cow;
use std::fmt;

use serde::de::{MapAccess, SeqAccess, Visitor};

use super::DecodeError;
use super::source::fail;

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

/// Reads a [`Scalar`].
pub(super) struct ScalarVisitor<'a> {
    pub(super) expected: &'a str,
    pub(super) error: &'a mut Option<DecodeError>,
}

impl<'de> Visitor<'de> for ScalarVisitor<'_> {
    type Value = Scalar<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Scalar::Null)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Scalar::Null)
    }

    fn visit_bool<E>(self, boolean: bool) -> Result<Self::Value, E> {
        Ok(Scalar::Boolean(boolean))
    }

    fn visit_i64<E>(self, integer: i64) -> Result<Self::Value, E> {
        Ok(Scalar::Integer(integer))
    }

    fn visit_u64<E>(self, integer: u64) -> Result<Self::Value, E> {
        Ok(i64::try_from(integer).map_or(Scalar::Unsigned(integer), Scalar::Integer))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Scalar::Number(number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Owned(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
        Err(fail(mismatch(self.expected, "a list"), self.error))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
        Err(fail(mismatch(self.expected, "an object"), self.error))
    }
}

/// Makes a visitor of lists or objects refuse scalars, by leaving an error in its place for one.
macro_rules! refuse_scalars {
    ($expected:literal) => {
        refuse_scalars!(@ $expected:
            visit_bool(bool) "a boolean", visit_i64(i64) "a number", visit_u64(u64) "a number",
            visit_f64(f64) "a number", visit_str(&str) "a string");

        fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
            Err(super::source::fail(super::scalar::mismatch($expected, "null"), self.error))
        }
    };
    (@ $expected:literal: $($visit:ident($scalar:ty) $found:literal),*) => {$(
        fn $visit<E: serde::de::Error>(self, _: $scalar) -> Result<(), E> {
            Err(super::source::fail(super::scalar::mismatch($expected, $found), self.error))
        }
    )*};
}
pub(super) use refuse_scalars;
