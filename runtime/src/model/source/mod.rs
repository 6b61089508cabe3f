//! [`Source`] for serde deserializers. The only code that is generic over formats.

mod list;
mod object;
mod scalar;
mod tree;

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny};
use serde_json::Value;

use super::{DecodeError, Member, Read, Rest, Scalar, Slot, Source};
use list::{ListVisitor, NullableVisitor};
use object::ObjectVisitor;
use scalar::ScalarVisitor;

pub(super) use tree::Tree;

/// Reads the value of a deserializer.
pub(super) fn read<'de, D: Deserializer<'de>>(
    from: D,
    read: Read<'_, 'de>,
) -> Result<(), DecodeError> {
    let mut source = Once(Some(from));
    read(&mut source)?;
    match source.0 {
        // Skip a value that was not read, so that the next one can be.
        Some(unread) => IgnoredAny::deserialize(unread)
            .map(drop)
            .map_err(DecodeError::new),
        None => Ok(()),
    }
}

/// A deserializer until it is used.
struct Once<D>(Option<D>);

impl<'de, D: Deserializer<'de>> Once<D> {
    /// Runs a visitor. It reports errors through its second argument, since the deserializer's
    /// error type preserves neither the path nor the message.
    fn run<T>(
        &mut self,
        visit: impl FnOnce(D, &mut Option<DecodeError>) -> Result<T, D::Error>,
    ) -> Result<T, DecodeError> {
        let from = self
            .0
            .take()
            .ok_or_else(|| DecodeError::new("the value has already been read"))?;
        let mut error = None;
        visit(from, &mut error).map_err(|own| error.unwrap_or_else(|| DecodeError::new(own)))
    }
}

impl<'de, D: Deserializer<'de>> Source<'de> for Once<D> {
    fn scalar(&mut self, expected: &str) -> Result<Scalar<'de>, DecodeError> {
        self.run(|from, error| from.deserialize_any(ScalarVisitor { expected, error }))
    }

    fn value(&mut self) -> Result<Value, DecodeError> {
        self.run(|from, _| Value::deserialize(from))
    }

    fn nullable(&mut self, read: Read<'_, 'de>) -> Result<(), DecodeError> {
        self.run(|from, error| from.deserialize_option(NullableVisitor(Inner { read, error })))
    }

    fn list(&mut self, read: Read<'_, 'de>) -> Result<(), DecodeError> {
        self.run(|from, error| from.deserialize_any(ListVisitor { read, error }))
    }

    fn object(
        &mut self,
        members: &[Member<'_>],
        slots: &mut [&mut dyn Slot],
        rest: &mut [&mut dyn Rest],
    ) -> Result<(), DecodeError> {
        self.run(|from, error| {
            from.deserialize_any(ObjectVisitor {
                members,
                slots,
                rest,
                error,
            })
        })
    }
}

/// A nested value.
pub(super) struct Inner<'a, 'de> {
    pub(super) read: Read<'a, 'de>,
    pub(super) error: &'a mut Option<DecodeError>,
}

impl<'de> DeserializeSeed<'de> for Inner<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        read(from, self.read).map_err(|error| fail(error, self.error))
    }
}

/// Stores the error and returns a placeholder for serde.
pub(super) fn fail<E: Error>(error: DecodeError, place: &mut Option<DecodeError>) -> E {
    *place = Some(error);
    E::custom("")
}

/// Adds a step to the path of an error in a nested value.
pub(super) fn inside<T, E: fmt::Display>(
    outcome: Result<T, E>,
    error: &mut Option<DecodeError>,
    step: impl FnOnce(DecodeError) -> DecodeError,
) -> Result<T, E> {
    outcome.inspect_err(|own| {
        let inner = error.take().unwrap_or_else(|| DecodeError::new(own));
        *error = Some(step(inner));
    })
}
