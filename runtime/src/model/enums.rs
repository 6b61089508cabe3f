//! Enums and identifiers, which are a single string or integer in the document.

use std::fmt;

/// An enum value that this version of the crate does not know.
///
/// It can be created only by parsing, e.g. `PatternType::from("NEW")`, so it never holds a known
/// value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnrecognizedValue(Box<str>);

impl UnrecognizedValue {
    /// Called by `From<&str>` of a generated enum for an unknown value.
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

/// Implements `as_str`, `From<&str>`, `From<String>`, `FromStr`, `Display`, `AsRef<str>`, `Decode`,
/// `Serialize` and `Deserialize` for an enum, given the string of each variant.
///
/// With `input`, for enums that are sent only, implements `as_str`, `Display`, `AsRef<str>` and
/// `Serialize`.
///
/// ```
/// # use clientwright_runtime as runtime;
/// #[derive(Debug, Clone, PartialEq)]
/// pub enum Status {
///     Active,
///     TimedOut,
///     Unrecognized(runtime::UnrecognizedValue),
/// }
/// runtime::string_enum! {
///     Status: Active = "active", TimedOut = "timeout"
/// }
/// # assert_eq!(Status::from("timeout"), Status::TimedOut);
/// # assert_eq!(Status::from("new").as_str(), "new");
/// ```
#[macro_export]
macro_rules! string_enum {
    (input $type:ident: $($variant:ident = $value:literal),+ $(,)?) => {
        impl $type {
            /// Returns the value as sent to and received from the API.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)+
                }
            }
        }
        $crate::__from_as_str!($type);
        $crate::__typed!(enum $type: StringEnum $($value),+);
    };
    ($type:ident: $($variant:ident = $value:literal),+ $(,)?) => {
        impl $type {
            /// Returns the value as sent to and received from the API.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)+
                    Self::Unrecognized(value) => value.as_str(),
                }
            }
        }
        impl ::std::convert::From<&str> for $type {
            fn from(value: &str) -> Self {
                match value {
                    $($value => Self::$variant,)+
                    _ => Self::Unrecognized($crate::UnrecognizedValue::new(value)),
                }
            }
        }
        impl ::std::convert::From<::std::string::String> for $type {
            fn from(value: ::std::string::String) -> Self {
                Self::from(value.as_str())
            }
        }
        $crate::__from_as_str!($type);
        $crate::__from_text!($type);
        $crate::__typed!(enum $type: StringEnum $($value),+);
    };
}

/// Implements `as_i64`, `From<i64>`, `Display`, `Decode`, `Serialize` and `Deserialize` for an enum,
/// given the integer of each variant.
///
/// With `input`, for enums that are sent only, implements `as_i64`, `Display` and `Serialize`.
///
/// ```
/// # use clientwright_runtime as runtime;
/// #[derive(Debug, Clone, Copy, PartialEq)]
/// pub enum Level {
///     Low,
///     High,
///     Unrecognized(i64),
/// }
/// runtime::int_enum! {
///     Level: Low = -1, High = 10
/// }
/// # assert_eq!(Level::from(-1), Level::Low);
/// # assert_eq!(Level::from(3).as_i64(), 3);
/// ```
#[macro_export]
macro_rules! int_enum {
    (input $type:ident: $($variant:ident = $value:literal),+ $(,)?) => {
        impl $type {
            /// Returns the value as sent to and received from the API.
            #[must_use]
            pub fn as_i64(self) -> i64 {
                match self {
                    $(Self::$variant => $value,)+
                }
            }
        }
        $crate::__display!($type: as_i64 => serialize_i64);
        $crate::__typed!(enum $type: IntEnum $($value),+);
    };
    ($type:ident: $($variant:ident = $value:literal),+ $(,)?) => {
        impl $type {
            /// Returns the value as sent to and received from the API.
            #[must_use]
            pub fn as_i64(self) -> i64 {
                match self {
                    $(Self::$variant => $value,)+
                    Self::Unrecognized(value) => value,
                }
            }
        }
        impl ::std::convert::From<i64> for $type {
            fn from(value: i64) -> Self {
                match value {
                    $($value => Self::$variant,)+
                    _ => Self::Unrecognized(value),
                }
            }
        }
        impl $crate::model::Decode for $type {
            fn decode(
                source: &mut dyn $crate::model::Source<'_>,
            ) -> ::std::result::Result<Self, $crate::model::DecodeError> {
                <i64 as $crate::model::Decode>::decode(source).map(Self::from)
            }
        }
        $crate::__display!($type: as_i64 => serialize_i64);
        $crate::__deserialize!($type);
        $crate::__typed!(enum $type: IntEnum $($value),+);
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
        $crate::__from_as_str!($type);
        $crate::__from_text!($type);
        $crate::__typed!(id $type: ::std::string::String);
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
        $crate::__typed!(id $type: $inner);
    };
}

/// Implements `Display`, `AsRef<str>` and `Serialize`, given `as_str`.
#[doc(hidden)]
#[macro_export]
macro_rules! __from_as_str {
    ($type:ident) => {
        $crate::__display!($type: as_str => serialize_str);
        impl ::std::convert::AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
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
