//! Fields and parameters.

use super::index::Index;
use super::names::{self, Owner, Scope};
use super::{constraints, values};
use crate::diag::{Code, Report};
use crate::ir::{Access, Deprecation, Field, Ty};
use crate::naming;
use crate::source::Span;
use crate::spec::record::{Entries, Text};
use crate::spec::{self, ListStyle, Place};
use crate::yaml::Key;

/// Where a field stands, which decides what keys make sense of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// In a model.
    Model,
    /// In a body of its own fields.
    Body,
    /// As a parameter at a place.
    Parameter(Place),
    /// As a parameter that `api.yaml` shares, at a place.
    Shared(Place),
}

impl Role {
    /// What a reader would call the field.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Model => "field",
            Self::Body => "body field",
            Self::Parameter(place) | Self::Shared(place) => match place {
                Place::Path => "path parameter",
                Place::Query => "query parameter",
                Place::Header => "header",
                Place::Cookie => "cookie",
            },
        }
    }

    /// Where it travels, if it is a parameter.
    fn place(self) -> Option<Place> {
        match self {
            Self::Model | Self::Body => None,
            Self::Parameter(place) | Self::Shared(place) => Some(place),
        }
    }
}

/// A field as findings on its Rust name speak of it.
pub(super) fn owner(role: Role, wire: &str, span: Span) -> Owner {
    Owner::new(role.noun(), wire, span).pinned_in("", wire, "type: …, ")
}

/// Takes the names that fields have in one place, and those of the methods that clear what may be `null`.
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
        scope.claim(&clear, &owner.part("the clearing of"), report);
    }
}

/// Resolves all fields of a map.
pub(super) fn resolve_all(
    fields: &Entries<spec::Field>,
    role: Role,
    index: &Index<'_>,
    report: &mut Report,
) -> Vec<Field> {
    fields
        .iter()
        .filter_map(|(key, field)| resolve(key, field, role, index, report))
        .collect()
}

/// Resolves one field; its deprecation's replacement is looked up later, when its neighbours are known.
pub(super) fn resolve(
    key: &Key,
    field: &spec::Field,
    role: Role,
    index: &Index<'_>,
    report: &mut Report,
) -> Option<Field> {
    let ty = index.ty(&field.ty, report);
    let owner = owner(role, &key.text, key.span);
    let rust = names::value(&key.text, field.rust_name.as_ref(), &owner, report);
    let access = access(key, field, role, report);
    placed(key, field, role, report);
    defaulted(key, field, role, report);
    let (Some(ty), Some(rust)) = (ty, rust) else {
        report.leave_out(&key.text);
        return None;
    };
    styled(key, field, role, &ty, index, report);
    let constraints = constraints::resolve(key, field, &ty, index, report);
    values::of_field(field, &ty, &constraints, index, report);
    Some(Field {
        wire: key.text.clone(),
        rust,
        ty,
        boxed: false,
        required: field.required,
        nullable: field.nullable,
        access,
        default: field.default.as_ref().map(|it| it.value.clone()),
        constant: field.constant.as_ref().map(|it| it.value.clone()),
        example: field.example.as_ref().map(|it| it.value.clone()),
        constraints,
        docs: docs(field.docs.as_ref()),
        deprecated: field.deprecated.as_ref().map(|it| deprecation(it, report)),
        span: key.span,
    })
}

/// Only a field of a model can be read-only or write-only, and not both.
fn access(key: &Key, field: &spec::Field, role: Role, report: &mut Report) -> Access {
    let access = match (field.read_only, field.write_only) {
        (false, false) => Access::Both,
        (true, false) => Access::ReadOnly,
        (false, true) => Access::WriteOnly,
        (true, true) => {
            report.error(
                Code::ContradictoryAccess,
                key.span,
                format!(
                    "`{}` is both read-only and write-only, so nobody could use it",
                    key.text
                ),
                "keep one of `read_only` and `write_only`, or neither",
            );
            return Access::Both;
        }
    };
    if access != Access::Both && role != Role::Model {
        report.error(
            Code::ContradictoryAccess,
            key.span,
            format!(
                "`{}` is only ever sent, so it cannot be read-only or write-only",
                key.text
            ),
            "remove `read_only` and `write_only`; they are for fields of models",
        );
    }
    access
}

/// Only of a shared parameter it has to be said where it travels.
fn placed(key: &Key, field: &spec::Field, role: Role, report: &mut Report) {
    if let Some(place) = &field.place
        && !matches!(role, Role::Shared(_))
    {
        report.error(
            Code::MisplacedConstraint,
            place.span,
            format!(
                "`{}` is not a shared parameter, so `in` says nothing",
                key.text
            ),
            "remove `in`; the place follows from where the parameter is declared",
        );
    }
}

/// What the caller always gives has no default. A required field of a model has one for those who create it.
fn defaulted(key: &Key, field: &spec::Field, role: Role, report: &mut Report) {
    let name = &key.text;
    if role.place() == Some(Place::Path) && (field.nullable || field.default.is_some()) {
        report.error(
            Code::MisplacedConstraint,
            key.span,
            format!("the path parameter `{name}` is always there, so it has no default and cannot be null"),
            "remove `nullable` and `default`",
        );
    } else if let Some(default) = &field.default
        && field.required
        && role != Role::Model
    {
        required_default(name, default.span, report);
    }
}

/// Reports a default of something that is never left out.
pub(super) fn required_default(name: &str, default: Span, report: &mut Report) {
    report.error(
        Code::MisplacedConstraint,
        default,
        format!("`{name}` must be given, so its default is never used"),
        "remove `default`, or do not require it",
    );
}

/// A style is for parameters that are lists; a header has only one.
fn styled(
    key: &Key,
    field: &spec::Field,
    role: Role,
    ty: &Ty,
    index: &Index<'_>,
    report: &mut Report,
) {
    let Some(style) = &field.style else { return };
    let (message, help) = if role.place().is_none() {
        let message = format!(
            "`style` is for parameters, and `{}` is a {}",
            key.text,
            role.noun()
        );
        (message, "remove `style`; in JSON a list is a list")
    } else if !matches!(index.resolved(ty), Ty::List(_)) {
        let message = format!(
            "`style` is for lists, and `{}` is of type `{}`",
            key.text, field.ty
        );
        (
            message,
            "remove `style`, or make the type a list: `type: [string]`",
        )
    } else if role.place() != Some(Place::Query) && style.value != ListStyle::Comma {
        let message = "outside the query a list can only be written with commas".to_owned();
        (message, "remove `style`")
    } else {
        return;
    };
    report.error(Code::MisplacedConstraint, style.span, message, help);
}

/// Docs as one text; empty when there are none.
pub(super) fn docs(text: Option<&Text>) -> String {
    text.map(|text| text.value.trim().to_owned())
        .unwrap_or_default()
}

/// The texts of a list.
pub(super) fn texts(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}

/// A deprecation without its replacement in Rust.
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
            Code::MissingKey,
            deprecation.span,
            "a deprecation says since when, until when, what to use instead, or what else to know; this one nothing",
            "write `{since: 2026-01-01, end_of_life: 2027-01-01, use: …}`, or what is known of it",
        );
    }
    if let (Some(since), Some(end)) = (&deprecation.since, &deprecation.end_of_life)
        && end.value < since.value
    {
        report.error_between(
            Code::EndBeforeSince,
            end.span,
            format!(
                "it would end on {}, before it is deprecated on {}",
                end.value, since.value
            ),
            (since.span, "deprecated from here"),
            "exchange the two dates, or correct one",
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
