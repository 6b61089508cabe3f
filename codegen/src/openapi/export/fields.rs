//! Properties of objects, and constraints.

use super::annotations::deprecation;
use super::object::Object;
use super::schemas::{Usage, nullable, schema};
use crate::ir::{Access, Api, Constraints, Field, Ty};
use serde_json::Value;

/// The schema of an object with fields.
pub(super) fn object(fields: &[Field], property: impl Fn(&Field) -> Object) -> Object {
    let properties = fields.iter().map(|field| (&*field.wire, property(field)));
    let required = fields.iter().filter(|field| field.required);
    Object::new()
        .with("type", "object")
        .with_object("properties", properties.collect())
        .with_list("required", required.map(|field| &*field.wire))
}

/// The schemas of alternatives of required fields, for `anyOf`.
pub(super) fn alternatives(any_of: &[Vec<String>]) -> impl Iterator<Item = Object> {
    any_of
        .iter()
        .map(|names| Object::new().with_list("required", names.iter().cloned()))
}

/// The schema of a property.
pub(super) fn property(api: &Api, field: &Field, usage: Usage) -> Object {
    annotated(field, values(api, field, usage))
}

/// A schema with the description, access and deprecation of a field.
pub(super) fn annotated(field: &Field, schema: Object) -> Object {
    Object::new()
        .with_text("description", &field.docs)
        .merge(schema)
        .with_flag("readOnly", field.access == Access::ReadOnly)
        .with_flag("writeOnly", field.access == Access::WriteOnly)
        .merge(deprecation(field.deprecated.as_ref()))
}

/// The schema of the values of a field or parameter.
pub(super) fn values(api: &Api, field: &Field, usage: Usage) -> Object {
    let schema = with_items(schema(api, &field.ty, usage), api, field);
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

/// A schema with the constraints of items, whose own schema it has unless it is a reference.
fn with_items(schema: Object, api: &Api, field: &Field) -> Object {
    let Some(items) = &field.constraints.items else {
        return schema;
    };
    let (name, item) = match api.resolved(&field.ty) {
        Ty::Map(value) => ("additionalProperties", value),
        Ty::List(item) => ("items", item),
        _ => return schema,
    };
    let of_item = schema.get(name).and_then(Value::as_object).cloned();
    let of_item: Object = of_item.into_iter().flatten().collect();
    schema.with(name, of_item.merge(constraints(items, item)))
}

/// The keywords of constraints.
pub(super) fn constraints(it: &Constraints, ty: &Ty) -> Object {
    let (min_items, max_items) = match ty {
        Ty::Map(_) => ("minProperties", "maxProperties"),
        _ => ("minItems", "maxItems"),
    };
    Object::new()
        .with_some("minLength", it.min_length)
        .with_some("maxLength", it.max_length)
        .with_some("pattern", it.pattern.as_deref())
        .with_some("format", it.format.as_deref())
        .with_some("minimum", it.minimum.clone())
        .with_some("maximum", it.maximum.clone())
        .with_some("exclusiveMinimum", it.exclusive_minimum.clone())
        .with_some("exclusiveMaximum", it.exclusive_maximum.clone())
        .with_some("multipleOf", it.multiple_of.clone())
        .with_some(min_items, it.min_items)
        .with_some(max_items, it.max_items)
        .with_flag("uniqueItems", it.unique_items)
}
