//! The struct of the required parameters of an operation.

use super::inputs::{inputs, is_part, side};
use super::types::{Side, Types};
use super::{deprecation, enums, subject};
use crate::ir::{Access, Api, Media, Operation, Ty, TypeKind};
use crate::rust::{
    Field, FieldOrigin, Implementation, Input, Item, Macro, Origin, Path, Presence, Struct, Target,
    TraitImpl, TraitRef, Type,
};
use std::collections::BTreeSet;

/// The struct and its conversions; nothing if no parameter is required.
pub(super) fn items<'a>(
    types: &Types<'a>,
    operation: &'a Operation,
    path: &Path,
    subject: &str,
) -> Vec<Item<'a>> {
    let mut required = inputs(types.api, operation);
    required.retain(|input| input.required);
    if required.is_empty() {
        return Vec::new();
    }
    let fields = required.iter().map(|input| Field {
        name: input.field.rust.clone(),
        ty: field_type(types, input),
        origin: FieldOrigin::Parameter(*input),
        deprecated: deprecation::of(input.field.deprecated.as_ref()),
        subject: Some(subject::input(subject, input)),
    });
    let mut items = vec![Item::Struct(Struct {
        path: path.clone(),
        origin: Origin::Params(operation),
        derives: &["Debug", "Clone", "PartialEq"],
        fields: fields.collect(),
        must_use: false,
        non_exhaustive: false,
        deprecated: None,
        subject: Some(subject.to_owned()),
    })];
    if has_document(types.api, &required) {
        items.push(enums::call(path, object(&required)));
        items.extend(conversion(types, operation, path, &required));
    }
    items
}

/// Whether a document can hold the parameters: none is a file, and no parameter has the name of a field of the body.
fn has_document(api: &Api, required: &[Input<'_>]) -> bool {
    let names: BTreeSet<_> = required.iter().map(|it| &it.field.wire).collect();
    names.len() == required.len() && !required.iter().any(|input| is_part(api, input))
}

/// The type of a required parameter.
fn field_type(types: &Types<'_>, input: &Input<'_>) -> Type {
    let ty = if is_part(types.api, input) {
        Type::runtime("Part")
    } else {
        types.ty(&input.field.ty, side(input.target))
    };
    if input.field.nullable {
        ty.option()
    } else {
        ty
    }
}

/// The macro call that implements decoding and encoding.
fn object<'a>(required: &[Input<'a>]) -> Macro<'a> {
    let fields = required.iter().map(|input| {
        let presence = if input.field.nullable {
            Presence::Nullable
        } else {
            Presence::Required
        };
        (presence, input.field)
    });
    Macro::Object {
        fields: fields.collect(),
        additional_properties: false,
        any_of: &[],
    }
}

/// `TryFrom<&T>`, if the response is a model `T` that has all of the parameters.
fn conversion<'a>(
    types: &Types<'a>,
    operation: &'a Operation,
    path: &Path,
    required: &[Input<'a>],
) -> Option<Item<'a>> {
    let model = returned_model(types.api, operation, required)?;
    let error = Type::runtime("DecodeError");
    let from = types.ty(model, Side::Any).reference();
    Some(Item::TraitImpl(TraitImpl {
        ty: path.clone(),
        of: TraitRef::of(Path::plain("TryFrom"), from).with("Error", error),
        implementation: Implementation::FromModel,
    }))
}

fn returned_model<'a>(
    api: &'a Api,
    operation: &'a Operation,
    required: &[Input<'_>],
) -> Option<&'a Ty> {
    let [response] = operation.responses.as_slice() else {
        return None;
    };
    let returned = api.resolved(response.ty.as_ref()?);
    let Ty::Named(id) = returned else {
        return None;
    };
    let TypeKind::Model(model) = &api.ty(*id).kind else {
        return None;
    };
    let has = |input: &Input<'_>| {
        let mut fields = model.fields.iter();
        let same = fields.find(|it| it.wire == input.field.wire);
        same.is_some_and(|it| {
            it.access != Access::WriteOnly
                && api.fully_resolved(&it.ty) == api.fully_resolved(&input.field.ty)
        })
    };
    let in_body = |input: &Input<'_>| matches!(input.target, Target::Body(_));
    let all = required.iter().all(|input| in_body(input) && has(input));
    (response.media == Media::Json && all).then_some(returned)
}
