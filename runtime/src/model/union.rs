//! Unions: enums decoded by a discriminator, by constants or by trial.
//!
//! Decoding first chooses a variant and then decodes it, once. A trial decodes a value with the
//! variants that the discriminator and the constants leave. It does not enter nested unions, which
//! accept any value, so the time to decode a document is linear in its size.

use serde_json::Value;

use super::source::Tree;
use super::{Constant, Decode, DecodeError, Source};

/// A variant of a union, as decoding selects it.
#[derive(Clone, Copy)]
pub struct Variant {
    /// Name of the variant.
    pub name: &'static str,
    /// Values of the discriminator; empty without one.
    pub tags: &'static [&'static str],
    /// Members with a constant value.
    pub constants: &'static [(&'static str, &'static dyn Constant)],
    /// Members that must be present.
    pub required: &'static [&'static str],
    /// Decodes the value of the variant and discards it.
    pub trial: Trial,
}

/// Decodes a value and discards it.
pub type Trial = fn(&mut dyn Source<'_>) -> Result<(), DecodeError>;

/// The trial of the variant with this constructor.
#[must_use]
pub const fn trial<T: Decode, U>(_variant: fn(T) -> U) -> Trial {
    trial_of::<T>()
}

/// The trial of a variant whose values are encoded as this type.
#[must_use]
pub const fn trial_of<T: Decode>() -> Trial {
    |source| T::decode(source).map(drop)
}

impl Variant {
    /// Whether the constants and required members do not rule out the variant.
    fn is_possible(&self, value: &Value) -> bool {
        let has = |name: &&str| value.get(name).is_some();
        self.required.iter().all(has)
            && self
                .constants
                .iter()
                .all(|(name, constant)| value.get(name).is_some_and(|it| constant.is(it)))
    }

    fn is_valid(&self, value: &Value) -> bool {
        (self.trial)(&mut Tree::trial(value)).is_ok()
    }
}

/// Chooses the variant of a union with a discriminator by its value; `None` if that is unknown.
///
/// If several variants have the value, chooses the first one that the object matches. If it matches
/// none, chooses the last one, whose error is then reported.
///
/// # Errors
/// Returns an error if the value is not an object, or if the discriminator is missing or not a
/// string.
pub fn by_tag(
    value: &Value,
    discriminator: &'static str,
    variants: &[Variant],
) -> Result<Option<&'static str>, DecodeError> {
    let tag = tag(value, discriminator)?;
    let mut tagged: Vec<_> = variants
        .iter()
        .filter(|variant| variant.tags.contains(&tag))
        .collect();
    let last = tagged.last().copied();
    if tagged.len() > 1 {
        tagged.retain(|variant| variant.is_possible(value) && variant.is_valid(value));
    }
    let chosen = tagged.first().copied().or(last);
    Ok(chosen.map(|variant| variant.name))
}

/// Chooses the first variant of a union that the value matches; `None` if there is none.
#[must_use]
pub fn by_content(value: &Value, variants: &[Variant]) -> Option<&'static str> {
    let mut possible = variants.iter().filter(|variant| variant.is_possible(value));
    possible
        .find(|variant| variant.is_valid(value))
        .map(|variant| variant.name)
}

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
/// The name of the enum is followed by the discriminator and the variants with their values of it.
/// `Cat(_)` is a variant that holds a model, and `Gone as Gone` is a unit variant that is encoded as
/// a model without fields. The discriminator is also a member of the models, which encode it.
/// Variants with the same value are distinguished by their constants (`{"mode": "fast"}`), members
/// that must be present (`["size"]`), and the types of their members. A value with an unknown
/// discriminator becomes `Unrecognized(Value)`.
///
/// ```
/// # use clientwright_runtime as runtime;
/// # use runtime::model::Value;
/// # #[derive(Debug, Clone, PartialEq)] pub struct Cat { lives: i64 }
/// # runtime::object! { Cat: constant "kind" = "cat"; required lives; }
/// # #[derive(Debug, Clone, PartialEq)] pub struct Dog { kind: String }
/// # runtime::object! { Dog: required kind; }
/// # #[derive(Debug, Clone, PartialEq)] pub struct Gone {}
/// # runtime::object! { Gone: constant "kind" = "gone"; }
/// #[derive(Debug, Clone, PartialEq)]
/// pub enum Pet {
///     Cat(Cat),
///     Dog(Box<Dog>),
///     Gone,
///     Unrecognized(Value),
/// }
/// runtime::tagged_union!(Pet by "kind": Cat(_) = "cat", Dog(_) = "dog" | "puppy", Gone as Gone = "gone");
/// # let pet: Pet = runtime::model::from_json(br#"{"kind":"puppy"}"#)?;
/// # assert!(matches!(pet, Pet::Dog(_)));
/// # let pet: Pet = runtime::model::from_json(br#"{"kind":"gone"}"#)?;
/// # assert_eq!(pet, Pet::Gone);
/// # Ok::<(), runtime::model::DecodeError>(())
/// ```
#[macro_export]
macro_rules! tagged_union {
    ($union:ident by $member:literal: $(
        $variant:ident $(($held:ty))? $(as $unit:ident)? = $($tag:literal)|+
        $({ $($constant:literal: $value:literal),+ })? $([ $($required:literal),+ ])?
    ),+ $(,)?) => {
        #[allow(deprecated)]
        const _: () = {
            impl $crate::model::Decode for $union {
                fn decode(
                    source: &mut dyn $crate::model::Source<'_>,
                ) -> ::std::result::Result<Self, $crate::model::DecodeError> {
                    const VARIANTS: &[$crate::model::Variant] = &[$($crate::model::Variant {
                        name: ::std::stringify!($variant),
                        tags: &[$($tag),+],
                        constants: &[$($(($constant, &$value)),+)?],
                        required: &[$($($required),+)?],
                        trial: $($crate::model::trial::<$held, _>($union::$variant))?
                            $($crate::model::trial_of::<$unit>())?,
                    }),+];
                    let is_trial = source.is_trial();
                    let value = source.tree()?;
                    if is_trial {
                        // A nested union accepts every object with a discriminator.
                        return $crate::model::tag(&value, $member)
                            .map(|_| Self::Unrecognized($crate::model::Value::Null));
                    }
                    match $crate::model::by_tag(&value, $member, VARIANTS)? {
                        $(::std::option::Option::Some(::std::stringify!($variant)) => {
                            $($crate::model::from_value::<$held>(&value).map(Self::$variant))?
                            $($crate::model::from_value::<$unit>(&value).map(|_| Self::$variant))?
                        })+
                        _ => ::std::result::Result::Ok(Self::Unrecognized(value.into_owned())),
                    }
                }
            }
            $crate::__union!($union: $($variant $(($held))? $(as $unit)?),+);
        };
        $crate::__typed! {
            union $union: Some($member); $($variant $(($held))? $(as $unit)? = $($tag),+;)+
        }
    };
}

/// Implements `Decode`, `Serialize` and `Deserialize` for an enum of values that are distinguished by
/// their content.
///
/// The first variant that the value matches is used. Constants (`{"kind": "user"}`) and members that
/// must be present (`["name"]`) are checked first, then the types. `Everyone as Everyone` is a unit
/// variant, as in [`tagged_union!`](crate::tagged_union). A value that matches no variant becomes
/// `Unrecognized(Value)`.
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
/// runtime::untagged_union!(Port: Number(_), Name(_));
/// # assert_eq!(runtime::model::from_json::<Port>(b"80")?, Port::Number(80));
/// # Ok::<(), runtime::model::DecodeError>(())
/// ```
#[macro_export]
macro_rules! untagged_union {
    ($union:ident: $(
        $variant:ident $(($held:ty))? $(as $unit:ident)?
        $({ $($constant:literal: $value:literal),+ })? $([ $($required:literal),+ ])?
    ),+ $(,)?) => {
        #[allow(deprecated)]
        const _: () = {
            impl $crate::model::Decode for $union {
                fn decode(
                    source: &mut dyn $crate::model::Source<'_>,
                ) -> ::std::result::Result<Self, $crate::model::DecodeError> {
                    const VARIANTS: &[$crate::model::Variant] = &[$($crate::model::Variant {
                        name: ::std::stringify!($variant),
                        tags: &[],
                        constants: &[$($(($constant, &$value)),+)?],
                        required: &[$($($required),+)?],
                        trial: $($crate::model::trial::<$held, _>($union::$variant))?
                            $($crate::model::trial_of::<$unit>())?,
                    }),+];
                    if source.is_trial() {
                        // A nested union accepts every value.
                        return ::std::result::Result::Ok(Self::Unrecognized(
                            $crate::model::Value::Null,
                        ));
                    }
                    let value = source.tree()?;
                    let known = match $crate::model::by_content(&value, VARIANTS) {
                        $(::std::option::Option::Some(::std::stringify!($variant)) => {
                            $($crate::model::from_value::<$held>(&value).map(Self::$variant))?
                            $($crate::model::from_value::<$unit>(&value).map(|_| Self::$variant))?
                        })+
                        _ => return ::std::result::Result::Ok(Self::Unrecognized(value.into_owned())),
                    };
                    ::std::result::Result::Ok(
                        known.unwrap_or_else(|_| Self::Unrecognized(value.into_owned())),
                    )
                }
            }
            $crate::__union!($union: $($variant $(($held))? $(as $unit)?),+);
        };
        $crate::__typed!(union $union: None; $($variant $(($held))? $(as $unit)? =;)+);
    };
}

/// Implements what both kinds of unions share.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($union:ident: $($variant:ident $(($held:ty))? $(as $unit:ident)?),+) => {
        impl $crate::model::serde::Serialize for $union {
            fn serialize<S: $crate::model::serde::Serializer>(
                &self,
                to: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                match self {
                    $(
                        $(Self::$variant(known) => {
                            <$held as $crate::model::serde::Serialize>::serialize(known, to)
                        })?
                        $(Self::$variant => {
                            <$unit as $crate::model::serde::Serialize>::serialize(&$unit {}, to)
                        })?
                    )+
                    Self::Unrecognized(value) => value.serialize(to),
                }
            }
        }
        $crate::__deserialize!($union);
    };
}
