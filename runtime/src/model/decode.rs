//! Reading: the traits between a model and the document that it comes from.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;

use super::{DecodeError, Member, Scalar};

/// A type that can be read from a [`Source`].
pub trait Decode: Sized {
    /// Reads one value.
    ///
    /// # Errors
    /// When the value is not of this type, cannot be parsed, or was read before.
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, DecodeError>;
}

/// One value of a document, to be read once, by the method for the expected type.
///
/// The document must be self-describing, as JSON is. A value that is not read at all is skipped.
pub trait Source<'de> {
    /// Reads anything but a list or an object; `expected` is for the error about those.
    ///
    /// # Errors
    /// When the value is a list or an object, cannot be parsed, or was read before.
    fn scalar(&mut self, expected: &str) -> Result<Scalar<'de>, DecodeError>;

    /// Reads any value and keeps it as it is.
    ///
    /// # Errors
    /// When the value cannot be parsed, or was read before.
    fn value(&mut self) -> Result<Value, DecodeError>;

    /// Calls `read` unless the value is null.
    ///
    /// # Errors
    /// When `read` fails, or the value cannot be parsed, or was read before.
    fn nullable(&mut self, read: Read<'_, 'de>) -> Result<(), DecodeError>;

    /// Calls `read` for each item of a list.
    ///
    /// # Errors
    /// When the value is no list, cannot be parsed, or was read before, or `read` fails for an item.
    fn list(&mut self, read: Read<'_, 'de>) -> Result<(), DecodeError>;

    /// Reads an object, the member `members[i]` into `slots[i]`.
    ///
    /// Other members go into the first `rest`, or are skipped. If a member is repeated, the last
    /// one counts.
    ///
    /// # Errors
    /// When the value is no object, cannot be parsed, or was read before; when a required member is
    /// missing, or a slot or the `rest` refuses its value.
    fn object(
        &mut self,
        members: &[Member<'_>],
        slots: &mut [&mut dyn Slot],
        rest: &mut [&mut dyn Rest],
    ) -> Result<(), DecodeError>;
}

/// What is done with a value inside another one.
pub type Read<'a, 'de> = &'a mut dyn FnMut(&mut dyn Source<'de>) -> Result<(), DecodeError>;

impl<'de> dyn Source<'de> + '_ {
    /// Reads a string, borrowed from the document where that is possible.
    ///
    /// # Errors
    /// When the value is no string, cannot be parsed, or was read before.
    pub fn text(&mut self) -> Result<Cow<'de, str>, DecodeError> {
        self.scalar("a string")?.text()
    }

    /// Reads a string that `parse` understands, such as `an RFC 3339 timestamp`.
    pub(crate) fn parsed<T>(
        &mut self,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, DecodeError> {
        parse(&self.text()?).ok_or_else(|| DecodeError::new(format_args!("not {expected}")))
    }
}

/// The place for the value of one member, empty at first: an `Option<T>`.
pub trait Slot {
    /// Reads a value into the slot, in place of any before it; without a source, empties it.
    ///
    /// # Errors
    /// When the value cannot be read as what the slot is for.
    fn fill(&mut self, source: Option<&mut dyn Source<'_>>) -> Result<(), DecodeError>;

    /// Whether there is a value.
    fn is_filled(&self) -> bool;
}

impl<T: Decode> Slot for Option<T> {
    fn fill(&mut self, source: Option<&mut dyn Source<'_>>) -> Result<(), DecodeError> {
        *self = match source {
            Some(source) => Some(T::decode(source)?),
            None => None,
        };
        Ok(())
    }

    fn is_filled(&self) -> bool {
        self.is_some()
    }
}

/// The place for members whose names are not known beforehand: a map.
pub trait Rest {
    /// Reads one more member, in place of any before it with that name.
    ///
    /// # Errors
    /// When the value cannot be read as what the map holds.
    fn insert(&mut self, name: &str, source: &mut dyn Source<'_>) -> Result<(), DecodeError>;
}

impl<T: Decode> Rest for BTreeMap<String, T> {
    fn insert(&mut self, name: &str, source: &mut dyn Source<'_>) -> Result<(), DecodeError> {
        let value = T::decode(source)?;
        self.insert(name.to_owned(), value);
        Ok(())
    }
}
