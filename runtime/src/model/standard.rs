//! [`Decode`] for the standard library's types and for JSON itself.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Decode, DecodeError, Slot, Source};

impl Decode for String {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, DecodeError> {
        source.text().map(Into::into)
    }
}

impl Decode for bool {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, DecodeError> {
        source.scalar("a boolean")?.boolean()
    }
}

impl Decode for f64 {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, DecodeError> {
        source.scalar("a number")?.number()
    }
}

macro_rules! integers {
    ($($integer:ident),*) => {$(
        impl Decode for $integer {
            fn decode(source: &mut dyn Source<'_>) -> Result<Self, DecodeError> {
                let integer = source.scalar("an integer")?.integer()?;
                integer.try_into().map_err(|_| {
                    DecodeError::new(concat!("out of range for ", stringify!($integer)))
                })
            }
        }
    )*};
}

integers!(i32, i64, u32, u64);

/// Accepts and discards any value.
impl Decode for () {
    fn decode(_: &mut dyn Source<'_>) -> Result<Self, DecodeError> {
        Ok(())
    }
}

impl Decode for Value {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, DecodeError> {
        source.value()
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, DecodeError> {
        let mut value = None;
        source.nullable(&mut |source| value.fill(Some(source)))?;
        Ok(value)
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, DecodeError> {
        T::decode(source).map(Box::new)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, DecodeError> {
        let mut items = Vec::new();
        source.list(&mut |source| {
            items.push(T::decode(source)?);
            Ok(())
        })?;
        Ok(items)
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, DecodeError> {
        let mut members = Self::new();
        source.object(&[], &mut [], &mut [&mut members])?;
        Ok(members)
    }
}
