//! Models: structs with a constructor and setters if requests contain them.

use super::enums::call;
use super::shape::{derives_default, is_settable, presence};
use super::types::{Declared, Side, Types, map};
use super::{deprecation, subject};
use crate::ir::{Field as IrField, Model};
use crate::naming;
use crate::rust::names::ADDITIONAL_PROPERTIES;
use crate::rust::{
    Behavior, Field, FieldOrigin, Function, Impl, Implementation, Initializer, Item, Macro, Method,
    Origin, Path, Presence, Receiver, Struct, TraitImpl, TraitRef, Type,
};

pub(super) fn items<'a>(types: &Types<'a>, at: &Declared<'a>, model: &'a Model) -> Vec<Item<'a>> {
    let has_default = derives_default(types.api, at.ty, model);
    let members: Vec<_> = model
        .fields
        .iter()
        .map(|field| (presence(field, at.ty), field))
        .collect();
    let stored = members.iter().filter(|(it, _)| *it != Presence::Implied);
    let fields = stored.map(|&(presence, field)| Field {
        name: field.rust.clone(),
        ty: wrapped(presence, self::stored(types, field)),
        origin: FieldOrigin::Member(field, presence),
        deprecated: deprecation::of(field.deprecated.as_ref()),
        subject: Some(subject::member(&at.subject, &field.wire)),
    });
    let additional_properties = model.additional_properties.iter().map(|ty| Field {
        origin: FieldOrigin::AdditionalProperties,
        ..Field::private(ADDITIONAL_PROPERTIES, map(types.ty(ty, Side::Any)))
    });
    let definition = Struct {
        path: at.path.clone(),
        origin: Origin::Type(at.ty),
        derives: if has_default {
            &["Debug", "Clone", "Default", "PartialEq"]
        } else {
            &["Debug", "Clone", "PartialEq"]
        },
        fields: fields.chain(additional_properties).collect(),
        must_use: false,
        non_exhaustive: true,
        deprecated: deprecation::of(at.ty.deprecated.as_ref()),
        subject: Some(at.subject.clone()),
    };
    let object = Macro::Object {
        fields: members,
        additional_properties: model.additional_properties.is_some(),
        any_of: &model.any_of,
    };
    let mut items = vec![Item::Struct(definition), call(&at.path, object)];
    if at.ty.sent {
        items.extend(building(types, at, model, has_default));
    }
    items
}

/// The constructor, the setters, and `Default` where it is not derived.
fn building<'a>(
    types: &Types<'a>,
    at: &Declared<'a>,
    model: &'a Model,
    has_default: bool,
) -> Vec<Item<'a>> {
    let mut new = Function::new("new", None, Type::plain("Self")).must_use();
    let mut members = Vec::new();
    let mut setters = Vec::new();
    for field in &model.fields {
        let presence = presence(field, at.ty);
        if presence == Presence::Implied {
            continue;
        }
        if is_settable(field) && types.api.has_literal(field) {
            let ty = types.ty(types.api.resolved(&field.ty), Side::Any);
            members.push(Initializer::Constant(field, presence, ty));
            continue;
        }
        members.push(match presence {
            Presence::Optional | Presence::OptionalNullable => Initializer::Unset(field),
            _ => Initializer::Argument(field, presence),
        });
        match presence {
            Presence::Implied => {}
            Presence::Required => {
                new = new.argument(field.rust.clone(), types.model_argument(&field.ty));
            }
            Presence::Nullable => {
                new = new.argument(field.rust.clone(), value(types, field).option());
            }
            Presence::Optional | Presence::OptionalNullable if is_settable(field) => {
                setters.extend(self::setters(types, at, field, presence));
            }
            Presence::Optional | Presence::OptionalNullable => {}
        }
    }
    members.extend(
        model
            .additional_properties
            .as_ref()
            .map(|_| Initializer::NoAdditionalProperties),
    );
    let is_empty = new.signature.arguments.is_empty();
    let methods = Item::Impl(Impl {
        ty: at.path.clone(),
        methods: [new.does(Behavior::NewModel(members))]
            .into_iter()
            .chain(setters)
            .collect(),
    });
    let default = (is_empty && !has_default).then(|| {
        Item::TraitImpl(TraitImpl {
            ty: at.path.clone(),
            of: TraitRef::plain(Path::plain("Default")),
            implementation: Implementation::DefaultByNew,
        })
    });
    [methods].into_iter().chain(default).collect()
}

/// The setter of a field, and the method that sets it to `null`.
fn setters<'a>(
    types: &Types<'a>,
    at: &Declared<'a>,
    field: &'a IrField,
    presence: Presence,
) -> Vec<Method<'a>> {
    let subject = subject::member(&at.subject, &field.wire);
    let deprecated = field.deprecated.as_ref();
    let deprecated = deprecated.map(|it| deprecation::of_setter(it, naming::model_setter));
    let method = |name: String| {
        Function::new(name, Some(Receiver::Value), Type::plain("Self"))
            .must_use()
            .deprecated(deprecation::of(deprecated.as_ref()))
            .subject(&subject)
    };
    let setter = method(naming::model_setter(&field.rust))
        .argument(field.rust.clone(), types.model_argument(&field.ty))
        .does(Behavior::SetField(field, presence));
    let mut setters = vec![setter];
    if presence == Presence::OptionalNullable {
        let clear = method(naming::clear(&field.rust));
        setters.push(clear.does(Behavior::ClearField(field)));
    }
    setters
}

/// The type of a value that is present, as the struct has it.
fn stored(types: &Types<'_>, field: &IrField) -> Type {
    if field.lenient {
        types.ty(&field.ty, Side::Lenient)
    } else {
        value(types, field)
    }
}

/// The type of a value that is present, as callers set it.
fn value(types: &Types<'_>, field: &IrField) -> Type {
    let ty = types.ty(&field.ty, Side::Any);
    if field.boxed {
        Type::generic("Box", ty)
    } else {
        ty
    }
}

fn wrapped(presence: Presence, ty: Type) -> Type {
    match presence {
        Presence::Implied | Presence::Required => ty,
        Presence::Optional | Presence::Nullable => ty.option(),
        Presence::OptionalNullable => ty.option().option(),
    }
}
