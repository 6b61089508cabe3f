//! Decimal numbers.

use std::fmt;
use std::str::FromStr;

use super::{Decode, DecodeError, Source};

/// A decimal number of any precision, e.g. `12.50`.
///
/// It keeps the digits as the server sent them, so no precision is lost. To calculate with it, parse
/// [`as_str`](Self::as_str) into a type of your choice. Comparison is that of strings: `1.0` and
/// `1.00` are different.
///
/// ```
/// # use clientwright_runtime::Decimal;
/// let price: Decimal = "12.50".parse()?;
/// assert_eq!(price.as_str(), "12.50");
/// # Ok::<(), clientwright_runtime::DecodeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decimal(Box<str>);

impl Decimal {
    /// The digits, with the sign, the decimal point and the exponent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Parses the syntax of Rust's floats without names such as `inf`.
    fn parse(text: &str) -> Option<Self> {
        let is_part =
            |byte: u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E');
        let is_number = text.bytes().all(is_part) && text.parse::<f64>().is_ok();
        is_number.then(|| Self(text.into()))
    }
}

impl FromStr for Decimal {
    type Err = DecodeError;

    fn from_str(text: &str) -> Result<Self, DecodeError> {
        Self::parse(text).ok_or_else(|| DecodeError::new("not a decimal number"))
    }
}

impl From<i64> for Decimal {
    fn from(integer: i64) -> Self {
        Self(integer.to_string().into())
    }
}

impl AsRef<str> for Decimal {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Decode for Decimal {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, DecodeError> {
        source.parsed("a decimal number", Self::parse)
    }
}

impl serde::Serialize for Decimal {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl<'de> serde::Deserialize<'de> for Decimal {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        super::deserialize(from)
    }
}
