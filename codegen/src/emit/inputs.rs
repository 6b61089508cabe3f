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
        ListStyle::Comma => "Comma",
        ListStyle::Space => "Space",
        ListStyle::Pipe => "Pipe",
    })
}

/// The statement that puts a value into a request. `value` is owned if it is a list or a part, and borrowed by the
/// statement otherwise.
pub(super) fn put(
    module: &Module<'_>,
    input: &Input<'_>,
    request: &TokenStream,
    value: &TokenStream,
) -> TokenStream {
    let wire = &input.field.wire;
    if is_part(module.api, input) {
        return quote!(#request.part(#wire, #value););
    }
    let ty = module.api.resolved(&input.field.ty);
    match input.target {
        Target::Body(_) => quote!(#request.field(#wire, &#value);),
        Target::Parameter(location, style) => {
            let object = matches!(ty, Ty::Map(_))
                || matches!(ty, Ty::Named(id) if matches!(module.api.ty(*id).kind, TypeKind::Model(_)));
            match (location, ty) {
                (ParameterLocation::Query, Ty::List(_)) => {
                    let list = module.runtime("ListStyle");
                    let style = list_style(style);
                    quote!(#request.query_list(#wire, #list::#style, #value);)
                }
                (ParameterLocation::Query, _) if object => {
                    let style = module.runtime("ObjectStyle");
                    quote!(#request.query_object(#wire, #style::Deep, &#value);)
                }
                (ParameterLocation::Query, _) => quote!(#request.query(#wire, &#value);),
                (ParameterLocation::Header, Ty::List(_)) => {
                    quote!(#request.header_list(#wire, #value);)
                }
                (ParameterLocation::Header, _) => quote!(#request.header(#wire, &#value);),
                (ParameterLocation::Cookie, _) => quote!(#request.cookie(#wire, &#value);),
                (ParameterLocation::Path, _) => quote!(#request.path(#wire, &#value);),
            }
        }
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
            (true, Target::Parameter(..)) => {
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
    target: Target,
) -> (Option<TokenStream>, TokenStream) {
    let name = ident(&argument.name);
    let converted = || converted(&name, &argument.ty);
    match (accepts(&argument.ty), target) {
        (Accepts::Into(ty), _) => {
            let (ty, value) = (module.ty(ty), converted());
            (Some(quote!(let #name: #ty = #value;)), quote!(#name))
        }
        (Accepts::Items(item) | Accepts::ItemsInto(item), Target::Body(_)) => {
            let (item, list) = (module.ty(item), converted());
            (Some(quote!(let #name: Vec<#item> = #list;)), quote!(#name))
        }
        (Accepts::ItemsInto(item), Target::Parameter(..)) => {
            let item = module.ty(item);
            (None, quote!(#name.into_iter().map(Into::<#item>::into)))
        }
        (Accepts::Items(_), Target::Parameter(..)) => (None, quote!(#name)),
        (Accepts::Text | Accepts::Value, _) => (None, converted()),
    }
}
