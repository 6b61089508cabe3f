//! Visitor for scalars.

use std::borrow::Cow;
use std::fmt;

use serde::de::{MapAccess, SeqAccess, Visitor};

use super::fail;
use crate::model::scalar::mismatch;
use crate::model::{DecodeError, Scalar};

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

/// Implements the scalar methods of a visitor that accepts no scalars.
macro_rules! refuse_scalars {
    ($expected:literal) => {
        refuse_scalars!(@ $expected:
            visit_bool(bool) "a boolean", visit_i64(i64) "a number", visit_u64(u64) "a number",
            visit_f64(f64) "a number", visit_str(&str) "a string");

        fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
            Err(super::fail(crate::model::scalar::mismatch($expected, "null"), self.error))
        }
    };
    (@ $expected:literal: $($visit:ident($scalar:ty) $found:literal),*) => {$(
        fn $visit<E: serde::de::Error>(self, _: $scalar) -> Result<(), E> {
            Err(super::fail(crate::model::scalar::mismatch($expected, $found), self.error))
        }
    )*};
}
pub(super) use refuse_scalars;
