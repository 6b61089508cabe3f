//! Schemas of types where they are used.

use super::enums;
use super::object::Object;
use super::scalars::scalar;
use crate::ir::{Api, Ty, TypeId, TypeKind, Variant};
use serde_json::Value;

/// What a value is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// The server is to store it, so it is none of the values that are read-only.
    Stored,
    /// Anything else.
    Any,
}

/// The schema of a type, by reference where the type has a name.
pub(super) fn schema(api: &Api, ty: &Ty, used: Use) -> Object {
    match ty {
        Ty::Scalar(it) => scalar(*it),
        Ty::Named(id) => named(api, *id, used),
        Ty::List(item) => Object::new()
            .with("type", "array")
            .with("items", schema(api, item, used)),
        Ty::Map(value) => Object::new()
            .with("type", "object")
            .with("additionalProperties", schema(api, value, used)),
    }
}

/// A schema that allows `null` too.
pub(super) fn nullable(schema: Object) -> Object {
    match schema.get("type") {
        Some(Value::String(word)) => {
            let types = vec![Value::from(word.as_str()), "null".into()];
            // An enum counts beside the type, so it has to name `null` as well.
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

/// The schema of raw bytes. Without a `type`, which JSON has none of for them.
pub(super) fn binary(content_type: &str) -> Object {
    Object::new().with("contentMediaType", content_type)
}

fn named(api: &Api, id: TypeId, used: Use) -> Object {
    let ty = api.ty(id);
    if used == Use::Stored
        && let Some(variants) = innermost_enum(api, &Ty::Named(id))
        && variants.iter().any(|it| it.read_only)
    {
        return match &ty.kind {
            TypeKind::Alias(target) => schema(api, target, used),
            kind => enums::stored(kind),
        };
    }
    Object::reference("schemas", &ty.name)
}

/// The values of the enum at the end of names, lists and maps, if there is one. No name leads back to itself.
fn innermost_enum<'a>(api: &'a Api, ty: &Ty) -> Option<&'a [Variant]> {
    match &api.ty(ty.named()?).kind {
        TypeKind::Alias(target) => innermost_enum(api, target),
        TypeKind::StringEnum(variants) | TypeKind::IntEnum(variants) => Some(variants),
        _ => None,
    }
}
