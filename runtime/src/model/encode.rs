//! Serializes objects without code that is generic over models.

use std::collections::BTreeMap;

use serde::ser::{SerializeMap, Serializer};

use super::{Member, Serialize};

/// Serializes an object: the members that have a value, then the entries of `rest`.
///
/// # Errors
/// Returns an error if a value cannot be serialized, or if the serializer fails.
pub fn write<S: Serializer>(
    to: S,
    members: &[Member<'_>],
    values: &[Option<&dyn Serialize>],
    rest: &[&dyn Entries],
) -> Result<S::Ok, S::Error> {
    let known = members.iter().zip(values);
    let mut entries: Vec<(&str, &dyn Serialize)> = known
        .filter_map(|(member, value)| Some((member.name(), (*value)?)))
        .collect();
    for rest in rest {
        rest.append_to(&mut entries);
    }
    let mut object = to.serialize_map(Some(entries.len()))?;
    for (name, value) in entries {
        object.serialize_entry(name, value)?;
    }
    object.end()
}

/// The value of a member that is omitted if it is `None`.
pub fn filled<T: Serialize>(value: &Option<T>) -> Option<&dyn Serialize> {
    value.as_ref().map(|value| value as &dyn Serialize)
}

/// A map of additional members.
pub trait Entries {
    /// Appends all members of the map.
    fn append_to<'a>(&'a self, entries: &mut Vec<(&'a str, &'a dyn Serialize)>);
}

impl<T: Serialize> Entries for BTreeMap<String, T> {
    fn append_to<'a>(&'a self, entries: &mut Vec<(&'a str, &'a dyn Serialize)>) {
        entries.extend(
            self.iter()
                .map(|(name, value)| (name.as_str(), value as &dyn Serialize)),
        );
    }
}
