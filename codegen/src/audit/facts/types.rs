//! Facts of types.

use super::constraints::claim_constraints;
use super::fields::{claim_deprecation, claim_field};
use super::{Aspect, Element, Facts, Kind, TypeExpr, Value, type_expr};
use crate::audit::subject::Subject;
use crate::ir::{Access, Api, Model, Type, TypeId, TypeKind, UnionVariant, Variant};
use crate::lower::{has_input, presence};
use crate::rust::Presence;

/// Claims a type with its fields, values or variants.
pub(super) fn claim(api: &Api, id: TypeId, ty: &Type, facts: &mut Facts) {
    let Type {
        name,
        rust,
        owner,
        docs,
        doc_aliases,
        deprecated,
        example,
        kind,
        sent,
        stored,
        received,
        span,
    } = ty;
    let subject = Subject::named_type(name);
    let mut element = Element::new(kind_of(kind));
    element.set(Aspect::Rust, rust);
    element.set(Aspect::Module, api.module_of(*owner));
    element.set_text(Aspect::Docs, docs);
    element.set_names(Aspect::DocAliases, doc_aliases);
    claim_deprecation(deprecated.as_ref(), &mut element);
    element.set_some(Aspect::Example, example.as_ref());
    element.set(Aspect::Sent, *sent);
    element.set(Aspect::Stored, *stored);
    element.set(Aspect::Received, *received);
    match kind {
        TypeKind::Model(model) => {
            let Model {
                fields,
                additional_properties,
                any_of,
            } = model;
            element.set_some(
                Aspect::AdditionalProperties,
                additional_properties.as_ref().map(|it| type_expr(api, it)),
            );
            element.set_names(Aspect::AnyOf, &any_of_names(any_of));
            if *sent {
                element.set(Aspect::Constructor, constructor(api, ty, model));
            }
            for field in fields {
                claim_field(api, ty, &subject, field, facts);
            }
        }
        TypeKind::StringEnum(values) | TypeKind::IntEnum(values) => {
            if has_input(api, id) {
                element.set(Aspect::Input, true);
            }
            for value in values {
                claim_value(&subject, value, facts);
            }
        }
        TypeKind::Id(scalar) => element.set(Aspect::Type, TypeExpr::named(scalar.name())),
        TypeKind::Constrained(scalar, constraints) => {
            element.set(Aspect::Type, TypeExpr::named(scalar.name()));
            claim_constraints(constraints, &mut element);
        }
        TypeKind::TaggedUnion {
            discriminator,
            variants,
        } => {
            element.set(Aspect::Discriminator, discriminator);
            for variant in variants {
                claim_variant(api, &subject, variant, facts);
            }
        }
        TypeKind::Union(variants) => {
            let order = variants.iter().map(|it| it.name.clone());
            element.set(Aspect::Order, Value::List(order.collect()));
            for variant in variants {
                claim_variant(api, &subject, variant, facts);
            }
        }
        TypeKind::Alias(target) => element.set(Aspect::Type, type_expr(api, target)),
    }
    facts.place_deprecation(&subject, deprecated.as_ref());
    facts.insert(subject, element, Some(*span));
}

/// Alternatives of fields, such as `email` and `city+street`.
pub(super) fn any_of_names(any_of: &[Vec<String>]) -> Vec<String> {
    any_of.iter().map(|names| names.join("+")).collect()
}

fn kind_of(kind: &TypeKind) -> Kind {
    match kind {
        TypeKind::Model(_) => Kind::Model,
        TypeKind::StringEnum(_) => Kind::StringEnum,
        TypeKind::IntEnum(_) => Kind::IntEnum,
        TypeKind::Id(_) => Kind::Id,
        TypeKind::Constrained(..) => Kind::Constrained,
        TypeKind::TaggedUnion { .. } => Kind::TaggedUnion,
        TypeKind::Union(_) => Kind::Union,
        TypeKind::Alias(_) => Kind::Alias,
    }
}

/// Arguments of the constructor `new`, in the order of the fields.
fn constructor(api: &Api, ty: &Type, model: &Model) -> Value {
    let arguments: Vec<_> = model
        .fields
        .iter()
        .filter(|field| {
            let constant = field.access != Access::ReadOnly && api.has_literal(field);
            let presence = presence(field, ty);
            !constant && matches!(presence, Presence::Required | Presence::Nullable)
        })
        .map(|field| field.wire.clone())
        .collect();
    Value::List(arguments)
}

fn claim_value(ty: &Subject, value: &Variant, facts: &mut Facts) {
    let Variant {
        wire,
        rust,
        docs,
        read_only,
        deprecated,
        span,
    } = value;
    let mut element = Element::new(Kind::Value);
    element.set(Aspect::Rust, rust);
    element.set_text(Aspect::Docs, docs);
    element.set(Aspect::ReadOnly, *read_only);
    claim_deprecation(deprecated.as_ref(), &mut element);
    let subject = ty.child(wire);
    facts.place_deprecation(&subject, deprecated.as_ref());
    facts.insert(subject, element, Some(*span));
}

fn claim_variant(api: &Api, union: &Subject, variant: &UnionVariant, facts: &mut Facts) {
    let UnionVariant {
        name,
        rust,
        tags,
        ty,
        docs,
        boxed,
        is_unit,
        span,
    } = variant;
    let mut element = Element::new(Kind::Variant);
    // Without `tags`, the name of the variant is the only one.
    if !tags.iter().all(|tag| tag == name) {
        element.set(Aspect::Tags, Value::Set(tags.iter().cloned().collect()));
    }
    element.set(Aspect::Rust, rust);
    element.set(Aspect::Type, type_expr(api, ty));
    element.set_text(Aspect::Docs, docs);
    if *boxed {
        element.set(Aspect::Boxed, true);
    }
    if *is_unit {
        element.set(Aspect::Unit, true);
    }
    facts.insert(union.child(name), element, Some(*span));
}
