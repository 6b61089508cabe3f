//! Properties of model fields that their Rust types do not express, such as read-only.

use super::super::constants::json;
use super::super::module::Module;
use super::constraints::constraints;
use crate::format::Item;
use crate::ir::{Access, Field, Ty, Type, TypeId, TypeKind};
use crate::lower::Side;
use crate::lower::presence;
use crate::rust::Presence;
use proc_macro2::TokenStream;
use quote::quote;

/// The annotations of the models of a module.
pub(super) fn items(module: &Module<'_>) -> Vec<Item> {
    let types = module.api.types.iter().enumerate();
    let own = types.filter(|(_, ty)| ty.owner == module.owner());
    own.filter_map(|(index, ty)| item(module, TypeId(index), ty))
        .map(Item::Rust)
        .collect()
}

/// ```ignore
/// impl Domain {
///     pub(crate) const ANNOTATIONS: schema::Annotations = schema::Annotations::new().read_only(&["id"]);
/// }
/// ```
fn item(module: &Module<'_>, id: TypeId, ty: &Type) -> Option<TokenStream> {
    let TypeKind::Model(model) = &ty.kind else {
        return None;
    };
    let calls = calls(module, ty, &model.fields);
    if calls.is_empty() {
        return None;
    }
    let name = match ty.owner {
        Some(_) => module.use_of(&Ty::Named(id), Side::Any),
        // The module `testing` of the crate has items of its own, such as `Server`.
        None => format!("crate::types::{}", ty.rust).parse().ok()?,
    };
    let annotations = module.schema("Annotations");
    Some(quote! {
        impl #name {
            pub(crate) const ANNOTATIONS: #annotations = #annotations::new() #calls;
        }
    })
}

fn calls(module: &Module<'_>, ty: &Type, fields: &[Field]) -> TokenStream {
    let names = |is_listed: &dyn Fn(&Field) -> bool| {
        let listed = fields.iter().filter(|field| is_listed(field));
        listed.map(|field| field.wire.as_str()).collect::<Vec<_>>()
    };
    let is_option = |field: &Field| {
        matches!(
            presence(field, ty),
            Presence::Optional | Presence::OptionalNullable
        )
    };
    let lists = [
        (
            quote!(read_only),
            names(&|it| it.access == Access::ReadOnly),
        ),
        (
            quote!(write_only),
            names(&|it| it.access == Access::WriteOnly),
        ),
        (quote!(required), names(&|it| it.required && is_option(it))),
        (
            quote!(nullable),
            names(&|it| it.nullable && presence(it, ty) == Presence::Optional),
        ),
    ];
    let lists = lists.into_iter().filter(|(_, names)| !names.is_empty());
    let lists = lists.map(|(method, names)| quote!(.#method(&[#(#names),*])));

    // The type of an implied field is its constant.
    let is_implied = |it: &Field| it.implied.is_some();
    let constant = |it: &Field| match it.constant.as_ref().or(it.default.as_ref()) {
        Some(value) if !is_implied(it) => Some(json(value)),
        _ => None,
    };
    let example = |it: &Field| match constant(it) {
        None if it.required && !is_implied(it) => it.example.as_ref().map(json),
        _ => None,
    };
    let defaults = values(fields, &constant);
    let examples = values(fields, &example);
    let defaults = (!defaults.is_empty()).then(|| quote!(.defaults(&[#(#defaults),*])));
    let examples = (!examples.is_empty()).then(|| quote!(.examples(&[#(#examples),*])));
    let constraints = values(fields, &|it| constraints(module, &it.constraints));
    let constraints = (!constraints.is_empty()).then(|| quote!(.constraints(&[#(#constraints),*])));
    quote!(#(#lists)* #defaults #examples #constraints)
}

/// `("name", value)` of the fields that have a value.
fn values(fields: &[Field], value: &dyn Fn(&Field) -> Option<TokenStream>) -> Vec<TokenStream> {
    let pairs = fields.iter().filter_map(|field| {
        let (name, value) = (&field.wire, value(field)?);
        Some(quote!((#name, #value)))
    });
    pairs.collect()
}
