//! Statements that put values into a request.

use super::arguments::{Accepts, accepts, converted};
use super::constants;
use super::module::{Module, ident};
use crate::ir::{Api, ListStyle, Operation, ParameterLocation, Ty, TypeKind};
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

/// Whether the runtime serializes the items of a list one by one, so that the statement takes any iterator.
fn takes_items(api: &Api, input: &Input<'_>) -> bool {
    let Ty::List(item) = api.resolved(&input.field.ty) else {
        return false;
    };
    match input.target {
        Target::Parameter(ParameterLocation::Query) => is_plain(api, item),
        Target::Parameter(_) => true,
        Target::Body(_) => false,
    }
}

/// Whether values of the type are displayed as they are serialized.
fn is_plain(api: &Api, ty: &Ty) -> bool {
    match api.resolved(ty) {
        Ty::Scalar(scalar) => scalar.is_in_parameters(),
        Ty::Named(id) => matches!(
            api.ty(*id).kind,
            TypeKind::StringEnum(_) | TypeKind::IntEnum(_) | TypeKind::Id(_)
        ),
        Ty::List(_) | Ty::Map(_) => false,
    }
}

/// The statement that puts a value into a request. `value` is owned if it is a part or a list whose items the runtime
/// takes, and borrowed by the statement otherwise.
pub(super) fn put(
    module: &Module<'_>,
    input: &Input<'_>,
    request: &TokenStream,
    value: &TokenStream,
) -> TokenStream {
    let Input { field, target } = input;
    let (wire, api) = (&field.wire, module.api);
    if is_part(api, input) {
        return quote!(#request.part(#wire, #value););
    }
    let style = || {
        let (list, style) = (module.runtime("ListStyle"), list_style(field.style));
        quote!(#list::#style)
    };
    let is_list = takes_items(api, input);
    match target {
        Target::Body(_) if field.style == ListStyle::Repeat => {
            quote!(#request.field(#wire, &#value);)
        }
        Target::Body(_) => {
            let style = style();
            quote!(#request.form_field(#wire, #style, &#value);)
        }
        Target::Parameter(location) => match location {
            ParameterLocation::Query if is_list => {
                let style = style();
                quote!(#request.query_list(#wire, #style, #value);)
            }
            ParameterLocation::Query if is_plain(api, &field.ty) => {
                quote!(#request.query(#wire, &#value);)
            }
            ParameterLocation::Query => {
                let style = style();
                quote!(#request.query_value(#wire, #style, &#value);)
            }
            ParameterLocation::Header if is_list => quote!(#request.header_list(#wire, #value);),
            ParameterLocation::Header => quote!(#request.header(#wire, &#value);),
            ParameterLocation::Cookie => quote!(#request.cookie(#wire, &#value);),
            ParameterLocation::Path => quote!(#request.path(#wire, &#value);),
        },
    }
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
    let required = inputs.iter().filter(|input| input.field.required);
    let statements = required.map(|input| {
        let rust = ident(&input.field.rust);
        let value = quote!(#params.#rust);
        match (input.field.nullable, input.target) {
            // A field of a JSON body encodes `None` as `null`. A file cannot.
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
            (true, Target::Parameter(_)) => {
                let put = put(module, input, &request, &quote!(value));
                quote!(if let Some(value) = #params.#rust { #put })
            }
            _ => put(module, input, &request, &value),
        }
    });
    statements.collect()
}

/// The statements that put constants into a new request.
pub(super) fn put_constants(
    module: &Module<'_>,
    operation: &Operation,
    request: &Ident,
) -> Vec<TokenStream> {
    let request = quote!(#request);
    let values = values(operation);
    let constants = values.iter().filter_map(|input| {
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
