//! Unions: enums decoded by a discriminator or by trial.

use serde_json::Value;

use super::DecodeError;

/// Returns the discriminator of an object.
///
/// # Errors
/// Returns an error if the value is not an object, or if the member is missing or not a string.
pub fn tag<'a>(value: &'a Value, member: &'static str) -> Result<&'a str, DecodeError> {
    let object = value
        .as_object()
        .ok_or_else(|| DecodeError::new("expected an object"))?;
    let tag = object
        .get(member)
        .ok_or_else(|| DecodeError::new("missing").in_member(member))?;
    tag.as_str()
        .ok_or_else(|| DecodeError::new("expected a string").in_member(member))
}

/// Implements `Decode`, `Serialize` and `Deserialize` for an enum of models with a discriminator.
///
/// The name of the enum is followed by the discriminator and the values of each variant. The
/// discriminator is also a member of the models, which encode it. A value with an unknown
/// discriminator becomes `Unrecognized(Value)`.
///
/// ```
/// # use clientwright_runtime as runtime;
/// # use runtime::model::Value;
/// # #[derive(Debug, Clone, PartialEq)] pub struct Cat { kind: String }
/// # runtime::object! { Cat: required kind; }
/// # #[derive(Debug, Clone, PartialEq)] pub struct Dog { kind: String }
/// # runtime::object! { Dog: required kind; }
/// #[derive(Debug, Clone, PartialEq)]
/// pub enum Pet {
///     Cat(Cat),
///     Dog(Box<Dog>),
///     Unrecognized(Value),
/// }
/// runtime::tagged_union!(Pet by "kind": Cat = "cat", Dog = "dog" | "puppy");
/// # let pet: Pet = runtime::model::from_json(br#"{"kind":"puppy"}"#)?;
/// # assert!(matches!(pet, Pet::Dog(_)));
/// # Ok::<(), runtime::model::DecodeError>(())
/// ```
#[macro_export]
macro_rules! tagged_union {
    ($union:ident by $member:literal: $($variant:ident = $($tag:literal)|+),+ $(,)?) => {
        #[allow(deprecated)]
        const _: () = {
            impl $crate::model::Decode for $union {
                fn decode(
                    source: &mut dyn $crate::model::Source<'_>,
                ) -> ::std::result::Result<Self, $crate::model::DecodeError> {
                    let value = source.value()?;
                    match $crate::model::tag(&value, $member)? {
                        $($($tag)|+ => $crate::model::from_value(&value).map(Self::$variant),)+
                        _ => ::std::result::Result::Ok(Self::Unrecognized(value)),
                    }
                }
            }
            $crate::__union!($union: $($variant),+);
        };
        $crate::__typed!(union $union: Some($member); $($variant = $($tag),+;)+);
    };
}

/// Implements `Decode`, `Serialize` and `Deserialize` for an enum by trying its variants in order.
///
/// A value that matches no variant becomes `Unrecognized(Value)`.
///
/// ```
/// # use clientwright_runtime as runtime;
/// # use runtime::model::Value;
/// #[derive(Debug, Clone, PartialEq)]
/// pub enum Port {
///     Number(i64),
///     Name(String),
///     Unrecognized(Value),
/// }
/// runtime::untagged_union!(Port: Number, Name);
/// # assert_eq!(runtime::model::from_json::<Port>(b"80")?, Port::Number(80));
/// # Ok::<(), runtime::model::DecodeError>(())
/// ```
#[macro_export]
macro_rules! untagged_union {
    ($union:ident: $($variant:ident),+ $(,)?) => {
        #[allow(deprecated)]
        const _: () = {
            impl $crate::model::Decode for $union {
                fn decode(
                    source: &mut dyn $crate::model::Source<'_>,
                ) -> ::std::result::Result<Self, $crate::model::DecodeError> {
                    let value = source.value()?;
                    $(if let ::std::result::Result::Ok(known) = $crate::model::from_value(&value) {
                        return ::std::result::Result::Ok(Self::$variant(known));
                    })+
                    ::std::result::Result::Ok(Self::Unrecognized(value))
                }
            }
            $crate::__union!($union: $($variant),+);
        };
        $crate::__typed!(union $union: None; $($variant = stringify!($variant);)+);
    };
}

/// Implements what both kinds of unions share.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($union:ident: $($variant:ident),+) => {
        impl $crate::model::serde::Serialize for $union {
            fn serialize<S: $crate::model::serde::Serializer>(
                &self,
                to: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(known) => known.serialize(to),)+
                    Self::Unrecognized(value) => value.serialize(to),
                }
            }
        }
        $crate::__deserialize!($union);
    };
}
