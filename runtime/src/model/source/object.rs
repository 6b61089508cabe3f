//! Visitor for objects: matches members with the slots of a model.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::scalar::refuse_scalars;
use super::{Inner, fail, inside, read};
use crate::model::scalar::mismatch;
use crate::model::{DecodeError, Member, Rest, Slot, Source};

pub(super) struct ObjectVisitor<'a, 's, 'r> {
    pub(super) members: &'a [Member<'a>],
    pub(super) slots: &'a mut [&'s mut dyn Slot],
    pub(super) rest: &'a mut [&'r mut dyn Rest],
    pub(super) error: &'a mut Option<DecodeError>,
}

impl<'de> Visitor<'de> for ObjectVisitor<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut expected = 0;
        let keep_unknown = !self.rest.is_empty();
        while let Some(name) = map.next_key_seed(NameSeed {
            members: self.members,
            expected,
            keep_unknown,
        })? {
            match name {
                Name::Known(index) => {
                    expected = index + 1;
                    self.known(index, &mut map)?;
                }
                Name::Unknown(name) => self.unknown(&name, &mut map)?,
            }
        }
        check_required(self.members, self.slots).map_err(|error| fail(error, self.error))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(fail(mismatch("an object", "a list"), self.error))
    }

    refuse_scalars!("an object");
}

impl ObjectVisitor<'_, '_, '_> {
    fn known<'de, A: MapAccess<'de>>(&mut self, index: usize, map: &mut A) -> Result<(), A::Error> {
        let (Some(member), Some(slot)) = (self.members.get(index), self.slots.get_mut(index))
        else {
            return skip(map);
        };
        let outcome = map.next_value_seed(SlotSeed {
            slot: *slot,
            null_is_missing: member.presence.null_is_missing(),
            error: self.error,
        });
        inside(outcome, self.error, |inner| inner.in_member(member.name()))
    }

    fn unknown<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        let Some(rest) = self.rest.first_mut() else {
            return skip(map);
        };
        let read = &mut |source: &mut dyn Source<'de>| rest.insert(name, source);
        let outcome = map.next_value_seed(Inner {
            read,
            error: self.error,
        });
        inside(outcome, self.error, |inner| inner.in_member(name))
    }
}

/// Reports the first required member that is missing.
pub(super) fn check_required(
    members: &[Member<'_>],
    slots: &[&mut dyn Slot],
) -> Result<(), DecodeError> {
    for (member, slot) in members.iter().zip(slots) {
        if member.presence.is_required() && !slot.is_filled() {
            return Err(DecodeError::new("missing").in_member(member.name()));
        }
    }
    Ok(())
}

fn skip<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(drop)
}

/// Decodes a member into its slot.
struct SlotSeed<'a> {
    slot: &'a mut dyn Slot,
    null_is_missing: bool,
    error: &'a mut Option<DecodeError>,
}

impl<'de> DeserializeSeed<'de> for SlotSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        if self.null_is_missing {
            from.deserialize_option(self)
        } else {
            self.visit_some(from)
        }
    }
}

impl<'de> Visitor<'de> for SlotSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        self.slot
            .fill(None)
            .map_err(|error| fail(error, self.error))
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        read(from, &mut |source| self.slot.fill(Some(source)))
            .map_err(|error| fail(error, self.error))
    }
}

/// The name of a member.
enum Name {
    /// A known member, by the index of its slot.
    Known(usize),
    /// An unknown member; empty unless unknown members are collected.
    Unknown(String),
}

/// Reads a name. Allocates only if it is kept.
struct NameSeed<'a> {
    members: &'a [Member<'a>],
    /// Index after the previous member: most servers keep the documented order.
    expected: usize,
    keep_unknown: bool,
}

impl<'de> DeserializeSeed<'de> for NameSeed<'_> {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Name, D::Error> {
        from.deserialize_identifier(self)
    }
}

impl Visitor<'_> for NameSeed<'_> {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E>(self, name: &str) -> Result<Name, E> {
        let (before, after) = self.members.split_at(self.expected.min(self.members.len()));
        let position =
            |members: &[Member<'_>]| members.iter().position(|member| member.name() == name);
        let index = position(after)
            .map(|index| before.len() + index)
            .or_else(|| position(before));
        Ok(match index {
            Some(index) => Name::Known(index),
            None if self.keep_unknown => Name::Unknown(name.to_owned()),
            None => Name::Unknown(String::new()),
        })
    }
}
