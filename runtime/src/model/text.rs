//! Helper macros for types that are a single string or integer in the document.

/// Implements `Display`, `AsRef<str>` and `Serialize`, given `as_str`.
#[doc(hidden)]
#[macro_export]
macro_rules! __from_as_str {
    ($type:ident) => {
        $crate::__display!($type: as_str => serialize_str);
        impl ::std::convert::AsRef<str> for $type {
            #[inline]
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
            #[inline]
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

/// Implements `Ord` by the values in the document, given a method that returns the value.
///
/// Callers can put a known value into the variant for unknown ones. It differs from the variant of
/// that value, so it must not compare as equal.
#[doc(hidden)]
#[macro_export]
macro_rules! __ordered {
    ($type:ident: $value:ident $(, $unrecognized:ident)?) => {
        impl ::std::cmp::PartialOrd for $type {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> ::std::option::Option<::std::cmp::Ordering> {
                ::std::option::Option::Some(::std::cmp::Ord::cmp(self, other))
            }
        }
        /// Compares the values as sent to and received from the API.
        impl ::std::cmp::Ord for $type {
            #[inline]
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                ::std::cmp::Ord::cmp(&self.$value(), &other.$value())$(.then(
                    ::std::matches!(self, Self::$unrecognized(_))
                        .cmp(&::std::matches!(other, Self::$unrecognized(_))),
                ))?
            }
        }
    };
}
