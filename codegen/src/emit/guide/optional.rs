//! Optional parameters, and optional fields of responses.

use super::{Found, calls, operations};
use crate::emit::testing::model;
use crate::emit::values::Writer;
use crate::ir::{Api, Field, Scalar, Ty, TypeKind};
use crate::lower::{inputs, presence};
use crate::markdown::Values;
use crate::rust::Presence;
use crate::rust::names;

pub(super) fn set(values: &mut Values, api: &Api) {
    let filter = optional_parameter(api);
    let found = filter.map(|(found, _)| found);
    calls::set_call(values, "filter", api, found, |writer| {
        let request = found.map(|(resource, it)| format!("{}::{}", resource.rust, it.rust_request));
        writer.uses.extend(request);
    });
    let setter = filter.map(|((_, operation), field)| {
        format!("{}::{}", operation.rust_request, names::setter(&field.rust))
    });
    values.code("filter.setter", setter);

    let lookup = optional_id(api);
    calls::set_call(
        values,
        "lookup",
        api,
        lookup.map(|(found, _)| found),
        |_| {},
    );
    values.code("lookup.field", lookup.map(|(_, field)| field.rust.clone()));
}

/// An operation and an optional string parameter, preferably a filter of a list.
fn optional_parameter(api: &Api) -> Option<(Found<'_>, &Field)> {
    let found = operations(api).filter_map(|(resource, operation)| {
        let mut fields = inputs(api, operation).into_iter().map(|it| it.field);
        let field = fields.find(|it| {
            let is_string = *api.resolved(&it.ty) == Ty::Scalar(Scalar::String);
            is_string && !it.required && it.deprecated.is_none()
        })?;
        let mut writer = Writer::new(api);
        writer.call(resource, operation);
        let is_plain = operation.deprecated.is_none() && writer.parameters.is_empty();
        is_plain.then_some(((resource, operation), field))
    });
    found.min_by_key(|((_, operation), _)| operation.item_type(api).is_none())
}

/// An operation that returns pages, and an ID that its items may lack.
fn optional_id(api: &Api) -> Option<(Found<'_>, &Field)> {
    operations(api).find_map(|(resource, operation)| {
        let item = operation.item_type(api)?;
        let Ty::Named(id) = api.resolved(item) else {
            return None;
        };
        let mut fields = model(api, item)?.fields.iter();
        let field = fields.find(|it| is_id(api, &it.ty) && it.deprecated.is_none())?;
        let is_optional = presence(field, api.ty(*id)) == Presence::Optional;
        let is_plain = is_optional && operation.deprecated.is_none();
        is_plain.then_some(((resource, operation), field))
    })
}

fn is_id(api: &Api, ty: &Ty) -> bool {
    matches!(api.resolved(ty), Ty::Named(id) if matches!(api.ty(*id).kind, TypeKind::Id(_)))
}
