//! Parameters in the path, the query, headers and cookies.

use super::annotations::deprecation;
use super::fields;
use super::object::Object;
use super::schemas::Usage;
use crate::ir::{Api, Field, ListStyle, Media, Operation, ParameterLocation, Serialization, Ty};

/// The parameters of an operation. Path parameters get the names of the placeholders in the document.
pub(super) fn parameters(api: &Api, operation: &Operation, placeholders: &[&str]) -> Vec<Object> {
    let in_path = operation.path_parameters.iter().zip(placeholders);
    let path = ParameterLocation::Path;
    let in_path =
        in_path.map(|(field, name)| parameter(api, path, Serialization::Styled, name, field));
    let elsewhere = operation.parameters.iter();
    let elsewhere = elsewhere.map(|it| {
        let name = &it.field.wire;
        parameter(api, it.location, it.serialization, name, &it.field)
    });
    in_path.chain(elsewhere).collect()
}

fn parameter(
    api: &Api,
    location: ParameterLocation,
    serialization: Serialization,
    name: &str,
    field: &Field,
) -> Object {
    let schema = fields::values(api, field, Usage::Any);
    let (suffix, value) = match serialization {
        Serialization::Json => ("", Object::new().with("content", json(schema))),
        Serialization::Exploded => {
            let keywords = Object::new().with("style", "form").with("explode", true);
            ("", keywords.with("schema", schema))
        }
        Serialization::Styled => {
            let (suffix, keywords) = style(api, location, field.style, &field.ty);
            (suffix, keywords.with("schema", schema))
        }
    };
    // OpenAPI requires path parameters to be required.
    let required = field.required || location == ParameterLocation::Path;
    Object::new()
        .with("name", format!("{name}{suffix}"))
        .with("in", location.word())
        .with_text("description", &field.docs)
        .with_flag("required", required)
        .merge(deprecation(field.deprecated.as_ref()))
        .merge(value)
}

/// The suffix of the name, and the `style` and `explode` of a list or object.
fn style(
    api: &Api,
    location: ParameterLocation,
    style: ListStyle,
    ty: &Ty,
) -> (&'static str, Object) {
    let (suffix, style, explode) = match (shape(api, ty), location, style) {
        (Shape::Plain, ..) => return ("", Object::new()),
        (Shape::Object, ParameterLocation::Query, _) => ("", "deepObject", true),
        (Shape::List, ParameterLocation::Query, _) if has_nested_items(api, ty) => {
            ("", "deepObject", true)
        }
        (Shape::List, ParameterLocation::Query, ListStyle::Repeat) => ("", "form", true),
        (Shape::List, ParameterLocation::Query, ListStyle::Brackets) => ("[]", "form", true),
        // Not defined for lists, but commonly understood.
        (Shape::List, ParameterLocation::Query, ListStyle::Indices) => ("", "deepObject", true),
        (Shape::List, ParameterLocation::Query, ListStyle::Comma) => ("", "form", false),
        (Shape::List, ParameterLocation::Query, ListStyle::Space) => ("", "spaceDelimited", false),
        (Shape::List, ParameterLocation::Query, ListStyle::Pipe) => ("", "pipeDelimited", false),
        (_, ParameterLocation::Cookie, _) => ("", "form", false),
        (_, ParameterLocation::Header | ParameterLocation::Path, _) => ("", "simple", false),
    };
    let keywords = Object::new().with("style", style).with("explode", explode);
    (suffix, keywords)
}

/// The encoding of a field of a form, if it differs from the default.
pub(super) fn form_encoding(api: &Api, field: &Field) -> Option<Object> {
    let (style, explode) = match (shape(api, &field.ty), field.style) {
        (Shape::List, _) if has_nested_items(api, &field.ty) => ("deepObject", true),
        (Shape::Plain, _) | (Shape::List, ListStyle::Repeat) => return None,
        (Shape::Object, _) | (Shape::List, ListStyle::Brackets | ListStyle::Indices) => {
            ("deepObject", true)
        }
        (Shape::List, ListStyle::Comma) => ("form", false),
        (Shape::List, ListStyle::Space) => ("spaceDelimited", false),
        (Shape::List, ListStyle::Pipe) => ("pipeDelimited", false),
    };
    Some(Object::new().with("style", style).with("explode", explode))
}

enum Shape {
    Plain,
    List,
    Object,
}

fn shape(api: &Api, ty: &Ty) -> Shape {
    match api.resolved(ty) {
        Ty::List(_) => Shape::List,
        // The style of objects is also that of unions of objects and other values.
        ty if api.is_object(ty) => Shape::Object,
        _ => Shape::Plain,
    }
}

fn has_nested_items(api: &Api, ty: &Ty) -> bool {
    matches!(api.resolved(ty), Ty::List(item) if !api.is_plain(item))
}

/// A `content` map with a JSON document.
fn json(schema: Object) -> Object {
    let document = Object::new().with("schema", schema);
    Object::new().with(Media::Json.content_type(), document)
}
