//! Statements that put values into a request.

use super::arguments::{Accepts, accepts, converted};
use super::constants;
use super::module::{Module, ident};
use crate::ir::{Api, ListStyle, Operation, ParameterLocation, Serialization, Ty, TypeKind};
use crate::lower::{inputs, is_part, values};
use crate::rust::{Argument, Input, Target};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The constant of a value, if Rust has a literal for it.
fn constant(api: &Api, input: &Input<'_>) -> Option<TokenStream> {
    input
        .field
        .constant
        .as_ref()
        .filter(|_| !is_part(api, input))
        .and_then(constants::literal)
}

/// The runtime's name of a list style.
pub(super) fn list_style(style: ListStyle) -> Ident {
    ident(match style {
        ListStyle::Repeat => "Repeat",
        ListStyle::Brackets => "Brackets",
        ListStyle::Indices => "Indices",
        ListStyle::Comma => "Comma",
        ListStyle::Space => "Space",
        ListStyle::Pipe => "Pipe",
    })
}

/// Whether the runtime takes the items of a list one by one, so that the statement takes any iterator.
fn takes_items(api: &Api, input: &Input<'_>) -> bool {
    let Ty::List(item) = api.resolved(&input.field.ty) else {
        return false;
    };
    let is_styled = matches!(input.target, Target::Parameter(_, Serialization::Styled));
    is_styled && is_displayed(api, item)
}

/// Whether values of the type are displayed as they are serialized.
fn is_displayed(api: &Api, ty: &Ty) -> bool {
    let is_union =
        |ty: &Ty| matches!(ty, Ty::Named(id) if matches!(api.ty(*id).kind, TypeKind::Union(_)));
    api.is_plain(ty) && !is_union(api.resolved(ty))
}

/// The statement that puts a value into a request. `value` is owned if it is a part or a list whose items the runtime
/// takes, and borrowed by the statement otherwise.
pub(super) fn put(
    module: &Module<'_>,
    input: &Input<'_>,
    request: &TokenStream,
    value: &TokenStream,
) -> TokenStream {
    let Input { field, target, .. } = input;
    let (wire, api) = (&field.wire, module.api);
    if is_part(api, input) {
        return quote!(#request.part(#wire, #value););
    }
    let style = || {
        let (list, style) = (module.runtime("ListStyle"), list_style(field.style));
        quote!(#list::#style)
    };
    let (location, serialization) = match target {
        Target::Parameter(location, serialization) => (*location, *serialization),
        Target::Body(_) if field.style == ListStyle::Repeat => {
            return quote!(#request.field(#wire, &#value););
        }
        Target::Body(_) => {
            let style = style();
            return quote!(#request.form_field(#wire, #style, &#value););
        }
    };
    if location == ParameterLocation::Query {
        let is_displayed = is_displayed(api, &field.ty);
        return match serialization {
            Serialization::Json => quote!(#request.query_json(#wire, &#value);),
            Serialization::Exploded => {
                let style = style();
                quote!(#request.query_members(#wire, #style, &#value);)
            }
            Serialization::Styled if is_displayed => quote!(#request.query(#wire, &#value);),
            Serialization::Styled => {
                let style = style();
                if takes_items(api, input) {
                    quote!(#request.query_list(#wire, #style, #value);)
                } else {
                    quote!(#request.query_value(#wire, #style, &#value);)
                }
            }
        };
    }
    if takes_items(api, input) {
        return quote!(#request.header_list(#wire, #value););
    }
    let (plain, nested) = match location {
        ParameterLocation::Path => ("path", "path_value"),
        ParameterLocation::Cookie => ("cookie", "cookie_value"),
        ParameterLocation::Header | ParameterLocation::Query => ("header", "header_value"),
    };
    let is_displayed = is_displayed(api, &field.ty);
    let set = ident(if is_displayed { plain } else { nested });
    quote!(#request.#set(#wire, &#value);)
}

/// The statements that put the fields of `params` into a new request.
pub(super) fn put_required(
    module: &Module<'_>,
    operation: &Operation,
    request: &Ident,
    params: &Ident,
) -> Vec<TokenStream> {
    let request = quote!(#request);
    let inputs = inputs(module.api, operation);
    let required = inputs.iter().filter(|input| input.required);
    let statements = required.map(|input| {
        let rust = ident(&input.field.rust);
        let value = quote!(#params.#rust);
        match (input.field.nullable, input.target) {
            // JSON encodes `None` as `null`. A file cannot.
            (true, _) if is_part(module.api, input) => {
                let put = put(module, input, &request, &quote!(value));
                let wire = &input.field.wire;
                quote! {
                    if let Some(value) = #params.#rust {
                        #put
                    } else {
                        #request.null(#wire);
                    }
                }
            }
            (true, Target::Parameter(..)) if !input.has_null() => {
                let put = put(module, input, &request, &quote!(value));
                quote!(if let Some(value) = #params.#rust { #put })
            }
            _ => put(module, input, &request, &value),
        }
    });
    statements.collect()
}

/// The statements that put constants into a new request. Those of a body that can be omitted are part of the description of
/// the operation, because they are sent only with other fields.
pub(super) fn put_constants(
    module: &Module<'_>,
    operation: &Operation,
    request: &Ident,
) -> Vec<TokenStream> {
    let request = quote!(#request);
    let values = values(operation);
    let omittable = operation.body.as_ref().is_some_and(|it| it.omittable);
    let sent = values
        .iter()
        .filter(|input| !(omittable && matches!(input.target, Target::Body(_))));
    let constants = sent.filter_map(|input| {
        let constant = constant(module.api, input)?;
        Some(put(module, input, &request, &constant))
    });
    constants.collect()
}

/// The statement that converts an argument, if it needs one, and the expression of its value.
pub(super) fn passed(
    module: &Module<'_>,
    argument: &Argument,
    input: &Input<'_>,
) -> (Option<TokenStream>, TokenStream) {
    let name = ident(&argument.name);
    let converted = || converted(&name, &argument.ty);
    match accepts(&argument.ty) {
        Accepts::Into(ty) => {
            let (ty, value) = (module.ty(ty), converted());
            (Some(quote!(let #name: #ty = #value;)), quote!(#name))
        }
        Accepts::ItemsInto(item) if takes_items(module.api, input) => {
            let item = module.ty(item);
            (None, quote!(#name.into_iter().map(Into::<#item>::into)))
        }
        Accepts::Items(_) if takes_items(module.api, input) => (None, quote!(#name)),
        Accepts::Items(item) | Accepts::ItemsInto(item) => {
            let (item, list) = (module.ty(item), converted());
            (Some(quote!(let #name: Vec<#item> = #list;)), quote!(#name))
        }
        Accepts::Text | Accepts::Value => (None, converted()),
    }
}
