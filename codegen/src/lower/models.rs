//! Models: structs with a constructor and setters if requests contain them.

use super::enums::call;
use super::shape::{derives_default, is_filled_in, is_given, presence};
use super::types::{Declared, Side, Types, map};
use super::{deprecation, subject};
use crate::ir::{Field as IrField, Model};
use crate::naming;
use crate::rust::{
    Field, Function, Impl, Item, Macro, Path, Presence, Receiver, Struct, TraitImpl, TraitRef, Type,
};

pub(super) fn items(types: &Types<'_>, at: &Declared<'_>, model: &Model) -> Vec<Item> {
    let has_default = derives_default(types.api, at.ty, model);
    let fields = model.fields.iter().map(|field| Field {
        name: field.rust.clone(),
        ty: wrapped(presence(field, at.ty), value(types, field)),
        is_public: true,
        deprecated: deprecation::of(field.deprecated.as_ref()),
        subject: Some(subject::member(&at.subject, &field.wire)),
    });
    let rest = model.additional_properties.iter().map(|rest| Field {
        is_public: true,
        ..Field::private("rest", map(types.ty(rest, Side::Any)))
    });
    let definition = Struct {
        path: at.path.clone(),
        derives: if has_default {
            &["Debug", "Clone", "Default", "PartialEq"]
        } else {
            &["Debug", "Clone", "PartialEq"]
        },
        fields: fields.chain(rest).collect(),
        must_use: false,
        non_exhaustive: true,
        deprecated: deprecation::of(at.ty.deprecated.as_ref()),
        subject: Some(at.subject.clone()),
    };
    let mut items = vec![Item::Struct(definition), call(&at.path, Macro::Object)];
    if at.ty.sent {
        items.extend(building(types, at, model, has_default));
    }
    items
}

/// The constructor, the setters, and `Default` where it is not derived.
fn building(types: &Types<'_>, at: &Declared<'_>, model: &Model, has_default: bool) -> Vec<Item> {
    let mut new = Function::new("new", None, Type::plain("Self")).must_use();
    let mut setters = Vec::new();
    for field in &model.fields {
        if is_given(field) && is_filled_in(types.api, field) {
            continue;
        }
        let presence = presence(field, at.ty);
        match presence {
            Presence::Required => {
                new = new.argument(field.rust.clone(), types.model_argument(&field.ty));
            }
            Presence::Nullable => {
                new = new.argument(field.rust.clone(), value(types, field).option());
            }
            Presence::Optional | Presence::OptionalNullable if is_given(field) => {
                setters.extend(self::setters(types, at, field, presence));
            }
            Presence::Optional | Presence::OptionalNullable => {}
        }
    }
    let is_empty = new.signature.arguments.is_empty();
    let methods = Item::Impl(Impl {
        ty: at.path.clone(),
        functions: [new].into_iter().chain(setters).collect(),
    });
    let default = (is_empty && !has_default).then(|| {
        Item::TraitImpl(TraitImpl {
            ty: at.path.clone(),
            of: TraitRef::plain(Path::plain("Default")),
        })
    });
    [methods].into_iter().chain(default).collect()
}

/// The setter of a field, and the method that sets it to `null`.
fn setters(
    types: &Types<'_>,
    at: &Declared<'_>,
    field: &IrField,
    presence: Presence,
) -> Vec<Function> {
    let subject = subject::member(&at.subject, &field.wire);
    let method = |name: String| {
        Function::new(name, Some(Receiver::Value), Type::plain("Self"))
            .must_use()
            .deprecated(deprecation::of(field.deprecated.as_ref()))
            .subject(&subject)
    };
    let setter = method(naming::model_setter(&field.rust));
    let mut setters = vec![setter.argument(field.rust.clone(), types.model_argument(&field.ty))];
    if presence == Presence::OptionalNullable {
        setters.push(method(naming::clear(&field.rust)));
    }
    setters
}

/// The type of a value that is present.
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
        Presence::Required => ty,
        Presence::Optional | Presence::Nullable => ty.option(),
        Presence::OptionalNullable => ty.option().option(),
    }
}
