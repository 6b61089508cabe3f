//! The macros that make generated structs readable and writable.
//!
//! They take flat lists and expand in one step: no recursion, since compile time is what they
//! are for.

/// Makes a struct `Decode`, `Serialize` and `Deserialize`.
///
/// The fields come in groups, in this order; empty groups are left out. `as` gives the name in the
/// document where it is not the field's.
///
/// | group | field | missing | null | `None` is written as |
/// |---|---|---|---|---|
/// | `required` | `T` | error | error | |
/// | `optional` | `Option<T>` | `None` | `None` | nothing |
/// | `nullable` | `Option<T>` | `None` | `None` | null |
/// | `optional_nullable` | `Option<Option<T>>` | `None` | `Some(None)` | nothing |
/// | `rest` | `BTreeMap<String, T>` | takes the members without a field | | |
#[macro_export]
macro_rules! object {
    (
        $model:ident:
        $(required $($required:ident $(as $required_name:literal)?),+;)?
        $(optional $($optional:ident $(as $optional_name:literal)?),+;)?
        $(nullable $($nullable:ident $(as $nullable_name:literal)?),+;)?
        $(optional_nullable $($double:ident $(as $double_name:literal)?),+;)?
        $(rest $rest:ident;)?
    ) => {
        #[allow(deprecated)]
        const _: () = {
            use $crate::model;

            const MEMBERS: &[model::Member<'_>] = &[
                $($(model::Member {
                    names: &[stringify!($required) $(, $required_name)?],
                    kind: model::Kind::Required,
                },)+)?
                $($(model::Member {
                    names: &[stringify!($optional) $(, $optional_name)?],
                    kind: model::Kind::Optional,
                },)+)?
                $($(model::Member {
                    names: &[stringify!($nullable) $(, $nullable_name)?],
                    kind: model::Kind::Nullable,
                },)+)?
                $($(model::Member {
                    names: &[stringify!($double) $(, $double_name)?],
                    kind: model::Kind::OptionalNullable,
                },)+)?
            ];

            impl model::Decode for $model {
                fn decode(
                    source: &mut dyn model::Source<'_>,
                ) -> ::std::result::Result<Self, model::DecodeError> {
                    $($(let mut $required = None;)+)?
                    $($(let mut $optional = None;)+)?
                    $($(let mut $nullable = None;)+)?
                    $($(let mut $double = None;)+)?
                    $(let mut $rest = ::std::collections::BTreeMap::new();)?
                    source.object(
                        MEMBERS,
                        &mut [
                            $($(&mut $required,)+)?
                            $($(&mut $optional,)+)?
                            $($(&mut $nullable,)+)?
                            $($(&mut $double,)+)?
                        ],
                        &mut [$(&mut $rest)?],
                    )?;
                    // `object` has checked the same and named the member: one test is cheaper
                    // to compile than an error path for each field.
                    $(let ($(Some($required),)+) = ($($required,)+) else {
                        return Err(model::DecodeError::new("a required member is missing"));
                    };)?
                    Ok(Self {
                        $($($required,)+)?
                        $($($optional,)+)?
                        $($($nullable,)+)?
                        $($($double,)+)?
                        $($rest,)?
                    })
                }
            }

            impl model::serde::Serialize for $model {
                fn serialize<S: model::serde::Serializer>(
                    &self,
                    to: S,
                ) -> ::std::result::Result<S::Ok, S::Error> {
                    model::write(
                        to,
                        MEMBERS,
                        &[
                            $($(Some(&self.$required),)+)?
                            $($(model::filled(&self.$optional),)+)?
                            $($(Some(&self.$nullable),)+)?
                            $($(model::filled(&self.$double),)+)?
                        ],
                        &[$(&self.$rest)?],
                    )
                }
            }

            $crate::__deserialize!($model);
        };
    };
}

/// `Deserialize`, from `Decode`.
#[doc(hidden)]
#[macro_export]
macro_rules! __deserialize {
    ($type:ident) => {
        impl<'de> $crate::model::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::model::serde::Deserializer<'de>>(
                from: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::model::deserialize(from)
            }
        }
    };
}
