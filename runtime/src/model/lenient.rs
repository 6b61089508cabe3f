//! Values that may be malformed.

use super::{Decode, DecodeError, Source, Value, from_value};

/// A value of a field for which the server also returns malformed values, e.g. an empty string
/// instead of a URL.
///
/// A malformed value fails the whole response, unless the field is lenient. A lenient field keeps
/// the JSON value, which is also what the client sends if it returns the field to the server.
///
/// ```
/// # use clientwright_runtime::{Date, Lenient, model::from_json};
/// let dates: Vec<Lenient<Date>> = from_json(br#"["2026-01-31", "0000-00-00"]"#)?;
/// assert!(dates[0].valid().is_some_and(|date| date.year() == 2026));
/// assert!(matches!(&dates[1], Lenient::Malformed(value) if value == "0000-00-00"));
/// # Ok::<(), clientwright_runtime::DecodeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Lenient<T> {
    /// A value of the documented type.
    Valid(T),
    /// Any other value, as the server sent it.
    Malformed(Value),
}

impl<T> Lenient<T> {
    /// The value, unless it is malformed.
    pub fn valid(&self) -> Option<&T> {
        match self {
            Self::Valid(value) => Some(value),
            Self::Malformed(_) => None,
        }
    }

    /// Converts into the value, unless it is malformed.
    pub fn into_valid(self) -> Option<T> {
        match self {
            Self::Valid(value) => Some(value),
            Self::Malformed(_) => None,
        }
    }
}

impl<T> From<T> for Lenient<T> {
    fn from(value: T) -> Self {
        Self::Valid(value)
    }
}

impl<T: Decode> Decode for Lenient<T> {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, DecodeError> {
        let value = source.value()?;
        Ok(from_value(&value).map_or_else(|_| Self::Malformed(value), Self::Valid))
    }
}

impl<T: serde::Serialize> serde::Serialize for Lenient<T> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Valid(value) => value.serialize(to),
            Self::Malformed(value) => value.serialize(to),
        }
    }
}

impl<'de, T: Decode> serde::Deserialize<'de> for Lenient<T> {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        super::deserialize(from)
    }
}
