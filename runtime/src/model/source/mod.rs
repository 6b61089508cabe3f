//! [`Source`] over any serde deserializer: the one place that is generic over formats.

mod list;
mod object;
mod scalar;

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny};
use serde_json::Value;

use super::{DecodeError, Member, Read, Rest, Scalar, Slot, Source};
use list::{ListVisitor, NullableVisitor};
use object::ObjectVisitor;
use scalar::ScalarVisitor;

/// Reads the one value of a deserializer.
pub(super) fn read<'de, D: Deserializer<'de>>(
    from: D,
    read: Read<'_, 'de>,
) -> Result<(), DecodeError> {
    let mut source = Once(Some(from));
    read(&mut source)?;
    match source.0 {
        // A value that nobody looked at would otherwise be in the way of the next one.
        Some(unread) => IgnoredAny::deserialize(unread)
            .map(drop)
            .map_err(DecodeError::new),
        None => Ok(()),
    }
}

/// A deserializer until it is used.
struct Once<D>(Option<D>);

impl<'de, D: Deserializer<'de>> Once<D> {
    /// Runs a visitor, which may leave an error of ours in the place that it is given: the
    /// deserializer's own error could carry neither our path nor our message intact.
    fn run<T>(
        &mut self,
        visit: impl FnOnce(D, &mut Option<DecodeError>) -> Result<T, D::Error>,
    ) -> Result<T, DecodeError> {
        let from = self
            .0
            .take()
            .ok_or_else(|| DecodeError::new("a value was read twice"))?;
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

/// A value inside another one.
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

/// Leaves an error in the place for it; serde gets a stand-in.
pub(super) fn fail<E: Error>(error: DecodeError, place: &mut Option<DecodeError>) -> E {
    *place = Some(error);
    E::custom("")
}

/// Adds a step to the path of an error that came from a value inside.
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
