//! Entry points of decoding.
//!
//! The generic functions call non-generic ones, so that the code for a format is compiled once,
//! with the runtime, rather than for every model.

use serde::de::{Deserializer, Error};
use serde_json::Value;

use super::{Decode, DecodeError, Member, Presence, Read, Serialize, Slot, source};

/// Decodes a JSON document.
///
/// # Errors
/// Returns an error if the document is not valid JSON or not a valid `T`, or if other data follows
/// it.
pub fn from_json<T: Decode>(json: &[u8]) -> Result<T, DecodeError> {
    let mut decoded = None;
    read_json(json, &mut |source| decoded.fill(Some(source)))?;
    take(decoded)
}

/// Decodes the given members of a JSON object.
///
/// No member is required: the slot of a missing or null member stays empty. Other members are
/// skipped.
///
/// # Errors
/// Returns an error if the document is not a JSON object, if other data follows it, or if a member
/// cannot be decoded.
pub fn object_from_json(
    json: &[u8],
    members: &mut [(&'static str, &mut dyn Slot)],
) -> Result<(), DecodeError> {
    let names: Vec<[&'static str; 1]> = members.iter().map(|(name, _)| [*name]).collect();
    let table: Vec<Member<'_>> = names
        .iter()
        .map(|names| Member {
            names,
            presence: Presence::Optional,
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

/// Decodes a JSON value.
///
/// # Errors
/// Returns an error if the value is not a valid `T`.
pub fn from_value<T: Decode>(value: &Value) -> Result<T, DecodeError> {
    let mut decoded = None;
    decoded.fill(Some(&mut source::Tree::new(value)))?;
    take(decoded)
}

/// Converts a value into a type with members of the same names. Other members are skipped.
///
/// # Errors
/// Returns an error if the encoded value is not a valid `T`.
pub fn convert<T: Decode>(from: &dyn Serialize) -> Result<T, DecodeError> {
    from_value(&serde_json::to_value(from).map_err(DecodeError::new)?)
}

/// Implements serde's `Deserialize` for a type that implements `Decode`.
///
/// # Errors
/// Returns an error if the deserializer fails, or if the value is not a valid `T`.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    let mut decoded = None;
    source::read(from, &mut |source| decoded.fill(Some(source)))
        .and_then(|()| take(decoded))
        .map_err(D::Error::custom)
}

/// A JSON document without a byte order mark, which servers must not send and parsers may ignore
/// (RFC 8259 section 8.1).
pub(super) fn without_bom(json: &[u8]) -> &[u8] {
    json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json)
}

fn read_json<'de>(json: &'de [u8], read: Read<'_, 'de>) -> Result<(), DecodeError> {
    let mut document = serde_json::Deserializer::from_slice(without_bom(json));
    source::read(&mut document, read)?;
    document.end().map_err(DecodeError::new)
}

fn take<T>(decoded: Option<T>) -> Result<T, DecodeError> {
    decoded.ok_or_else(|| DecodeError::new("no value was read"))
}
