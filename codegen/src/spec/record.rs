//! Records of the format. One declaration yields a struct, its decoder and its JSON Schema.
//!
//! serde is not used: it stops at the first error, and one declaration must also produce the JSON Schema.

use super::decode::{Decode, report_duplicate_keys};
use super::definitions::ShortForm;
use super::{keys, renamed};
use crate::diag::{Code, Report};
use crate::source::Span;
use crate::yaml::{Key, Node, Value};
use std::borrow::Cow;

/// The entries of a record. Reports duplicate, renamed and unknown keys.
///
/// A node that is not a map is the value of the `short_form`, if the record has one.
pub fn fields<'a>(
    node: &'a Node,
    owner: Span,
    what: &str,
    names: &[&'static str],
    short_form: Option<ShortForm>,
    report: &mut Report,
) -> Option<Cow<'a, [(Key, Node)]>> {
    if let Some(ShortForm::Key(key)) = short_form
        && !is_record(node, names)
    {
        let key = Key {
            text: key.to_owned(),
            span: owner,
            without_colon: false,
        };
        return Some(Cow::Owned(vec![(key, node.clone())]));
    }
    let entries = match &node.value {
        Value::Map(entries) => entries.as_slice(),
        // `name:` without a value is an empty record, so that missing keys are reported by name.
        Value::Null => &[],
        Value::Bool(true) if short_form == Some(ShortForm::True) => &[],
        _ => {
            keys::report_not_a_map(node, what, names, report);
            return None;
        }
    };
    let entries = renamed::replace(entries, what, report);
    report_duplicate_keys(&entries, report);
    keys::check(&entries, owner, what, names, report);
    Some(entries)
}

/// Whether a node is a record with these keys rather than its short form. The map type `{T}` is a short form.
fn is_record(node: &Node, keys: &[&str]) -> bool {
    match &node.value {
        Value::Map(entries) => match entries.as_slice() {
            [
                (
                    key,
                    Node {
                        value: Value::Null, ..
                    },
                ),
            ] => keys.contains(&key.text.as_str()),
            _ => true,
        },
        Value::Null => true,
        _ => false,
    }
}

/// Decodes the value of a key. Reports the key if it is missing and required.
pub fn field<T: Decode>(
    entries: &[(Key, Node)],
    owner: Span,
    what: &str,
    name: &str,
    report: &mut Report,
) -> Option<T> {
    match entries.iter().find(|(key, _)| key.text == name) {
        Some((key, node)) => T::decode(node, key.span, report),
        // A key without a space after its `:` has already been reported as unknown.
        None if entries.iter().any(|(key, _)| keys::lacks_space(key, name)) => T::absent(),
        None => T::absent().or_else(|| {
            report.error(
                Code::MissingKey,
                owner,
                format!("missing key `{name}` in {what}"),
                format!("add `{name}: …`"),
            );
            None
        }),
    }
}

/// Declares a record: a struct, its [`Decode`] implementation, and its JSON Schema with the docs as descriptions.
///
/// `shorthand "type"` names the key that a value other than a map sets, so that `name: string` means
/// `name: {type: string}`. `shorthand true` makes `true` a record without keys.
/// A literal after `=` is the value of the key if it is missing. It appears in the schema only; `check` applies it.
/// `include Other as field` adds the keys of another record.
macro_rules! record {
    (
        $(#[doc = $doc:literal])+
        $what:literal $name:ident $(, shorthand $short:tt)? {
            $($(#[doc = $field_doc:literal])+ $key:literal $field:ident: $ty:ty $(= $default:literal)?,)+
        }
        $(include $included:ident as $part:ident)?
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone)]
        pub struct $name {
            /// Location of the record: its key, or its start.
            pub span: $crate::source::Span,
            $($(#[doc = $field_doc])+ pub $field: $ty,)+
            $(/// The keys of the included record.
            pub $part: $included,)?
        }

        impl $name {
            fn keys() -> Vec<&'static str> {
                let keys = [$($key),+].into_iter();
                keys$(.chain($included::keys()))?.collect()
            }

            fn from_entries(
                entries: &[($crate::yaml::Key, $crate::yaml::Node)],
                owner: $crate::source::Span,
                what: &str,
                report: &mut $crate::diag::Report,
            ) -> Option<Self> {
                // All fields are decoded before one can return, so that the errors of all of them are reported.
                $(let $field = $crate::spec::record::field::<$ty>(entries, owner, what, $key, report);)+
                $(let $part = $included::from_entries(entries, owner, what, report);)?
                Some(Self { span: owner, $($field: $field?,)+ $($part: $part?)? })
            }

            fn properties(
                definitions: &mut $crate::spec::definitions::Definitions,
            ) -> Vec<$crate::spec::definitions::Property> {
                let own = [$($crate::spec::definitions::Property {
                    key: $key,
                    description: concat!($($field_doc, "\n"),+),
                    required: <$ty as $crate::spec::decode::Decode>::absent().is_none(),
                    default: Vec::<serde_json::Value>::from([$($default.into())?]).pop(),
                    schema: <$ty as $crate::spec::decode::Decode>::schema(definitions),
                }),+];
                own.into_iter()$(.chain($included::properties(definitions)))?.collect()
            }
        }

        impl $crate::spec::decode::Decode for $name {
            fn decode(
                node: &$crate::yaml::Node,
                owner: $crate::source::Span,
                report: &mut $crate::diag::Report,
            ) -> Option<Self> {
                let short_form = None$(.or(Some($crate::spec::record::short_form!($short))))?;
                let keys = Self::keys();
                let entries =
                    $crate::spec::record::fields(node, owner, $what, &keys, short_form, report)?;
                Self::from_entries(&entries, owner, $what, report)
            }

            fn schema(definitions: &mut $crate::spec::definitions::Definitions) -> serde_json::Value {
                let short_form = None$(.or(Some($crate::spec::record::short_form!($short))))?;
                let description = concat!($($doc, "\n"),+);
                definitions.record(stringify!($name), $what, description, short_form, Self::properties)
            }
        }
    };
}

/// The short form of a record: `true`, or the name of a key.
macro_rules! short_form {
    (true) => {
        $crate::spec::definitions::ShortForm::True
    };
    ($key:literal) => {
        $crate::spec::definitions::ShortForm::Key($key)
    };
}

/// Declares the values that a key can have. `$noun` names the values in messages, e.g. `media type`.
macro_rules! keywords {
    (
        $(#[doc = $doc:literal])+
        $noun:literal $name:ident { $($(#[doc = $word_doc:literal])+ $word:literal $variant:ident,)+ }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $($(#[doc = $word_doc])+ $variant,)+
        }

        impl $name {
            const NAMES: &'static [&'static str] = &[$($word),+];

            fn from_name(name: &str) -> Option<Self> {
                match name { $($word => Some(Self::$variant),)+ _ => None }
            }

            /// The value in the spec.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        $crate::spec::record::decode_name!($noun, $name);
    };
}

/// Implements [`Decode`](crate::spec::decode::Decode) for an enum by the names of its variants.
macro_rules! decode_name {
    ($noun:literal, $name:ident) => {
        impl $crate::spec::decode::Decode for $crate::spec::decode::Spanned<$name> {
            fn decode(
                node: &$crate::yaml::Node,
                owner: $crate::source::Span,
                report: &mut $crate::diag::Report,
            ) -> Option<Self> {
                let text = $crate::spec::decode::Text::decode(node, owner, report)?;
                let value = $name::from_name(&text.value);
                if value.is_none() {
                    report.error(
                        $crate::diag::Code::InvalidValue,
                        text.span,
                        format!("`{}` is not a valid {}", text.value, $noun),
                        $crate::diag::suggest(&text.value, $name::NAMES.iter().copied()),
                    );
                }
                Some($crate::spec::decode::Spanned { value: value?, span: text.span })
            }

            fn schema(_: &mut $crate::spec::definitions::Definitions) -> serde_json::Value {
                serde_json::json!({"enum": $name::NAMES})
            }
        }
    };
}

pub(crate) use {decode_name, keywords, record, short_form};
