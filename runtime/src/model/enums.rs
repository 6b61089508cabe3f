//! Enums and identifiers, which are a single string or integer in the document.
//!
//! Generated code lists the values of an enum in two functions, where they can be read; the macros
//! here implement the traits on top of them.

use std::fmt;

/// An enum value that this version of the crate does not know.
///
/// It can be created only by parsing, e.g. `PatternType::from("NEW")`, so it never holds a known
/// value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnrecognizedValue(Box<str>);

impl UnrecognizedValue {
    /// Called by `From<&str>` of a generated enum for a value that is not known.
    #[doc(hidden)]
    #[must_use]
    pub fn new(value: &str) -> Self {
        Self(value.into())
    }

    /// The value as sent by the server.
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

/// Implements `Display`, `AsRef<str>`, `FromStr`, `From<String>`, `Decode`, `Serialize` and
/// `Deserialize` for a string enum, given its `as_str` and `From<&str>`.
///
/// With `input`, for enums that are sent only, implements `Display`, `AsRef<str>` and `Serialize`.
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

/// Implements `Display`, `Decode`, `Serialize` and `Deserialize` for an integer enum, given its
/// `as_i64` and `From<i64>`.
///
/// With `input`, for enums that are sent only, implements `Display` and `Serialize`.
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

/// Implements `From`, `FromStr`, `as_str`, `Display`, `AsRef<str>`, `Decode`, `Serialize` and
/// `Deserialize` for an identifier that wraps a `String`.
#[macro_export]
macro_rules! string_id {
    ($type:ident) => {
        impl $type {
            /// Returns the identifier as a string.
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

/// Implements `From`, `FromStr`, `get`, `Display`, `Decode`, `Serialize` and `Deserialize` for an
/// identifier that wraps a number or a UUID.
#[macro_export]
macro_rules! scalar_id {
    ($type:ident($inner:ty)) => {
        impl $type {
            /// Returns the wrapped value.
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

/// Implements `FromStr`, `Decode` and `Deserialize`, given `From<&str>`.
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

/// Implements `Display` and `Serialize`, given a method that returns the value.
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
