//! Parameters: what travels in the path, the query, headers and cookies.

use super::annotations::deprecation;
use super::fields;
use super::object::Object;
use super::schemas::Use;
use crate::ir::{Api, Field, ListStyle, Operation, Place, Ty, TypeKind};

/// The parameters of an operation, those of the path under the path's own names for them.
pub(super) fn parameters(api: &Api, operation: &Operation, placeholders: &[&str]) -> Vec<Object> {
    let in_path = operation.path_parameters.iter().zip(placeholders);
    let in_path =
        in_path.map(|(field, name)| parameter(api, Place::Path, ListStyle::Comma, name, field));
    let elsewhere = operation.parameters.iter();
    let elsewhere =
        elsewhere.map(|it| parameter(api, it.place, it.style, &it.field.wire, &it.field));
    in_path.chain(elsewhere).collect()
}

fn parameter(api: &Api, place: Place, style: ListStyle, name: &str, field: &Field) -> Object {
    let (suffix, written) = written(api, place, style, &field.ty);
    // A path without one of its segments is another path.
    let required = field.required || place == Place::Path;
    Object::new()
        .with("name", format!("{name}{suffix}"))
        .with("in", word(place))
        .with_text("description", &field.docs)
        .with_flag("required", required)
        .merge(deprecation(field.deprecated.as_ref()))
        .merge(written)
        .with("schema", fields::values(api, field, Use::Any))
}

/// How a list or object is written, and what its name gets for it.
fn written(api: &Api, place: Place, style: ListStyle, ty: &Ty) -> (&'static str, Object) {
    let (suffix, style, explode) = match (shape(api, ty), place, style) {
        (Shape::Plain, ..) => return ("", Object::new()),
        (Shape::Object, Place::Query, _) => ("", "deepObject", true),
        (Shape::List, Place::Query, ListStyle::Repeat) => ("", "form", true),
        (Shape::List, Place::Query, ListStyle::Brackets) => ("[]", "form", true),
        (Shape::List, Place::Query, ListStyle::Comma) => ("", "form", false),
        (Shape::List, Place::Query, ListStyle::Space) => ("", "spaceDelimited", false),
        (Shape::List, Place::Query, ListStyle::Pipe) => ("", "pipeDelimited", false),
        (_, Place::Cookie, _) => ("", "form", false),
        (_, Place::Header | Place::Path, _) => ("", "simple", false),
    };
    let written = Object::new().with("style", style).with("explode", explode);
    (suffix, written)
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

fn word(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    }
}
