//! Schemas of types where they are used.

use super::enums;
use super::object::Object;
use super::scalars::scalar;
use crate::ir::{Api, Ty, TypeId, TypeKind};
use serde_json::Value;

/// Where a type is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Usage {
    /// A field of a request body, which cannot be set to a read-only value.
    RequestBody,
    /// Anywhere else.
    Any,
}

/// The schema of a type: a reference if the type has a name.
pub(super) fn schema(api: &Api, ty: &Ty, usage: Usage) -> Object {
    match ty {
        Ty::Scalar(it) => scalar(*it),
        Ty::Named(id) => named(api, *id, usage),
        Ty::List(item) => Object::new()
            .with("type", "array")
            .with("items", schema(api, item, usage)),
        Ty::Map(value) => Object::new()
            .with("type", "object")
            .with("additionalProperties", schema(api, value, usage)),
        Ty::Nullable(value) => nullable(schema(api, value, usage)),
    }
}

/// A schema that also allows `null`.
pub(super) fn nullable(schema: Object) -> Object {
    match schema.get("type") {
        Some(Value::String(name)) => {
            let types = vec![Value::from(name.as_str()), "null".into()];
            // `enum` restricts values in addition to `type`, so it has to list `null` too.
            let values = schema.get("enum").and_then(Value::as_array).cloned();
            let values = values.map(|values| values.into_iter().chain([Value::Null]).collect());
            schema
                .with("type", types)
                .with_some("enum", values.map(Value::Array))
        }
        _ if schema.is_empty() => schema,
        _ => {
            let null = Object::new().with("type", "null");
            Object::new().with_list("anyOf", [schema, null])
        }
    }
}

/// The schema of raw bytes. It has no `type`, because they are not JSON.
pub(super) fn binary(content_type: &str) -> Object {
    Object::new().with("contentMediaType", content_type)
}

fn named(api: &Api, id: TypeId, usage: Usage) -> Object {
    let ty = api.ty(id);
    if usage == Usage::RequestBody
        && let Some(variants) = api
            .innermost(&Ty::Named(id))
            .and_then(|id| api.enum_values(id))
        && variants.iter().any(|it| it.read_only)
    {
        return match &ty.kind {
            TypeKind::Alias(target) => schema(api, target, usage),
            kind => enums::writable(kind),
        };
    }
    Object::reference("schemas", &ty.name)
}
