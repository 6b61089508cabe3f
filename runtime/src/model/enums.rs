//! Enums, which are a single string or integer in the document.

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

/// Implements `as_str`, `From<&str>`, `From<String>`, `FromStr`, `Ord`, `Display`, `AsRef<str>`,
/// `Decode`, `Serialize` and `Deserialize` for an enum, given the string of each variant.
///
/// With `input`, for enums that are sent only and have no variant `Unrecognized`, implements
/// `TryFrom<&str>` instead of `From`; parsing and decoding other strings fails with
/// [`ParseEnumError`](crate::ParseEnumError).
///
/// ```
/// # use clientwright_runtime as runtime;
/// #[derive(Debug, Clone, PartialEq, Eq)]
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
        impl ::std::convert::TryFrom<&str> for $type {
            type Error = $crate::ParseEnumError;
            #[inline]
            fn try_from(value: &str) -> ::std::result::Result<Self, $crate::ParseEnumError> {
                match value {
                    $($value => ::std::result::Result::Ok(Self::$variant),)+
                    _ => ::std::result::Result::Err($crate::ParseEnumError::strings(&[$($value),+])),
                }
            }
        }
        impl ::std::str::FromStr for $type {
            type Err = $crate::ParseEnumError;
            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, $crate::ParseEnumError> {
                Self::try_from(text)
            }
        }
        impl $crate::model::Decode for $type {
            fn decode(
                source: &mut dyn $crate::model::Source<'_>,
            ) -> ::std::result::Result<Self, $crate::model::DecodeError> {
                Self::try_from(&*source.text()?).map_err($crate::model::DecodeError::new)
            }
        }
        $crate::__deserialize!($type);
        $crate::__from_as_str!($type);
        $crate::__ordered!($type: as_str);
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
        $crate::__ordered!($type: as_str, Unrecognized);
        $crate::__typed!(enum $type: StringEnum $($value),+);
    };
}

/// Implements `as_i64`, `From<i64>`, `Ord`, `Display`, `Decode`, `Serialize` and `Deserialize` for an
/// enum, given the integer of each variant.
///
/// With `input`, for enums that are sent only and have no variant `Unrecognized`, implements
/// `TryFrom<i64>` instead of `From`; decoding other integers fails.
///
/// ```
/// # use clientwright_runtime as runtime;
/// #[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
        impl ::std::convert::TryFrom<i64> for $type {
            type Error = $crate::ParseEnumError;
            #[inline]
            fn try_from(value: i64) -> ::std::result::Result<Self, $crate::ParseEnumError> {
                match value {
                    $($value => ::std::result::Result::Ok(Self::$variant),)+
                    _ => ::std::result::Result::Err($crate::ParseEnumError::integers(&[$($value),+])),
                }
            }
        }
        impl $crate::model::Decode for $type {
            fn decode(
                source: &mut dyn $crate::model::Source<'_>,
            ) -> ::std::result::Result<Self, $crate::model::DecodeError> {
                Self::try_from(<i64 as $crate::model::Decode>::decode(source)?)
                    .map_err($crate::model::DecodeError::new)
            }
        }
        $crate::__deserialize!($type);
        $crate::__ordered!($type: as_i64);
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
        $crate::__ordered!($type: as_i64, Unrecognized);
        $crate::__typed!(enum $type: IntEnum $($value),+);
    };
}
