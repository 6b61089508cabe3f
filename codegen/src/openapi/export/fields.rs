//! Members of objects, and what their values must meet.

use super::annotations::deprecation;
use super::object::Object;
use super::schemas::{Use, nullable, schema};
use crate::ir::{Access, Api, Constraints, Field, Ty};
use serde_json::Value;

/// The schema of an object with these members.
pub(super) fn object(fields: &[Field], property: impl Fn(&Field) -> Object) -> Object {
    let properties = fields.iter().map(|field| (&*field.wire, property(field)));
    let required = fields.iter().filter(|field| field.required);
    Object::new()
        .with("type", "object")
        .with_object("properties", properties.collect())
        .with_list("required", required.map(|field| &*field.wire))
}

/// The schema of a member, with all that is known of it.
pub(super) fn property(api: &Api, field: &Field, used: Use) -> Object {
    annotated(field, values(api, field, used))
}

/// A schema with what is said about the member that it belongs to.
pub(super) fn annotated(field: &Field, schema: Object) -> Object {
    Object::new()
        .with_text("description", &field.docs)
        .merge(schema)
        .with_flag("readOnly", field.access == Access::ReadOnly)
        .with_flag("writeOnly", field.access == Access::WriteOnly)
        .merge(deprecation(field.deprecated.as_ref()))
}

/// The schema of the values that a member or parameter may have.
pub(super) fn values(api: &Api, field: &Field, used: Use) -> Object {
    let schema = schema(api, &field.ty, used);
    let schema = if field.nullable {
        nullable(schema)
    } else {
        schema
    };
    schema
        .merge(constraints(&field.constraints, &field.ty))
        .merge(constant(field))
        .with_some("default", field.default.clone())
        .with_list("examples", field.example.clone())
}

fn constant(field: &Field) -> Object {
    match &field.constant {
        Some(value) if field.nullable && !value.is_null() => {
            Object::new().with_list("enum", [value.clone(), Value::Null])
        }
        value => Object::new().with_some("const", value.clone()),
    }
}

fn constraints(it: &Constraints, ty: &Ty) -> Object {
    let (least, greatest) = match ty {
        Ty::Map(_) => ("minProperties", "maxProperties"),
        _ => ("minItems", "maxItems"),
    };
    Object::new()
        .with_some("minLength", it.min_length)
        .with_some("maxLength", it.max_length)
        .with_some("pattern", it.pattern.as_deref())
        .with_some("minimum", it.minimum.clone())
        .with_some("maximum", it.maximum.clone())
        .with_some("exclusiveMinimum", it.exclusive_minimum.clone())
        .with_some("exclusiveMaximum", it.exclusive_maximum.clone())
        .with_some("multipleOf", it.multiple_of.clone())
        .with_some(least, it.min_items)
        .with_some(greatest, it.max_items)
        .with_flag("uniqueItems", it.unique_items)
}
