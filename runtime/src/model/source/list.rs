//! Visitors for lists and nullable values.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::scalar::refuse_scalars;
use super::{Inner, fail, inside};
use crate::model::scalar::mismatch;
use crate::model::{DecodeError, Read};

pub(super) struct ListVisitor<'a, 'de> {
    pub(super) read: Read<'a, 'de>,
    pub(super) error: &'a mut Option<DecodeError>,
}

impl<'de> Visitor<'de> for ListVisitor<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Self { read, error } = self;
        for index in 0.. {
            let item = items.next_element_seed(Inner { read, error });
            if inside(item, error, |inner| inner.in_item(index))?.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(fail(mismatch("a list", "an object"), self.error))
    }

    refuse_scalars!("a list");
}

pub(super) struct NullableVisitor<'a, 'de>(pub(super) Inner<'a, 'de>);

impl<'de> Visitor<'de> for NullableVisitor<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        self.0.deserialize(from)
    }
}
