//! Rust shape of the fields and types of an API.

use crate::ir::{Access, Api, Field, Model, Type, TypeId, TypeKind};
use crate::rust::Presence;
use serde_json::Value as Json;

/// How the struct of a type represents an absent value of the field.
pub fn presence(field: &Field, ty: &Type) -> Presence {
    if field.implied.is_some() {
        return Presence::Implied;
    }
    let is_present = match field.access {
        Access::Both => field.always_returned(),
        // If a type is both sent and returned, a field that exists in only one direction must be optional.
        Access::ReadOnly => field.always_returned() && !ty.sent,
        Access::WriteOnly => field.required && !ty.received,
    };
    match (is_present, field.nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::Nullable,
        (false, true) if ty.sent => Presence::OptionalNullable,
        (false, _) => Presence::Optional,
    }
}

/// Whether the type is an enum with read-only values that a request body uses, so that it gets a second type without
/// them.
pub fn has_input(api: &Api, id: TypeId) -> bool {
    let (TypeKind::StringEnum(variants) | TypeKind::IntEnum(variants)) = &api.ty(id).kind else {
        return false;
    };
    variants.iter().any(|it| it.read_only) && is_stored(api, id)
}

/// Whether a request body uses the type, directly or through an alias.
fn is_stored(api: &Api, id: TypeId) -> bool {
    let through = |kind: &TypeKind| matches!(kind, TypeKind::Alias(target) if api.innermost(target) == Some(id));
    api.ty(id).stored || api.types.iter().any(|it| it.stored && through(&it.kind))
}

/// Whether Rust has a literal for the constant of a parameter or of a field of a body.
pub fn is_constant(constant: &Json) -> bool {
    matches!(constant, Json::String(_) | Json::Bool(_) | Json::Number(_))
}

/// Whether callers set the field.
pub fn is_settable(field: &Field) -> bool {
    field.access != Access::ReadOnly
}

/// Whether `Default` can be derived: every field can be `None`, and `new` fills in no constant.
pub fn derives_default(api: &Api, ty: &Type, model: &Model) -> bool {
    let has_constant = |field| ty.sent && is_settable(field) && api.has_literal(field);
    let fields = &mut model.fields.iter();
    fields.all(|field| match presence(field, ty) {
        Presence::Implied => true,
        Presence::Required => false,
        _ => !has_constant(field),
    })
}
