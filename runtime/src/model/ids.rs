//! Identifiers, which are a single string, integer or UUID in the document.

/// Implements `From`, `FromStr`, `as_str`, `Display`, `AsRef<str>`, `Decode`, `Serialize` and
/// `Deserialize` for an identifier that wraps a `String`, as well as conversion into a `String`,
/// comparison with strings, and lookup by `&str` in maps (`Borrow<str>`).
///
/// The type must derive `PartialEq`, `Eq`, `Hash`, `PartialOrd` and `Ord`, which makes it agree with
/// `str`.
///
/// ```
/// # use clientwright_runtime as runtime;
/// #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
/// pub struct PolicyId(String);
/// runtime::string_id!(PolicyId);
///
/// let id = PolicyId::from("p1");
/// assert_eq!(id, "p1");
/// assert_eq!(String::from(id), "p1");
/// ```
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
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                Self(text)
            }
        }
        impl ::std::convert::From<&str> for $type {
            #[inline]
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
        impl ::std::convert::From<&::std::string::String> for $type {
            #[inline]
            fn from(text: &::std::string::String) -> Self {
                Self(text.clone())
            }
        }
        impl ::std::convert::From<::std::borrow::Cow<'_, str>> for $type {
            #[inline]
            fn from(text: ::std::borrow::Cow<'_, str>) -> Self {
                Self(text.into_owned())
            }
        }
        impl ::std::convert::From<&$type> for $type {
            #[inline]
            fn from(id: &$type) -> Self {
                id.clone()
            }
        }
        impl ::std::convert::From<&&$type> for $type {
            #[inline]
            fn from(id: &&$type) -> Self {
                Self::clone(id)
            }
        }
        impl ::std::convert::From<$type> for ::std::string::String {
            #[inline]
            fn from(id: $type) -> Self {
                id.0
            }
        }
        impl ::std::borrow::Borrow<str> for $type {
            #[inline]
            fn borrow(&self) -> &str {
                &self.0
            }
        }
        impl ::std::cmp::PartialEq<str> for $type {
            #[inline]
            fn eq(&self, text: &str) -> bool {
                self.0 == *text
            }
        }
        impl ::std::cmp::PartialEq<&str> for $type {
            #[inline]
            fn eq(&self, text: &&str) -> bool {
                self.0 == **text
            }
        }
        impl ::std::cmp::PartialEq<::std::string::String> for $type {
            #[inline]
            fn eq(&self, text: &::std::string::String) -> bool {
                self.0 == *text
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
            #[inline]
            pub fn get(self) -> $inner {
                self.0
            }
        }
        impl ::std::convert::From<$inner> for $type {
            #[inline]
            fn from(inner: $inner) -> Self {
                Self(inner)
            }
        }
        impl ::std::convert::From<&$type> for $type {
            #[inline]
            fn from(id: &$type) -> Self {
                *id
            }
        }
        impl ::std::convert::From<&&$type> for $type {
            #[inline]
            fn from(id: &&$type) -> Self {
                **id
            }
        }
        impl ::std::str::FromStr for $type {
            type Err = <$inner as ::std::str::FromStr>::Err;
            #[inline]
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
