//! Types of the spec: models, enums, ids, unions and aliases; fields and deprecations.

use super::definitions::Definitions;
use super::record::{At, Decode, Entries, Text, record, words, wrong_kind};
use super::type_expr::TypeExpr;
use crate::diag::Report;
use crate::source::Span;
use crate::yaml::{Key, Node, Value};
use serde_json::{Number, Value as Json, json};

record! {
    /// `types/<id>.yaml`: types that several resources share.
    "a types file" TypesFile {
        /// What the types have in common.
        "docs" docs: Option<Text>,
        /// The types, by name.
        "types" types: Entries<TypeDef>,
    }
}

record! {
    /// A type. Exactly one of `fields`, `enum`, `id`, `one_of` and `type` says what kind it is; `type` may
    /// accompany `enum`.
    "a type" TypeDef {
        /// What values of the type are.
        "docs" docs: Option<Text>,
        /// A model: its fields, by their names on the wire.
        "fields" fields: Option<Entries<Field>>,
        /// Of a model: the type of members that `fields` does not name.
        "additional_properties" additional_properties: Option<TypeExpr>,
        /// An enum: its values, by what stands on the wire.
        "enum" values: Option<Values>,
        /// An identifier: the scalar that it is on the wire.
        "id" id: Option<TypeExpr>,
        /// A union: its variants. With `discriminator`, each name is a value of that member; without, the first that
        /// fits is taken.
        "one_of" one_of: Option<Entries<VariantDef>>,
        /// Of a union: the member whose value says which variant it is.
        "discriminator" discriminator: Option<Text>,
        /// Alone: the type that this is another name for. With `enum`: the type of the values, `string` (the default) or
        /// `i64`.
        "type" ty: Option<TypeExpr>,
        /// A value for examples.
        "example" example: Option<At<Json>>,
        /// Since when, until when and in favour of what the type is deprecated.
        "deprecated" deprecated: Option<Deprecation>,
        /// Other names to find the type by in the docs.
        "doc_aliases" doc_aliases: Vec<Text>,
        /// The name in Rust, where the rule's would not do.
        "rust_name" rust_name: Option<Text>,
    }
}

impl TypeDef {
    /// The type that this is another name for.
    pub fn alias(&self) -> Option<&TypeExpr> {
        self.ty.as_ref().filter(|_| self.values.is_none())
    }
}

/// The values of an enum: a list of words, or a map from words to what is to be said of them.
#[derive(Debug, Clone)]
pub struct Values(pub Entries<ValueDef>);

impl Decode for Values {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        match &node.value {
            Value::Map(_) => Entries::decode(node, owner, report).map(Self),
            Value::List(items) => {
                let read: Vec<_> = items
                    .iter()
                    .map(|item| {
                        let text = Text::decode(item, item.span, report)?;
                        let key = Key {
                            text: text.value,
                            span: text.span,
                            alone: true,
                        };
                        Some((key, ValueDef::bare(item.span)))
                    })
                    .collect();
                read.into_iter().collect::<Option<_>>().map(Self)
            }
            _ => wrong_kind(node, owner, "a list or a map of values", report),
        }
    }

    fn schema(definitions: &mut Definitions) -> Json {
        json!({"anyOf": [Vec::<Text>::schema(definitions), Entries::<ValueDef>::schema(definitions)]})
    }
}

record! {
    /// A value of an enum.
    "an enum value" ValueDef, shorthand "docs" {
        /// What the value means.
        "docs" docs: Option<Text>,
        /// The server returns the value, and one can filter by it, but it may not be stored: no body can hold it.
        "read_only" read_only: bool,
        /// Since when, until when and in favour of what the value is deprecated.
        "deprecated" deprecated: Option<Deprecation>,
        /// The name in Rust, where the rule's would not do.
        "rust_name" rust_name: Option<Text>,
    }
}

impl ValueDef {
    fn bare(span: Span) -> Self {
        Self {
            span,
            docs: None,
            read_only: false,
            deprecated: None,
            rust_name: None,
        }
    }
}

record! {
    /// A variant of a union.
    "a variant" VariantDef, shorthand "type" {
        /// The type of its value.
        "type" ty: TypeExpr,
        /// What it is.
        "docs" docs: Option<Text>,
        /// The name in Rust, where the rule's would not do.
        "rust_name" rust_name: Option<Text>,
    }
}

record! {
    /// A field of a model, or a parameter.
    "a field" Field, shorthand "type" {
        /// Its type.
        "type" ty: TypeExpr,
        /// What it is for.
        "docs" docs: Option<Text>,
        /// Of a model's field: the server always sends it. Of a parameter: the caller must give it.
        "required" required: bool,
        /// Whether `null` is a value of it, apart from being left out.
        "nullable" nullable: bool,
        /// The server sets it; it is never sent.
        "read_only" read_only: bool,
        /// It is sent, and never returned.
        "write_only" write_only: bool,
        /// Its value when it is left out.
        "default" default: Option<At<Json>>,
        /// The one value it has.
        "const" constant: Option<At<Json>>,
        /// A value for examples.
        "example" example: Option<At<Json>>,
        /// Least length of a string, in characters.
        "min_length" min_length: Option<At<u64>>,
        /// Greatest length of a string, in characters.
        "max_length" max_length: Option<At<u64>>,
        /// Regular expression (ECMA 262) that a string matches.
        "pattern" pattern: Option<Text>,
        /// Least number.
        "minimum" minimum: Option<At<Number>>,
        /// Greatest number.
        "maximum" maximum: Option<At<Number>>,
        /// Number that all values are greater than.
        "exclusive_minimum" exclusive_minimum: Option<At<Number>>,
        /// Number that all values are less than.
        "exclusive_maximum" exclusive_maximum: Option<At<Number>>,
        /// Number that divides all values.
        "multiple_of" multiple_of: Option<At<Number>>,
        /// Least number of items or members.
        "min_items" min_items: Option<At<u64>>,
        /// Greatest number of items or members.
        "max_items" max_items: Option<At<u64>>,
        /// Whether no item stands twice.
        "unique_items" unique_items: bool,
        /// Of a list parameter: how its items are written.
        "style" style: Option<At<ListStyle>>,
        /// Of a shared parameter, which needs it: where it travels. One in the path belongs to the placeholder of its
        /// name in all paths, unless a resource declares that one itself.
        "in" place: Option<At<Place>>,
        /// Since when, until when and in favour of what it is deprecated.
        "deprecated" deprecated: Option<Deprecation>,
        /// The name in Rust, where the rule's would not do.
        "rust_name" rust_name: Option<Text>,
    }
}

words! {
    /// How a list is written in a query or header.
    ListStyle {
        /// `a=1&a=2`; the default of queries.
        "repeat" Repeat,
        /// `a[]=1&a[]=2`.
        "brackets" Brackets,
        /// `a=1,2`; the default of headers.
        "comma" Comma,
        /// `a=1 2`.
        "space" Space,
        /// `a=1|2`.
        "pipe" Pipe,
    }
}

words! {
    /// Where a parameter travels.
    Place {
        /// In the path.
        "path" Path,
        /// In the query.
        "query" Query,
        /// In a header.
        "header" Header,
        /// In a cookie.
        "cookie" Cookie,
    }
}

record! {
    /// Since when, until when and in favour of what something is deprecated. Each key may be left out, but not all.
    "a deprecation" Deprecation {
        /// First day on which it was deprecated, as `YYYY-MM-DD`.
        "since" since: Option<Date>,
        /// Day from which it may be gone, as `YYYY-MM-DD`.
        "end_of_life" end_of_life: Option<Date>,
        /// What to use instead: a field of the same model, a parameter or operation beside it, an operation of another
        /// resource as `others.list`, a type, a value.
        "use" replacement: Option<Text>,
        /// More on how to move.
        "note" note: Option<Text>,
    }
}

/// A calendar date with its place.
pub type Date = At<jiff::civil::Date>;

impl Decode for Date {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        let text = Text::decode(node, owner, report)?;
        // The pattern first: jiff would also take a time behind the date.
        match text.value.parse() {
            Ok(value) if text.value.len() == "YYYY-MM-DD".len() => Some(At {
                value,
                span: text.span,
            }),
            _ => {
                report.error(
                    crate::diag::Code::InvalidValue,
                    text.span,
                    format!("`{}` is not a day of the calendar", text.value),
                    "write the date as `YYYY-MM-DD`, such as `2026-07-01`",
                );
                None
            }
        }
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({"type": "string", "format": "date"})
    }
}
