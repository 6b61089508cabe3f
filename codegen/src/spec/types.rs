//! Types, fields and deprecations.

use super::content_types::ContentTypes;
use super::decode::{Decode, Entries, Spanned, Text, wrong_kind};
use super::definitions::Definitions;
use super::record::{keywords, record};
use super::type_expr::TypeExpr;
use crate::builtin::{Media, Scalar};
use crate::diag::{Code, Report};
use crate::source::Span;
use crate::yaml::{Key, Node, Value};
use serde_json::{Number, Value as Json, json};

record! {
    /// Types that several resources share.
    "a types file" TypesFile {
        /// Description of the types.
        "docs" docs: Option<Text>,
        /// Types, by name. Names are unique in the whole spec.
        "types" types: Entries<TypeDef>,
    }
}

record! {
    /// A type: a model (`fields`, `of`, `additional_properties`, or several of these), an enum (`enum`), an ID (`id`), a union
    /// (`one_of`) or an alias (`type` alone). An alias of a string or number with constraints is a Rust type of its own.
    "a type definition" TypeDef {
        /// Description of the type.
        "docs" docs: Option<Text>,
        /// Model: fields, by wire name.
        "fields" fields: Option<Entries<Field>>,
        /// Model: another model with the fields listed in `required` and `optional`, as in a request body.
        "of" of: Option<Text>,
        /// Model with `of`: required fields of the other model.
        "required" required: Vec<Text>,
        /// Model with `of`: optional fields of the other model.
        "optional" optional: Vec<Text>,
        /// Model with `of`: differences from the other model, by field.
        "override" overrides: Entries<FieldOverride>,
        /// Model: type of the members that `fields` does not list.
        "additional_properties" additional_properties: Option<TypeExpr>,
        /// Model: alternatives of optional fields, such as `[[email], [phone]]`: the fields of at least one must be set. The client
        /// checks it before it sends a request with the model, at any depth, and never in responses. `of` does not take it over.
        "any_of" any_of: Vec<Vec<Text>>,
        /// Enum: wire values, as a list or with details.
        "enum" values: Option<EnumValues>,
        /// ID: `string`, `i64`, `u64` or `uuid`. Each ID is a Rust type of its own, so IDs of different types cannot be mixed up.
        "id" id: Option<TypeExpr>,
        /// Union: variants, by name.
        "one_of" one_of: Option<Entries<Variant>>,
        /// Union: field with the name of the variant, or with one of its `tags`. Without this, the first variant is used whose
        /// constants, required fields and types match.
        "discriminator" discriminator: Option<Text>,
        /// Alias: the other type. Enum: the type of the values, `string` (the default) or `i64`.
        "type" ty: Option<TypeExpr>,
        /// Example value for the docs.
        "example" example: Option<Spanned<Json>>,
        /// Deprecation of the type.
        "deprecated" deprecated: Option<Deprecation>,
        /// Other names that the search of the docs finds the type by.
        "doc_aliases" doc_aliases: Vec<Text>,
        /// Rust name, instead of the derived one.
        "rust_name" rust_name: Option<Text>,
    }
    include Constraints as constraints
}

impl TypeDef {
    /// The type that an alias without constraints refers to; `None` for other kinds.
    pub fn alias(&self) -> Option<&TypeExpr> {
        let is_other = self.values.is_some() || self.constrained().is_some();
        self.ty.as_ref().filter(|_| !is_other)
    }

    /// The scalar of an alias with constraints, which is a type of its own; `None` for other kinds.
    pub fn constrained(&self) -> Option<Scalar> {
        match self.ty {
            Some(TypeExpr::Scalar(scalar))
                if self.values.is_none() && self.constraints.restrict(scalar) =>
            {
                Some(scalar)
            }
            _ => None,
        }
    }

    /// The scalar of the values of an enum; `None` for other kinds.
    pub fn enum_scalar(&self) -> Option<Scalar> {
        self.values.as_ref()?;
        match self.ty {
            Some(TypeExpr::Scalar(scalar)) => Some(scalar),
            _ => Some(Scalar::String),
        }
    }

    /// Whether the type is a model.
    pub fn is_model(&self) -> bool {
        let is_other = self.values.is_some()
            || self.id.is_some()
            || self.one_of.is_some()
            || self.ty.is_some();
        !is_other && (self.has_fields() || self.additional_properties.is_some())
    }

    /// Whether the type is a model with declared fields.
    pub fn has_fields(&self) -> bool {
        self.fields.is_some() || self.of.is_some()
    }
}

/// The values of an enum: a list of wire values, or a map from wire values to details.
#[derive(Debug, Clone)]
pub struct EnumValues(pub Entries<EnumValue>);

impl Decode for EnumValues {
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
                            without_colon: true,
                        };
                        Some((key, EnumValue::without_details(item.span)))
                    })
                    .collect();
                read.into_iter().collect::<Option<_>>().map(Self)
            }
            _ => wrong_kind(node, owner, "a list or a map of values", report),
        }
    }

    fn schema(definitions: &mut Definitions) -> Json {
        json!({"anyOf": [Vec::<Text>::schema(definitions), Entries::<EnumValue>::schema(definitions)]})
    }
}

record! {
    /// A value of an enum.
    "an enum value" EnumValue, shorthand "docs" {
        /// Description of the value.
        "docs" docs: Option<Text>,
        /// Whether the value is only returned and used in filters. Fields of request bodies cannot be set to it; models inside a
        /// request body can.
        "read_only" read_only: bool,
        /// Deprecation of the value.
        "deprecated" deprecated: Option<Deprecation>,
        /// Rust name, instead of the derived one.
        "rust_name" rust_name: Option<Text>,
    }
}

impl EnumValue {
    fn without_details(span: Span) -> Self {
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
    "a variant" Variant, shorthand "type" {
        /// Type of the value.
        "type" ty: TypeExpr,
        /// Union with a discriminator: values of the discriminator, instead of the name. Variants that share a value are
        /// distinguished by their constants and required fields.
        "tags" tags: Vec<Text>,
        /// Description of the variant.
        "docs" docs: Option<Text>,
        /// Rust name, instead of the derived one.
        "rust_name" rust_name: Option<Text>,
    }
}

record! {
    /// A field of a model or request body, or a parameter.
    "a field" Field, shorthand "type" {
        /// Type of the value.
        "type" ty: TypeExpr,
        /// Description of the field.
        "docs" docs: Option<Text>,
        /// Model: whether the field is always returned. Request body or parameter: whether the caller has to set it.
        "required" required: bool,
        /// Whether `null` is allowed, which is distinct from a missing value. An optional parameter can be nullable only with
        /// `media: json`.
        "nullable" nullable: bool,
        /// Model: whether the field is only returned, never sent.
        "read_only" read_only: bool,
        /// Model: whether the field is only sent, never returned.
        "write_only" write_only: bool,
        /// Model: whether malformed values are kept instead of failing the whole response. The Rust type is then `Lenient<T>`. By
        /// default, `lenient` of `api.yaml` decides.
        "lenient" lenient: Option<Spanned<bool>>,
        /// Value that the server uses if the field is missing.
        "default" default: Option<Spanned<Json>>,
        /// The only allowed value. The client sends it, so callers do not set it. The struct of a model does not have a required
        /// field with a constant; the client checks it in responses.
        "const" constant: Option<Spanned<Json>>,
        /// Example value for the docs.
        "example" example: Option<Spanned<Json>>,
        /// Constraints of each item of a list, or of each value of a map.
        "items" items: Option<Constraints>,
        /// Parameter or field of a form: how lists are serialized. By default, `repeat` in the query and in forms, and `comma`
        /// elsewhere.
        "style" style: Option<Spanned<ListStyle>>,
        /// Query parameter that is an object: whether its members are parameters of their own, `key=value` instead of
        /// `name[key]=value`.
        "explode" explode: bool,
        /// Query parameter: `json` if the value is a JSON document.
        "media" media: Option<Spanned<Media>>,
        /// Field of a multipart body: content type of the part, such as `image/png`. Callers choose one of several types or of a
        /// range, such as `image/*`.
        "content_type" content_type: Option<ContentTypes>,
        /// Shared parameter: its location. Required for shared parameters, and not allowed for other fields.
        "in" location: Option<Spanned<ParameterLocation>>,
        /// Deprecation of the field.
        "deprecated" deprecated: Option<Deprecation>,
        /// Rust name, instead of the derived one.
        "rust_name" rust_name: Option<Text>,
    }
    include Constraints as constraints
}

record! {
    /// Constraints of each item of a list, or of each value of a map.
    "item constraints" Constraints {
        /// Minimum length of a string, in characters.
        "min_length" min_length: Option<Spanned<u64>>,
        /// Maximum length of a string, in characters.
        "max_length" max_length: Option<Spanned<u64>>,
        /// Regular expression (ECMA 262) that a string must match.
        "pattern" pattern: Option<Text>,
        /// Format of a string, such as `duration`. It is documented, and neither clients nor the fake check it. A format that has
        /// a type of its own is that type, such as `datetime`.
        "format" format: Option<Text>,
        /// Minimum of a number, inclusive.
        "minimum" minimum: Option<Spanned<Number>>,
        /// Maximum of a number, inclusive.
        "maximum" maximum: Option<Spanned<Number>>,
        /// Minimum of a number, exclusive.
        "exclusive_minimum" exclusive_minimum: Option<Spanned<Number>>,
        /// Maximum of a number, exclusive.
        "exclusive_maximum" exclusive_maximum: Option<Spanned<Number>>,
        /// Number that a number must be a multiple of.
        "multiple_of" multiple_of: Option<Spanned<Number>>,
        /// Minimum number of items of a list or members of a map.
        "min_items" min_items: Option<Spanned<u64>>,
        /// Maximum number of items of a list or members of a map.
        "max_items" max_items: Option<Spanned<u64>>,
        /// Whether the items of a list must be unique.
        "unique_items" unique_items: bool,
    }
}

impl Constraints {
    /// Whether a constraint applies to the values of a string or number.
    fn restrict(&self, scalar: Scalar) -> bool {
        let bounds = [
            &self.minimum,
            &self.maximum,
            &self.exclusive_minimum,
            &self.exclusive_maximum,
            &self.multiple_of,
        ];
        match scalar {
            Scalar::String => {
                let lengths = [&self.min_length, &self.max_length];
                self.pattern.is_some() || lengths.iter().any(|it| it.is_some())
            }
            _ => {
                let is_number = scalar.is_number() && scalar.is_primitive();
                is_number && bounds.iter().any(|it| it.is_some())
            }
        }
    }
}

record! {
    /// Differences between a field that is listed and the same field of the model.
    "an override" FieldOverride {
        /// Type of the field.
        "type" ty: Option<TypeExpr>,
        /// Description of the field.
        "docs" docs: Option<Text>,
        /// Whether `null` is allowed.
        "nullable" nullable: Option<Spanned<bool>>,
        /// Value that the server uses if the field is missing.
        "default" default: Option<Spanned<Json>>,
        /// Example value for the docs.
        "example" example: Option<Spanned<Json>>,
        /// Field of a form: how lists are serialized.
        "style" style: Option<Spanned<ListStyle>>,
        /// Field of a multipart body: content type of the part, or a list of which callers choose one.
        "content_type" content_type: Option<ContentTypes>,
        /// Deprecation of the field.
        "deprecated" deprecated: Option<Deprecation>,
    }
}

keywords! {
    /// How a list in a parameter or form is serialized.
    "list style" ListStyle {
        /// `a=1&a=2`; the default in the query and in forms.
        "repeat" Repeat,
        /// `a[]=1&a[]=2`; applies to lists at any depth.
        "brackets" Brackets,
        /// `a[0]=1&a[1]=2`.
        "indices" Indices,
        /// `a=1,2`; the default elsewhere.
        "comma" Comma,
        /// `a=1 2`.
        "space" Space,
        /// `a=1|2`.
        "pipe" Pipe,
    }
}

impl ListStyle {
    /// The style of lists that set none.
    pub fn default_in(location: ParameterLocation) -> Self {
        match location {
            ParameterLocation::Query => Self::Repeat,
            ParameterLocation::Path | ParameterLocation::Header | ParameterLocation::Cookie => {
                Self::Comma
            }
        }
    }
}

keywords! {
    /// Location of a parameter.
    "parameter location" ParameterLocation {
        /// The path.
        "path" Path,
        /// The query.
        "query" Query,
        /// A header.
        "header" Header,
        /// A cookie.
        "cookie" Cookie,
    }
}

record! {
    /// A deprecation. Without keys, it is a finding of the lint `bare-deprecation`.
    "a deprecation" Deprecation, shorthand true {
        /// Date of the deprecation, as `YYYY-MM-DD`.
        "since" since: Option<Date>,
        /// Date from which the element can be removed, as `YYYY-MM-DD`.
        "end_of_life" end_of_life: Option<Date>,
        /// Replacement: a field of the same model, a parameter of the same operation, an operation of the same resource or
        /// `resource.operation`, a type, or a value of the same enum. It must have the same type and not be deprecated.
        "use" replacement: Option<Text>,
        /// Notes on the migration.
        "note" note: Option<Text>,
    }
}

/// A calendar date with its location.
pub type Date = Spanned<jiff::civil::Date>;

impl Decode for Date {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        let text = Text::decode(node, owner, report)?;
        // jiff also accepts a date followed by a time.
        match text.value.parse() {
            Ok(value) if text.value.len() == "YYYY-MM-DD".len() => Some(Spanned {
                value,
                span: text.span,
            }),
            _ => {
                report.error(
                    Code::InvalidValue,
                    text.span,
                    format!("`{}` is not a valid date", text.value),
                    "use an existing date in the format `YYYY-MM-DD`, such as `2026-07-01`",
                );
                None
            }
        }
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({"type": "string", "format": "date"})
    }
}
