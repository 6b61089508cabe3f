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
    let style = ListStyle::default_in(path);
    let in_path = in_path.map(|(field, name)| parameter(api, path, style, name, field));
    let elsewhere = operation.parameters.iter();
    let elsewhere =
        elsewhere.map(|it| parameter(api, it.location, it.style, &it.field.wire, &it.field));
    in_path.chain(elsewhere).collect()
}

fn parameter(
    api: &Api,
    location: ParameterLocation,
    style: ListStyle,
    name: &str,
    field: &Field,
) -> Object {
    let (suffix, serialization) = serialization(api, location, style, &field.ty);
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
        (Shape::List, ParameterLocation::Query, ListStyle::Comma) => ("", "form", false),
        (Shape::List, ParameterLocation::Query, ListStyle::Space) => ("", "spaceDelimited", false),
        (Shape::List, ParameterLocation::Query, ListStyle::Pipe) => ("", "pipeDelimited", false),
        (_, ParameterLocation::Cookie, _) => ("", "form", false),
        (_, ParameterLocation::Header | ParameterLocation::Path, _) => ("", "simple", false),
    };
    let keywords = Object::new().with("style", style).with("explode", explode);
    (suffix, keywords)
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
        Ty::Named(id) if matches!(api.ty(*id).kind, TypeKind::Model(_)) => Shape::Object,
        Ty::Named(_) | Ty::Scalar(_) => Shape::Plain,
    }
}
