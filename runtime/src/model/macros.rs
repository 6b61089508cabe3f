//! The macro that implements decoding and encoding of generated structs.
//!
//! It takes flat lists and expands in one step, without recursion, to keep compile times short.

/// Implements `Decode`, `Serialize` and `Deserialize` for a struct.
///
/// The fields are listed in groups, in this order; empty groups are omitted. `as` gives the name of
/// the member if it differs from that of the field.
///
/// | group | field | missing | null | `None` is encoded as |
/// |---|---|---|---|---|
/// | `required` | `T` | error | error | |
/// | `optional` | `Option<T>` | `None` | `None` | nothing |
/// | `nullable` | `Option<T>` | `None` | `None` | null |
/// | `optional_nullable` | `Option<Option<T>>` | `None` | `Some(None)` | nothing |
/// | `..` | `BTreeMap<String, T>` | collects unknown members | | |
///
/// `any_of ["email"], ["city", "street"];` before `..` lists alternatives of members. A request
/// with an object that has all members of none fails; decoding does not check it.
///
/// `constant "kind" = "user";` before all groups lists members that the struct does not have. Their
/// values are written when the struct is encoded and checked when it is decoded.
#[macro_export]
macro_rules! object {
    (
        $model:ident:
        $(constant $($constant:literal = $value:literal),+;)?
        $(required $($required:ident $(as $required_name:literal)?),+;)?
        $(optional $($optional:ident $(as $optional_name:literal)?),+;)?
        $(nullable $($nullable:ident $(as $nullable_name:literal)?),+;)?
        $(optional_nullable $($double:ident $(as $double_name:literal)?),+;)?
        $(any_of [$first:literal $(, $second:literal)*] $(, [$other:literal $(, $next:literal)*])+;)?
        $(.. $rest:ident;)?
    ) => {
        #[allow(deprecated)]
        const _: () = {
            use $crate::model;

            const MEMBERS: &[model::Member<'_>] = &[
                $($(model::Member {
                    names: &[$constant],
                    presence: model::Presence::Required,
                },)+)?
                $($(model::Member {
                    names: &[stringify!($required) $(, $required_name)?],
                    presence: model::Presence::Required,
                },)+)?
                $($(model::Member {
                    names: &[stringify!($optional) $(, $optional_name)?],
                    presence: model::Presence::Optional,
                },)+)?
                $($(model::Member {
                    names: &[stringify!($nullable) $(, $nullable_name)?],
                    presence: model::Presence::Nullable,
                },)+)?
                $($(model::Member {
                    names: &[stringify!($double) $(, $double_name)?],
                    presence: model::Presence::OptionalNullable,
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
                            $($(&mut model::Fixed::new(&$value),)+)?
                            $($(&mut $required,)+)?
                            $($(&mut $optional,)+)?
                            $($(&mut $nullable,)+)?
                            $($(&mut $double,)+)?
                        ],
                        &mut [$(&mut $rest)?],
                    )?;
                    // `object` has already checked this and named the member. One check compiles
                    // faster than an error path per field.
                    $(let ($(Some($required),)+) = ($($required,)+) else {
                        return Err(model::DecodeError::new("missing required member"));
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
                            $($(Some(&$value),)+)?
                            $($(Some(&self.$required),)+)?
                            $($(model::filled(&self.$optional),)+)?
                            $($(Some(&self.$nullable),)+)?
                            $($(model::filled(&self.$double),)+)?
                        ],
                        &[
                            $(&self.$rest,)?
                            $(&model::AnyOf {
                                alternatives: &[&[$first $(, $second)*], $(&[$other $(, $next)*]),+],
                                description: concat!(
                                    "at least one of `", $first, "`" $(, " and `", $second, "`")*
                                    $(, ", or `", $other, "`" $(, " and `", $next, "`")*)+
                                ),
                            },)?
                        ],
                    )
                }
            }

            $crate::__deserialize!($model);
        };

        $crate::__typed! {
            object $model:
            $(constant $($constant = $value),+;)?
            $(required $($required $(as $required_name)?),+;)?
            $(optional $($optional $(as $optional_name)?),+;)?
            $(nullable $($nullable $(as $nullable_name)?),+;)?
            $(optional_nullable $($double $(as $double_name)?),+;)?
            $(any_of [$first $(, $second)*] $(, [$other $(, $next)*])+;)?
            $(.. $rest;)?
        }
    };
}

/// Implements `Deserialize`, given `Decode`.
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

#[cfg(not(feature = "testing"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __typed {
    ($($input:tt)*) => {};
}
