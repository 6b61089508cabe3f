//! Serializes objects without code that is generic over models.

use std::collections::BTreeMap;

use serde::ser::{SerializeMap, Serializer};

use super::{Member, Serialize};

/// Serializes an object: the members that have a value, then the entries of `rest`.
///
/// An object that has all members of no alternative ([`AnyOf`]) is serialized as a newtype struct,
/// which formats write like the object itself. Its name is the description of the alternatives, so
/// that requests can reject it.
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
    let object = Object(&entries);
    match rest.iter().find_map(|it| it.missing(&entries)) {
        Some(description) => to.serialize_newtype_struct(description, &object),
        None => serde::Serialize::serialize(&object, to),
    }
}

/// The entries of an object.
struct Object<'a>(&'a [(&'a str, &'a dyn Serialize)]);

impl serde::Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut object = to.serialize_map(Some(self.0.len()))?;
        for (name, value) in self.0 {
            object.serialize_entry(name, value)?;
        }
        object.end()
    }
}

/// The value of a member that is omitted if it is `None`.
pub fn filled<T: Serialize>(value: &Option<T>) -> Option<&dyn Serialize> {
    value.as_ref().map(|value| value as &dyn Serialize)
}

/// A map of additional members, or a condition on all members.
pub trait Entries {
    /// Appends all members of the map.
    fn append_to<'a>(&'a self, entries: &mut Vec<(&'a str, &'a dyn Serialize)>);

    /// Describes the members that an object with these entries lacks in a request; `None` if it
    /// lacks none.
    fn missing(&self, _entries: &[(&str, &dyn Serialize)]) -> Option<&'static str> {
        None
    }
}

/// Alternatives of members: in a request, an object has all members of at least one.
#[derive(Debug)]
pub struct AnyOf {
    /// The names of the members of each alternative.
    pub alternatives: &'static [&'static [&'static str]],
    /// The alternatives for error messages; starts with a fixed prefix.
    pub description: &'static str,
}

impl AnyOf {
    /// The start of every description. Names of other newtype structs have no spaces.
    pub(crate) const PREFIX: &'static str = "at least one of ";
}

impl Entries for AnyOf {
    fn append_to<'a>(&'a self, _entries: &mut Vec<(&'a str, &'a dyn Serialize)>) {}

    fn missing(&self, entries: &[(&str, &dyn Serialize)]) -> Option<&'static str> {
        let has = |name: &&str| entries.iter().any(|(key, _)| key == name);
        let is_complete = self.alternatives.iter().any(|names| names.iter().all(has));
        (!is_complete).then_some(self.description)
    }
}

impl<T: Serialize> Entries for BTreeMap<String, T> {
    fn append_to<'a>(&'a self, entries: &mut Vec<(&'a str, &'a dyn Serialize)>) {
        entries.extend(
            self.iter()
                .map(|(name, value)| (name.as_str(), value as &dyn Serialize)),
        );
    }
}
