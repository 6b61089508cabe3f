//! Facts of fields and parameters, and of deprecations.

use super::constraints::claim_constraints;
use super::{Aspect, Element, Facts, Kind, type_expr};
use crate::audit::subject::Subject;
use crate::ir::{
    Api, Deprecation, Field, ListStyle, Parameter, ParameterLocation, Serialization, Type,
};
use crate::lower::presence;
use crate::naming;
use crate::rust::Presence;

/// Claims a field of a model.
pub(super) fn claim_field(
    api: &Api,
    owner: &Type,
    subject: &Subject,
    field: &Field,
    facts: &mut Facts,
) {
    let mut element = element(api, Kind::Field, field);
    // Callers see the same `Option` for a field that is optional and for one that is nullable.
    let presence = match presence(field, owner) {
        Presence::Implied => "implied",
        Presence::Required => "required",
        Presence::Optional | Presence::Nullable => "optional",
        Presence::OptionalNullable => "optional nullable",
    };
    element.set(Aspect::Presence, presence);
    insert(subject.child(&field.wire), element, field, facts);
}

/// Claims a field of a request body that callers set individually.
pub(super) fn claim_member(api: &Api, body: &Subject, field: &Field, facts: &mut Facts) {
    let element = element(api, Kind::BodyField, field);
    insert(body.child(&field.wire), element, field, facts);
}

/// Claims a path parameter.
pub(super) fn claim_placeholder(api: &Api, operation: &Subject, field: &Field, facts: &mut Facts) {
    let element = element(api, Kind::PathParameter, field);
    let subject = operation
        .child(ParameterLocation::Path.word())
        .child(&field.wire);
    insert(subject, element, field, facts);
}

/// Claims a query, header or cookie parameter.
pub(super) fn claim_parameter(
    api: &Api,
    operation: &Subject,
    parameter: &Parameter,
    facts: &mut Facts,
) {
    let Parameter {
        location,
        serialization,
        field,
    } = parameter;
    let kind = match location {
        ParameterLocation::Path => Kind::PathParameter,
        ParameterLocation::Query => Kind::QueryParameter,
        ParameterLocation::Header => Kind::HeaderParameter,
        ParameterLocation::Cookie => Kind::CookieParameter,
    };
    let mut element = element(api, kind, field);
    match serialization {
        Serialization::Styled => {}
        Serialization::Exploded if field.style == default_style(kind) => {
            element.set(Aspect::Style, "explode");
        }
        Serialization::Exploded => {
            let style = format!("explode {}", field.style.word());
            element.set(Aspect::Style, &style);
        }
        Serialization::Json => element.set(Aspect::Style, "json"),
    }
    let subject = operation.child(location.word()).child(&field.wire);
    insert(subject, element, field, facts);
}

fn insert(subject: Subject, element: Element, field: &Field, facts: &mut Facts) {
    facts.place_deprecation(&subject, field.deprecated.as_ref());
    facts.insert(subject, element, Some(field.span));
}

fn element(api: &Api, kind: Kind, field: &Field) -> Element {
    let Field {
        wire,
        rust,
        ty,
        boxed,
        required,
        nullable,
        access,
        lenient,
        default,
        constant,
        implied,
        example,
        style,
        content_types,
        constraints,
        docs,
        deprecated,
        // Recorded as the place.
        span: _,
    } = field;
    let mut element = Element::new(kind);
    // A member that is implied is not a field of the struct, so no item has its `rust_name`.
    let derived = implied.as_ref().and_then(|_| naming::value(wire).ok());
    element.set(Aspect::Rust, derived.as_ref().unwrap_or(rust));
    element.set(Aspect::Type, type_expr(api, ty));
    element.set(Aspect::Required, *required);
    element.set(Aspect::Nullable, *nullable);
    element.set(Aspect::Access, *access);
    if *lenient {
        element.set(Aspect::Lenient, true);
    }
    if *boxed {
        element.set(Aspect::Boxed, true);
    }
    element.set_some(Aspect::Default, default.as_ref());
    element.set_some(Aspect::Constant, constant.as_ref());
    element.set_some(Aspect::Example, example.as_ref());
    if *style != default_style(kind) {
        element.set(Aspect::Style, style.word());
    }
    element.set_text(Aspect::ContentType, &content_types.join(", "));
    element.set_text(Aspect::Docs, docs);
    claim_constraints(constraints, &mut element);
    claim_deprecation(deprecated.as_ref(), &mut element);
    element
}

/// Style of lists that set none. Others keep the default.
fn default_style(kind: Kind) -> ListStyle {
    match kind {
        Kind::PathParameter => ListStyle::default_in(ParameterLocation::Path),
        Kind::HeaderParameter => ListStyle::default_in(ParameterLocation::Header),
        Kind::CookieParameter => ListStyle::default_in(ParameterLocation::Cookie),
        _ => ListStyle::default_in(ParameterLocation::Query),
    }
}

/// Claims a deprecation.
pub(super) fn claim_deprecation(deprecated: Option<&Deprecation>, element: &mut Element) {
    let Some(deprecated) = deprecated else { return };
    let Deprecation {
        since,
        end_of_life,
        replacement,
        rust_replacement,
        note,
        // Claimed with the element.
        span: _,
    } = deprecated;
    element.set(Aspect::Deprecated, true);
    element.set_some(Aspect::Since, since.as_ref());
    element.set_some(Aspect::EndOfLife, end_of_life.as_ref());
    element.set_some(Aspect::Replacement, replacement.as_ref());
    element.set_some(Aspect::RustReplacement, rust_replacement.as_ref());
    element.set_some(Aspect::Note, note.as_ref());
}
