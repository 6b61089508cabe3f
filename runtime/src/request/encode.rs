//! Encodes body members and nested parameters as JSON.

use std::fmt::{self, Display};

use erased_serde::Serialize;
use serde::ser::{self, Serializer};

use crate::model::AnyOf;

/// Encodes a value as a JSON string.
pub(super) fn json(value: &dyn Serialize) -> Result<String, EncodeError> {
    check(value)?;
    serde_json::to_string(value).map_err(|_| EncodeError::NotJson)
}

/// Rejects numbers that JSON cannot represent, which `serde_json` silently writes as null, and
/// objects that lack members.
fn check(value: &dyn Serialize) -> Result<(), EncodeError> {
    serde::Serialize::serialize(value, Checker { is_nested: false })
}

/// Why a value cannot be sent. Never contains the value, which may be secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EncodeError {
    NotFinite,
    NotJson,
    /// The object lacks these members.
    Incomplete(&'static str),
    /// An object inside the value lacks these members.
    IncompleteInside(&'static str),
}

impl Display for EncodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFinite => formatter.write_str("contains a number that is not finite"),
            Self::NotJson => formatter.write_str("cannot be serialized as JSON"),
            Self::Incomplete(members) => write!(formatter, "needs {members}"),
            Self::IncompleteInside(members) => {
                write!(formatter, "contains an object that needs {members}")
            }
        }
    }
}

impl std::error::Error for EncodeError {}

impl ser::Error for EncodeError {
    fn custom<T: Display>(_: T) -> Self {
        Self::NotJson
    }
}

/// A serializer without output that checks every number, and the members of objects.
#[derive(Clone, Copy)]
struct Checker {
    is_nested: bool,
}

/// The serializer of the elements of a list or object.
const NESTED: Checker = Checker { is_nested: true };

type Checked = Result<(), EncodeError>;

/// Accepts values without nested values.
macro_rules! accept {
    ($($method:ident: $value:ty),* $(,)?) => {
        $(fn $method(self, _: $value) -> Checked {
            Ok(())
        })*
    };
}

impl Serializer for Checker {
    type Ok = ();
    type Error = EncodeError;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    accept! {
        serialize_bool: bool,
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128,
        serialize_char: char, serialize_str: &str, serialize_bytes: &[u8], serialize_unit_struct: &'static str,
    }

    fn serialize_f32(self, number: f32) -> Checked {
        self.serialize_f64(number.into())
    }

    fn serialize_f64(self, number: f64) -> Checked {
        if number.is_finite() {
            Ok(())
        } else {
            Err(EncodeError::NotFinite)
        }
    }

    fn serialize_none(self) -> Checked {
        Ok(())
    }

    fn serialize_unit(self) -> Checked {
        Ok(())
    }

    fn serialize_some<T: ?Sized + ser::Serialize>(self, value: &T) -> Checked {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: ?Sized + ser::Serialize>(
        self,
        name: &'static str,
        value: &T,
    ) -> Checked {
        match (name.starts_with(AnyOf::PREFIX), self.is_nested) {
            (true, false) => Err(EncodeError::Incomplete(name)),
            (true, true) => Err(EncodeError::IncompleteInside(name)),
            (false, _) => value.serialize(self),
        }
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Checked {
        Ok(())
    }

    fn serialize_newtype_variant<T: ?Sized + ser::Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Checked {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, EncodeError> {
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, EncodeError> {
        Ok(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, EncodeError> {
        Ok(self)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, EncodeError> {
        Ok(self)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, EncodeError> {
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, EncodeError> {
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, EncodeError> {
        Ok(self)
    }
}

/// Visits the elements of a compound value.
macro_rules! visit {
    ($($compound:ident :: $method:ident ( $($name:ty)? )),* $(,)?) => {
        $(impl ser::$compound for Checker {
            type Ok = ();
            type Error = EncodeError;

            fn $method<T: ?Sized + ser::Serialize>(&mut self, $(_: $name,)? value: &T) -> Checked {
                value.serialize(NESTED)
            }

            fn end(self) -> Checked {
                Ok(())
            }
        })*
    };
}

visit! {
    SerializeSeq::serialize_element(),
    SerializeTuple::serialize_element(),
    SerializeTupleStruct::serialize_field(),
    SerializeTupleVariant::serialize_field(),
    SerializeStruct::serialize_field(&'static str),
    SerializeStructVariant::serialize_field(&'static str),
}

impl ser::SerializeMap for Checker {
    type Ok = ();
    type Error = EncodeError;

    /// Keys are strings; `serde_json` itself rejects others.
    fn serialize_key<T: ?Sized + ser::Serialize>(&mut self, _: &T) -> Checked {
        Ok(())
    }

    fn serialize_value<T: ?Sized + ser::Serialize>(&mut self, value: &T) -> Checked {
        value.serialize(NESTED)
    }

    fn end(self) -> Checked {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn non_finite_numbers_are_rejected_at_any_depth() {
        for value in [
            &f64::NAN as &dyn Serialize,
            &f32::INFINITY,
            &vec![1.0, f64::NEG_INFINITY],
            &Some((1, f64::NAN)),
            &BTreeMap::from([("a", vec![f64::NAN])]),
        ] {
            assert_eq!(json(value), Err(EncodeError::NotFinite));
        }
    }

    struct Contact {
        email: Option<String>,
        city: Option<String>,
        street: Option<String>,
    }
    crate::object! {
        Contact: optional email, city, street; any_of ["email"], ["city", "street"];
    }

    #[test]
    fn objects_need_the_members_of_an_alternative() {
        let contact = |email: Option<&str>, city: Option<&str>| Contact {
            email: email.map(str::to_owned),
            city: city.map(str::to_owned),
            street: None,
        };
        let members = "at least one of `email`, or `city` and `street`";
        for incomplete in [contact(None, None), contact(None, Some("c"))] {
            // Other serializers accept the object.
            let written = serde_json::to_string(&incomplete);
            let decoded = written.and_then(|it| serde_json::from_str(&it));
            assert!(decoded.is_ok_and(|it: Contact| it.city == incomplete.city));
            assert_eq!(json(&incomplete), Err(EncodeError::Incomplete(members)));
            let inside = BTreeMap::from([("a", vec![Some(incomplete)])]);
            let expected = EncodeError::IncompleteInside(members);
            assert_eq!(json(&inside), Err(expected));
            let message = format!("contains an object that needs {members}");
            assert_eq!(expected.to_string(), message);
        }
        let complete = contact(Some("e"), None);
        assert_eq!(json(&complete).as_deref(), Ok(r#"{"email":"e"}"#));
    }

    #[test]
    fn other_values_are_accepted() {
        let map = BTreeMap::from([("a", vec![1.5]), ("b", vec![])]);
        assert_eq!(json(&map).as_deref(), Ok(r#"{"a":[1.5],"b":[]}"#));
        assert_eq!(json(&Some("ü")).as_deref(), Ok("\"ü\""));
        assert_eq!(json(&None::<u8>).as_deref(), Ok("null"));
        let keyed = BTreeMap::from([((1, 2), 3)]);
        assert_eq!(json(&keyed), Err(EncodeError::NotJson));
    }
}
