//! Decoding traits.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;

use super::{DecodeError, Member, Scalar};

/// A type that can be decoded from a [`Source`].
pub trait Decode: Sized {
    /// Decodes a value.
    ///
    /// # Errors
    /// Returns an error if the value does not have this type or cannot be parsed, or if the source
    /// has already been read.
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, DecodeError>;
}

/// A value in a document. It can be read once, with the method for the expected type.
///
/// The format must be self-describing, like JSON. A value that is not read is skipped.
pub trait Source<'de> {
    /// Reads a scalar. `expected` describes the expected type in the error for a list or an object.
    ///
    /// # Errors
    /// Returns an error if the value is a list or an object, cannot be parsed, or has already been
    /// read.
    fn scalar(&mut self, expected: &str) -> Result<Scalar<'de>, DecodeError>;

    /// Reads any value as JSON.
    ///
    /// # Errors
    /// Returns an error if the value cannot be parsed or has already been read.
    fn value(&mut self) -> Result<Value, DecodeError>;

    /// Reads any value as JSON, borrowed from the document if possible.
    ///
    /// # Errors
    /// Returns an error if the value cannot be parsed or has already been read.
    fn tree(&mut self) -> Result<Cow<'de, Value>, DecodeError> {
        self.value().map(Cow::Owned)
    }

    /// Returns true if the value is decoded only to find out whether it can be. The decoded value is
    /// then discarded.
    fn is_trial(&self) -> bool {
        false
    }

    /// Calls `read` unless the value is null.
    ///
    /// # Errors
    /// Returns an error if `read` fails, or if the value cannot be parsed or has already been read.
    fn nullable(&mut self, read: Read<'_, 'de>) -> Result<(), DecodeError>;

    /// Calls `read` for each item of a list.
    ///
    /// # Errors
    /// Returns an error if `read` fails, or if the value is not a list, cannot be parsed, or has
    /// already been read.
    fn list(&mut self, read: Read<'_, 'de>) -> Result<(), DecodeError>;

    /// Reads an object: member `members[i]` into `slots[i]`.
    ///
    /// Unknown members are added to the first `rest`, if there is one, and skipped otherwise. If a
    /// member is repeated, the last one wins.
    ///
    /// # Errors
    /// Returns an error if the value is not an object, cannot be parsed, or has already been read;
    /// if a required member is missing; or if a member cannot be decoded.
    fn object(
        &mut self,
        members: &[Member<'_>],
        slots: &mut [&mut dyn Slot],
        rest: &mut [&mut dyn Rest],
    ) -> Result<(), DecodeError>;
}

/// A callback that reads a nested value.
pub type Read<'a, 'de> = &'a mut dyn FnMut(&mut dyn Source<'de>) -> Result<(), DecodeError>;

impl<'de> dyn Source<'de> + '_ {
    /// Reads a string, borrowed from the document if possible.
    ///
    /// # Errors
    /// Returns an error if the value is not a string, cannot be parsed, or has already been read.
    pub fn text(&mut self) -> Result<Cow<'de, str>, DecodeError> {
        self.scalar("a string")?.text()
    }

    /// Reads a string and parses it. `expected` describes the format, e.g. `an RFC 3339 timestamp`.
    pub(crate) fn parsed<T>(
        &mut self,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, DecodeError> {
        parse(&self.text()?).ok_or_else(|| DecodeError::new(format_args!("not {expected}")))
    }
}

/// The value of a member, initially empty. Implemented by `Option<T>`.
pub trait Slot {
    /// Decodes a value into the slot, replacing any previous one; empties it if `source` is `None`.
    ///
    /// # Errors
    /// Returns an error if the value cannot be decoded.
    fn fill(&mut self, source: Option<&mut dyn Source<'_>>) -> Result<(), DecodeError>;

    /// Returns true if the slot holds a value.
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

/// A map that collects unknown members.
pub trait Rest {
    /// Decodes a member, replacing any previous one with the same name.
    ///
    /// # Errors
    /// Returns an error if the value cannot be decoded.
    fn insert(&mut self, name: &str, source: &mut dyn Source<'_>) -> Result<(), DecodeError>;
}

impl<T: Decode> Rest for BTreeMap<String, T> {
    fn insert(&mut self, name: &str, source: &mut dyn Source<'_>) -> Result<(), DecodeError> {
        let value = T::decode(source)?;
        self.insert(name.to_owned(), value);
        Ok(())
    }
}
