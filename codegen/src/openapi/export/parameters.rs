//! Parameters in the path, the query, headers and cookies.

use super::annotations::deprecation;
use super::fields;
use super::object::Object;
use super::schemas::Usage;
use crate::ir::{Api, Field, ListStyle, Operation, ParameterLocation, Ty, TypeKind};

/// The parameters of an operation. Path parameters get the names of the placeholders in the document.
pub(super) fn parameters(api: &Api, operation: &Operation, placeholders: &[&str]) -> Vec<Object> {
    let in_path = operation.path_parameters.iter().zip(placeholders);
    let path = ParameterLocation::Path;
    let in_path = in_path.map(|(field, name)| parameter(api, path, name, field));
    let elsewhere = operation.parameters.iter();
    let elsewhere = elsewhere.map(|it| parameter(api, it.location, &it.field.wire, &it.field));
    in_path.chain(elsewhere).collect()
}

fn parameter(api: &Api, location: ParameterLocation, name: &str, field: &Field) -> Object {
    let (suffix, serialization) = serialization(api, location, field.style, &field.ty);
    // OpenAPI requires path parameters to be required.
    let required = field.required || location == ParameterLocation::Path;
    Object::new()
        .with("name", format!("{name}{suffix}"))
        .with("in", location.word())
        .with_text("description", &field.docs)
        .with_flag("required", required)
        .merge(deprecation(field.deprecated.as_ref()))
        .merge(serialization)
        .with("schema", fields::values(api, field, Usage::Any))
}

/// The suffix of the name, and the `style` and `explode` of a list or object.
fn serialization(
    api: &Api,
    location: ParameterLocation,
    style: ListStyle,
    ty: &Ty,
) -> (&'static str, Object) {
    let (suffix, style, explode) = match (shape(api, ty), location, style) {
        (Shape::Plain, ..) => return ("", Object::new()),
        (Shape::Object, ParameterLocation::Query, _) => ("", "deepObject", true),
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
        Ty::Map(_) => Shape::Object,
        Ty::Named(id) => match &api.ty(*id).kind {
            TypeKind::Model(_) | TypeKind::TaggedUnion { .. } => Shape::Object,
            TypeKind::Union(variants) => {
                let mut nested = variants.iter().map(|it| shape(api, &it.ty));
                // Styles of plain values, lists and objects cannot be combined; that of objects is the least ambiguous.
                match nested.any(|it| !matches!(it, Shape::Plain)) {
                    true => Shape::Object,
                    false => Shape::Plain,
                }
            }
            _ => Shape::Plain,
        },
        Ty::Scalar(_) => Shape::Plain,
    }
}
