//! Fields of models and bodies, and what parameters have in common with them.

use super::index::Index;
use super::names::{self, Owner, Scope};
use super::{constraints, lenient, values};
use crate::builtin::Media;
use crate::diag::{Code, Report};
use crate::ir::{Access, Deprecation, Field};
use crate::markdown;
use crate::naming;
use crate::source::Span;
use crate::spec::decode::Text;
use crate::spec::{self, ListStyle, ParameterLocation};
use crate::yaml::Key;

/// Position of a field, which decides the keys it can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// A field of a model.
    Model,
    /// One of the own fields of a body.
    Body,
    /// A parameter in this location.
    Parameter(ParameterLocation),
    /// A shared parameter of `api.yaml` in this location.
    Shared(ParameterLocation),
}

impl Position {
    /// Noun for the field in messages.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Model => "field",
            Self::Body => "body field",
            Self::Parameter(location) | Self::Shared(location) => match location {
                ParameterLocation::Path => "path parameter",
                ParameterLocation::Query => "query parameter",
                ParameterLocation::Header => "header",
                ParameterLocation::Cookie => "cookie",
            },
        }
    }

    /// Location of a parameter.
    fn location(self) -> Option<ParameterLocation> {
        match self {
            Self::Model | Self::Body => None,
            Self::Parameter(location) | Self::Shared(location) => Some(location),
        }
    }
}

/// Owner of the Rust names of a field.
pub(super) fn owner(position: Position, wire: &str, span: Span) -> Owner {
    Owner::new(position.noun(), wire, span).pinned_in("", wire, "type: …, ")
}

/// Claims the Rust names of fields in a scope, and those of the methods that clear nullable fields.
pub(super) fn claim<'f>(
    fields: impl IntoIterator<Item = (&'f Field, Owner)>,
    name: impl Fn(&Field) -> String,
    scope: &mut Scope<'_>,
    report: &mut Report,
) {
    let mut clears = Vec::new();
    for (field, owner) in fields {
        let free = scope.claim(&name(field), &owner, report);
        if free && field.nullable {
            clears.push((naming::clear(&field.rust), owner));
        }
    }
    for (clear, owner) in clears {
        scope.claim(&clear, &owner.part("the method that clears"), report);
    }
}

/// Resolves the fields of a map, and leaves out those with errors.
pub(super) fn resolve_all(
    fields: &[(Key, spec::Field)],
    position: Position,
    index: &Index<'_>,
    report: &mut Report,
) -> Vec<Field> {
    fields
        .iter()
        .filter_map(|(key, field)| resolve(key, field, position, index, report))
        .collect()
}

/// Resolves a field. Its replacement, if it is deprecated, is resolved later, when its siblings are known.
pub(super) fn resolve(
    key: &Key,
    field: &spec::Field,
    position: Position,
    index: &Index<'_>,
    report: &mut Report,
) -> Option<Field> {
    let ty = index.ty(&field.ty, report);
    let owner = owner(position, &key.text, key.span);
    let rust = names::value(&key.text, field.rust_name.as_ref(), &owner, report);
    let access = access(key, field, position, report);
    check_location(key, field, position, report);
    let can_have_default = check_default(key, field, position, report);
    let nullable = check_nullable(key, field, position, report);
    let (Some(ty), Some(rust)) = (ty, rust) else {
        report.omit(&key.text);
        return None;
    };
    let style = style(key, field, position, report);
    check_serialization(key, field, position, report);
    let content_types = content_types(key, field, position, report);
    let constraints = constraints::of_field(key, field, &ty, index, report);
    let values = values::of_field(field, &ty, nullable, &constraints, index, report);
    let lenient = lenient::of_field(key, field, position == Position::Model, &ty, index, report);
    Some(Field {
        wire: key.text.clone(),
        rust,
        ty,
        boxed: false,
        required: field.required,
        nullable,
        access,
        lenient,
        default: values.default.filter(|_| can_have_default),
        constant: values.constant,
        implied: None,
        example: values.example,
        style,
        content_types,
        constraints,
        docs: docs(field.docs.as_ref()),
        deprecated: field.deprecated.as_ref().map(|it| deprecation(it, report)),
        span: key.span,
    })
}

/// Only fields of models can be read-only or write-only, and not both.
fn access(key: &Key, field: &spec::Field, position: Position, report: &mut Report) -> Access {
    let access = match (field.read_only, field.write_only) {
        (false, false) => Access::Both,
        (true, false) => Access::ReadOnly,
        (false, true) => Access::WriteOnly,
        (true, true) => {
            report.error(
                Code::ContradictoryAccess,
                key.span,
                format!("`{}` is both read-only and write-only", key.text),
                "remove `read_only`, `write_only` or both",
            );
            return Access::Both;
        }
    };
    if access != Access::Both && position != Position::Model {
        report.error(
            Code::ContradictoryAccess,
            key.span,
            format!(
                "`{}` is only sent, so it cannot be read-only or write-only",
                key.text
            ),
            "remove `read_only` and `write_only`; they apply only to fields of models",
        );
    }
    access
}

/// Only shared parameters have a location of their own.
fn check_location(key: &Key, field: &spec::Field, position: Position, report: &mut Report) {
    if let Some(location) = &field.location
        && !matches!(position, Position::Shared(_))
    {
        report.error(
            Code::MisplacedConstraint,
            location.span,
            format!(
                "`in` has no effect on `{}`, which is not a shared parameter",
                key.text
            ),
            "remove `in`; the location follows from where the parameter is declared",
        );
    }
}

/// Whether a field is nullable. Only JSON distinguishes `null` from a missing value: RFC 6570, which the styles of parameters
/// follow, treats it as undefined. So other parameters are nullable only if they are required, and callers then leave them out
/// explicitly.
fn check_nullable(key: &Key, field: &spec::Field, position: Position, report: &mut Report) -> bool {
    let location = match position.location() {
        None => return field.nullable,
        // Reported with its default.
        Some(ParameterLocation::Path) => return false,
        Some(location) => location,
    };
    let in_query = location == ParameterLocation::Query;
    let media = field.media.as_ref().map(|media| media.value);
    let is_document = in_query && media == Some(Media::Json);
    if field.nullable && !field.required && !is_document {
        let help = if in_query {
            "remove `nullable`, and callers leave the parameter unset; or add `media: json` if the value is a JSON document"
        } else {
            "remove `nullable`; callers leave an optional parameter unset"
        };
        report.error(
            Code::MisplacedConstraint,
            key.span,
            format!(
                "`nullable` has no effect on the optional {} `{}`: outside of JSON, `null` is a missing value",
                position.noun(),
                key.text
            ),
            help,
        );
    }
    field.nullable && (field.required || is_document)
}

/// Whether a field can have a default. Required parameters and body fields have none. A required field of a model can have
/// one, for requests that create the model.
fn check_default(key: &Key, field: &spec::Field, position: Position, report: &mut Report) -> bool {
    let name = &key.text;
    let is_in_path = position.location() == Some(ParameterLocation::Path);
    if is_in_path && (field.nullable || field.default.is_some()) {
        report.error(
            Code::MisplacedConstraint,
            key.span,
            format!("the path parameter `{name}` is required, so it cannot be nullable or have a default"),
            "remove `nullable` and `default`",
        );
    } else if let Some(default) = &field.default
        && field.required
        && position != Position::Model
    {
        required_default(name, default.span, report);
    }
    !is_in_path && (position == Position::Model || !field.required)
}

/// Reports a default of a required field.
pub(super) fn required_default(name: &str, default: Span, report: &mut Report) {
    report.error(
        Code::MisplacedConstraint,
        default,
        format!("`{name}` is required, so its default is never used"),
        "remove `default`, or make it optional",
    );
}

/// Style of the lists of a field. Whether the type and the location support it is checked later, when types are known.
fn style(key: &Key, field: &spec::Field, position: Position, report: &mut Report) -> ListStyle {
    let default = position.location().map(ListStyle::default_in);
    let default = default.unwrap_or(ListStyle::Repeat);
    let Some(style) = &field.style else {
        return default;
    };
    if position == Position::Model {
        report_json_style(&key.text, style.span, report);
        return default;
    }
    style.value
}

/// Only parameters have a serialization of their own.
fn check_serialization(key: &Key, field: &spec::Field, position: Position, report: &mut Report) {
    let media = field.media.as_ref().map(|media| media.span);
    if position.location().is_none() && (field.explode || media.is_some()) {
        report.error(
            Code::MisplacedConstraint,
            media.unwrap_or(key.span),
            format!(
                "`explode` and `media` apply to query parameters, but `{}` is a {}",
                key.text,
                position.noun()
            ),
            "remove `explode` and `media`",
        );
    }
}

/// Content types of a part. Whether the body has parts is checked later.
fn content_types(
    key: &Key,
    field: &spec::Field,
    position: Position,
    report: &mut Report,
) -> Vec<String> {
    match &field.content_type {
        None => Vec::new(),
        Some(types) if position == Position::Body => texts(&types.types),
        Some(types) => {
            report_no_part(&key.text, types.span, report);
            Vec::new()
        }
    }
}

/// Reports the content type of a field that is not part of a body.
pub(super) fn report_no_part(name: &str, content_type: Span, report: &mut Report) {
    report.error(
        Code::MisplacedConstraint,
        content_type,
        format!("`content_type` applies to fields of `multipart` bodies, but `{name}` is not one"),
        "remove `content_type`; or set it in the body, under `override` or `fields`",
    );
}

/// Reports the style of a field that is encoded as JSON.
pub(super) fn report_json_style(name: &str, style: Span, report: &mut Report) {
    report.error(
        Code::MisplacedConstraint,
        style,
        format!("`style` applies to parameters and forms, but `{name}` is encoded as JSON"),
        "remove `style`; JSON has a single form for lists",
    );
}

/// Docs without surrounding whitespace; empty if there are none.
pub(super) fn docs(text: Option<&Text>) -> String {
    text.map(|text| text.value.trim())
        .filter(|text| markdown::is_visible(text))
        .unwrap_or_default()
        .to_owned()
}

/// The strings of a list.
pub(super) fn texts(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}

/// Resolves a deprecation, except for the Rust name of its replacement.
pub(super) fn deprecation(deprecation: &spec::Deprecation, report: &mut Report) -> Deprecation {
    let spec::Deprecation {
        since,
        end_of_life,
        replacement,
        note,
        ..
    } = deprecation;
    if since.is_none() && end_of_life.is_none() && replacement.is_none() && note.is_none() {
        report.error(
            Code::BareDeprecation,
            deprecation.span,
            "the deprecation has no details",
            "add at least one of `since`, `end_of_life`, `use` and `note`, such as `{since: 2026-01-01, use: …}`",
        );
    }
    if let (Some(since), Some(end)) = (&deprecation.since, &deprecation.end_of_life)
        && end.value < since.value
    {
        report.error_between(
            Code::EndBeforeSince,
            end.span,
            format!(
                "`end_of_life` {} is before `since` {}",
                end.value, since.value
            ),
            (since.span, "deprecated on this date"),
            "swap the two dates, or correct one of them",
        );
    }
    Deprecation {
        since: deprecation.since.as_ref().map(|it| it.value),
        end_of_life: deprecation.end_of_life.as_ref().map(|it| it.value),
        replacement: deprecation.replacement.as_ref().map(|it| it.value.clone()),
        rust_replacement: None,
        note: deprecation
            .note
            .as_ref()
            .map(|it| it.value.trim().to_owned()),
        span: deprecation
            .replacement
            .as_ref()
            .map_or(deprecation.span, |it| it.span),
    }
}
