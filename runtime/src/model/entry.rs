//! Where documents come in.
//!
//! Generic functions here hand over to ones that are not, so that the code for a format is
//! compiled once, with the runtime, and not again for every model.

use serde::de::{Deserializer, Error};
use serde_json::Value;

use super::{Decode, DecodeError, Kind, Member, Read, Slot, source};

/// Reads a JSON document that is one `T`.
///
/// # Errors
/// When the document cannot be parsed, is not what `T` says, or goes on after the value.
pub fn from_json<T: Decode>(json: &[u8]) -> Result<T, DecodeError> {
    let mut decoded = None;
    read_json(json, &mut |source| decoded.fill(Some(source)))?;
    take(decoded)
}

/// Reads a JSON document that is an object with these members.
///
/// None of them is required: the slot of one that is missing or null stays empty. Members without
/// a slot are skipped.
///
/// # Errors
/// When the document cannot be parsed, is no object, or goes on after the object, or a slot
/// refuses its value.
pub fn object_from_json(
    json: &[u8],
    members: &mut [(&'static str, &mut dyn Slot)],
) -> Result<(), DecodeError> {
    let names: Vec<[&'static str; 1]> = members.iter().map(|(name, _)| [*name]).collect();
    let table: Vec<Member<'_>> = names
        .iter()
        .map(|names| Member {
            names,
            kind: Kind::Optional,
        })
        .collect();
    let mut slots: Vec<&mut dyn Slot> = Vec::new();
    for (_, slot) in members {
        slots.push(*slot);
    }
    read_json(json, &mut |source| {
        source.object(&table, &mut slots, &mut [])
    })
}

/// Reads a value that is one `T`.
///
/// # Errors
/// When the value is not what `T` says.
pub fn from_value<T: Decode>(value: &Value) -> Result<T, DecodeError> {
    let mut decoded = None;
    read_value(value, &mut |source| decoded.fill(Some(source)))?;
    take(decoded)
}

/// serde's `Deserialize` of every type that is `Decode`.
///
/// # Errors
/// When `from` fails, or what it reads is not what `T` says.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    let mut decoded = None;
    source::read(from, &mut |source| decoded.fill(Some(source)))
        .and_then(|()| take(decoded))
        .map_err(D::Error::custom)
}

fn read_json<'de>(json: &'de [u8], read: Read<'_, 'de>) -> Result<(), DecodeError> {
    let mut document = serde_json::Deserializer::from_slice(json);
    source::read(&mut document, read)?;
    document.end().map_err(DecodeError::new)
}

fn read_value<'de>(value: &'de Value, read: Read<'_, 'de>) -> Result<(), DecodeError> {
    source::read(value, read)
}

fn take<T>(decoded: Option<T>) -> Result<T, DecodeError> {
    decoded.ok_or_else(|| DecodeError::new("nothing was read"))
}
