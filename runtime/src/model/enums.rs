//! Enums and identifiers: types that are one string, or one whole number, in the document.
//!
//! The values of an enum are written out where it is generated, for people to read; the macros
//! here derive the rest from two functions.

use std::fmt;

/// A value that the generated code does not know.
///
/// There is no public way to make one but to parse it as the enum it belongs to, as in
/// `PatternType::from("NEW")`; so a known value is never mistaken for an unknown one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnrecognizedValue(Box<str>);

impl UnrecognizedValue {
    /// For `From<&str>` of a generated enum, after all known values.
    #[doc(hidden)]
    #[must_use]
    pub fn new(value: &str) -> Self {
        Self(value.into())
    }

    /// The value as the server wrote it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnrecognizedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Makes an enum of strings `Display`, `AsRef<str>`, `FromStr`, `From<String>`, `Decode`,
/// `Serialize` and `Deserialize`, from its `as_str` and `From<&str>`.
///
/// With `input`, for an enum that is only sent: `Display`, `AsRef<str>` and `Serialize`.
#[macro_export]
macro_rules! string_enum {
    (input $type:ident) => {
        $crate::__display!($type: as_str => serialize_str);
        impl ::std::convert::AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
    };
    ($type:ident) => {
        $crate::string_enum!(input $type);
        impl ::std::convert::From<::std::string::String> for $type {
            fn from(text: ::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }
        $crate::__from_text!($type);
    };
}

/// Makes an enum of whole numbers `Display`, `Decode`, `Serialize` and `Deserialize`, from its
/// `as_i64` and `From<i64>`.
///
/// With `input`, for an enum that is only sent: `Display` and `Serialize`.
#[macro_export]
macro_rules! int_enum {
    (input $type:ident) => {
        $crate::__display!($type: as_i64 => serialize_i64);
    };
    ($type:ident) => {
        $crate::int_enum!(input $type);
        impl $crate::model::Decode for $type {
            fn decode(
                source: &mut dyn $crate::model::Source<'_>,
            ) -> ::std::result::Result<Self, $crate::model::DecodeError> {
                <i64 as $crate::model::Decode>::decode(source).map(Self::from)
            }
        }
        $crate::__deserialize!($type);
    };
}

/// Gives a struct around one `String` its constructors (`From`, `FromStr`), `as_str`, `Display`,
/// `AsRef<str>`, `Decode`, `Serialize` and `Deserialize`.
#[macro_export]
macro_rules! string_id {
    ($type:ident) => {
        impl $type {
            /// The identifier as the server knows it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl ::std::convert::From<::std::string::String> for $type {
            fn from(text: ::std::string::String) -> Self {
                Self(text)
            }
        }
        impl ::std::convert::From<&str> for $type {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
        impl ::std::convert::From<&::std::string::String> for $type {
            fn from(text: &::std::string::String) -> Self {
                Self(text.clone())
            }
        }
        impl ::std::convert::From<&$type> for $type {
            fn from(id: &$type) -> Self {
                id.clone()
            }
        }
        $crate::string_enum!(input $type);
        $crate::__from_text!($type);
    };
}

/// Gives a struct around one number or UUID its constructors (`From`, `FromStr`), `get`,
/// `Display`, `Decode`, `Serialize` and `Deserialize`.
#[macro_export]
macro_rules! scalar_id {
    ($type:ident($inner:ty)) => {
        impl $type {
            /// The identifier as the server knows it.
            #[must_use]
            pub fn get(self) -> $inner {
                self.0
            }
        }
        impl ::std::convert::From<$inner> for $type {
            fn from(inner: $inner) -> Self {
                Self(inner)
            }
        }
        impl ::std::convert::From<&$type> for $type {
            fn from(id: &$type) -> Self {
                *id
            }
        }
        impl ::std::str::FromStr for $type {
            type Err = <$inner as ::std::str::FromStr>::Err;
            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }
        impl $crate::model::serde::Serialize for $type {
            fn serialize<S: $crate::model::serde::Serializer>(
                &self,
                to: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::model::serde::Serialize::serialize(&self.0, to)
            }
        }
        impl $crate::model::Decode for $type {
            fn decode(
                source: &mut dyn $crate::model::Source<'_>,
            ) -> ::std::result::Result<Self, $crate::model::DecodeError> {
                <$inner as $crate::model::Decode>::decode(source).map(Self)
            }
        }
        $crate::__deserialize!($type);
    };
}

/// `FromStr`, `Decode` and `Deserialize`, from `From<&str>`.
#[doc(hidden)]
#[macro_export]
macro_rules! __from_text {
    ($type:ident) => {
        impl ::std::str::FromStr for $type {
            type Err = ::std::convert::Infallible;
            fn from_str(text: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                ::std::result::Result::Ok(Self::from(text))
            }
        }
        impl $crate::model::Decode for $type {
            fn decode(
                source: &mut dyn $crate::model::Source<'_>,
            ) -> ::std::result::Result<Self, $crate::model::DecodeError> {
                source.text().map(|text| Self::from(&*text))
            }
        }
        $crate::__deserialize!($type);
    };
}

/// `Display` and `Serialize`, from a method that gives what is shown and written.
#[doc(hidden)]
#[macro_export]
macro_rules! __display {
    ($type:ident: $value:ident => $serialize:ident) => {
        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.$value(), f)
            }
        }
        impl $crate::model::serde::Serialize for $type {
            fn serialize<S: $crate::model::serde::Serializer>(
                &self,
                to: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                to.$serialize(self.$value())
            }
        }
    };
}
