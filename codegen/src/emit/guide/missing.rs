//! The section on values that may be missing: those that callers may not have, and those that answers may not have.

use super::{Guide, Told, operations};
use crate::emit::examples::{self, chained};
use crate::emit::inputs::inputs;
use crate::emit::testing::model;
use crate::emit::values::Writer;
use crate::ir::{Api, Field, Scalar, Ty, TypeKind};
use crate::lower::presence;
use crate::rust::Presence;
use crate::rust::names;

/// How to pass on an `Option`, and what to do with one.
pub(super) fn section(guide: &mut Guide<'_>) {
    let api = guide.api;
    let (given, named) = (optional(api), unnamed(api));
    if given.is_none() && named.is_none() {
        return;
    }
    guide.heading("What may be missing");
    if let Some((told, field)) = given {
        guide.text("A value that you may or may not have is passed on with `if_some` and the method that takes it:");
        guide.block(passing(api, told, field));
    }
    if let Some((told, field)) = named {
        guide.text(
            "In an answer, whatever the API does not promise is an `Option`, identifiers too. Say what to do without \
             one: leave the item alone, as here, or stop with `ok_or`.",
        );
        guide.block(looking(api, told, field));
    }
}

/// An operation and a text that it can do without; lists first, since their filters are what is often not there.
fn optional(api: &Api) -> Option<(Told<'_>, &Field)> {
    let found = operations(api).filter_map(|(resource, operation)| {
        let mut fields = inputs(api, operation).into_iter().map(|it| it.field);
        let field = fields.find(|it| {
            let is_text = *api.resolved(&it.ty) == Ty::Scalar(Scalar::String);
            is_text && !it.required && it.deprecated.is_none()
        })?;
        let mut writer = Writer::new(api);
        writer.call(resource, operation);
        let plain = operation.deprecated.is_none() && writer.given.is_empty();
        plain.then_some(((resource, operation), field))
    });
    found.min_by_key(|((_, operation), _)| operation.item_type(api).is_none())
}

fn passing(api: &Api, (resource, operation): Told<'_>, field: &Field) -> Vec<String> {
    let mut writer = Writer::new(api);
    let mut links = writer.call(resource, operation);
    let request = &operation.rust_request;
    writer.uses.insert(format!("{}::{request}", resource.rust));
    let setter = names::setter(&field.rust);
    links.push(format!("if_some(wanted, {request}::{setter})"));
    links.push("await?".to_owned());
    let body = format!(
        "let wanted = std::env::args().nth(1);
{};
println!(\"{{answer:?}}\");",
        chained("let answer = ", &links)
    );
    examples::with_client(&writer, &[], &body)
}

/// An operation that gives pages of items, and their identifier, which may be missing.
fn unnamed(api: &Api) -> Option<(Told<'_>, &Field)> {
    operations(api).find_map(|(resource, operation)| {
        let item = operation.item_type(api)?;
        let Ty::Named(id) = api.resolved(item) else {
            return None;
        };
        let mut fields = model(api, item)?.fields.iter();
        let field = fields.find(|it| is_id(api, &it.ty) && it.deprecated.is_none())?;
        let may_be_missing = presence(field, api.ty(*id)) == Presence::Optional;
        let plain = may_be_missing && operation.deprecated.is_none();
        plain.then_some(((resource, operation), field))
    })
}

fn is_id(api: &Api, ty: &Ty) -> bool {
    matches!(api.resolved(ty), Ty::Named(id) if matches!(api.ty(*id).kind, TypeKind::Id(_)))
}

fn looking(api: &Api, (resource, operation): Told<'_>, field: &Field) -> Vec<String> {
    let mut writer = Writer::new(api);
    let mut links = writer.call(resource, operation);
    links.push("items()".to_owned());
    let body = format!(
        "{};
while let Some(item) = items.try_next().await? {{
    let Some(id) = &item.{} else {{
        continue;
    }};
    println!(\"{{id}}\");
}}",
        chained("let mut items = ", &links),
        field.rust
    );
    examples::with_client(&writer, &[], &body)
}
