//! The macro that describes generated types. The macros that implement decoding call it.

/// Implements `Typed` for a model, an enum, an identifier, a constrained type or a union.
///
/// The input for a model is that of `object!`. Without the feature `testing`, the macro expands to
/// nothing.
#[doc(hidden)]
#[macro_export]
macro_rules! __typed {
    (
        object $model:ident:
        $(constant $($constant:literal = $value:literal),+;)?
        $(required $($required:ident $(as $required_name:literal)?),+;)?
        $(optional $($optional:ident $(as $optional_name:literal)?),+;)?
        $(nullable $($nullable:ident $(as $nullable_name:literal)?),+;)?
        $(optional_nullable $($double:ident $(as $double_name:literal)?),+;)?
        $(any_of [$first:literal $(, $second:literal)*] $(, [$other:literal $(, $next:literal)*])+;)?
        $(.. $rest:ident;)?
    ) => {
        // The constant of a model that has annotations hides that of the trait.
        #[allow(deprecated, unused_imports)]
        const _: () = {
            // Models may have the names of its items.
            use $crate::testing::schema::{self, NotAnnotated as _};

            static OBJECT: schema::Object = schema::Object::new(&[
                $($(schema::Field::constant($constant, &$value),)+)?
                $($(schema::Field::of(
                    &[stringify!($required) $(, $required_name)?],
                    |it: &$model| &it.$required,
                ).required(),)+)?
                $($(schema::Field::of(
                    &[stringify!($optional) $(, $optional_name)?],
                    |it: &$model| &it.$optional,
                ),)+)?
                $($(schema::Field::of(
                    &[stringify!($nullable) $(, $nullable_name)?],
                    |it: &$model| &it.$nullable,
                ).required().nullable(),)+)?
                $($(schema::Field::of(
                    &[stringify!($double) $(, $double_name)?],
                    |it: &$model| &it.$double,
                ).nullable(),)+)?
            ])
            .rest(&[$(stringify!($rest))?])
            $(.any_of(&[&[$first $(, $second)*], $(&[$other $(, $next)*]),+]))?
            .annotations(<$model>::ANNOTATIONS);

            impl schema::Typed for $model {
                const TYPE: schema::Type = schema::Type::Object(|| &OBJECT);
            }
        };
    };
    (enum $type:ident: $ty:ident $($value:literal),+) => {
        impl $crate::testing::schema::Typed for $type {
            const TYPE: $crate::testing::schema::Type =
                $crate::testing::schema::Type::$ty(&[$($value),+]);
        }
    };
    (id $type:ident: $inner:ty) => {
        impl $crate::testing::schema::Typed for $type {
            const TYPE: $crate::testing::schema::Type =
                <$inner as $crate::testing::schema::Typed>::TYPE;
        }
    };
    (constrained $type:ident: $inner:ty; $($constraint:ident($bound:expr)),+) => {
        impl $crate::testing::schema::Typed for $type {
            const TYPE: $crate::testing::schema::Type =
                <$inner as $crate::testing::schema::Typed>::TYPE;
            const CONSTRAINTS: $crate::model::Constraints =
                $crate::model::Constraints::new()$(.$constraint($bound))+;
        }
    };
    (union $union:ident: $discriminator:expr; $(
        $variant:ident $(($held:ty))? $(as $unit:ident)? = $($tag:literal),*;
    )+) => {
        #[allow(deprecated)]
        const _: () = {
            use $crate::testing::schema;

            static UNION: schema::Union = schema::Union {
                discriminator: $discriminator,
                variants: &[$((
                    &[$($tag),*],
                    $(schema::of_variant::<$held, _>($union::$variant))?
                    $(<$unit as schema::Typed>::TYPE)?
                ),)+],
            };

            impl schema::Typed for $union {
                const TYPE: schema::Type = schema::Type::Union(|| &UNION);
            }
        };
    };
}
