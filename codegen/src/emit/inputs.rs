//! What callers give a request: where each value goes, what may be passed for it, and how it is put there.

use super::constants;
use super::module::{Module, ident};
use crate::ir::{Api, ListStyle, Operation, ParameterLocation, Scalar, Ty, TypeKind};
use crate::lower::values;
pub(super) use crate::lower::{Input, Target, inputs, is_part};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The one value that it can have, where Rust can write that.
fn constant(api: &Api, input: &Input<'_>) -> Option<TokenStream> {
    input
        .field
        .constant
        .as_ref()
        .filter(|_| !is_part(api, input))
        .and_then(constants::literal)
}

pub(super) fn owned(module: &Module<'_>, input: &Input<'_>) -> TokenStream {
    let ty = match (is_part(module.api, input), &input.field.ty) {
        (true, _) => {
            let part = module.runtime("Part");
            quote!(#part)
        }
        (false, ty) => module.ty(ty, input.target.side()),
    };
    if input.field.nullable {
        quote!(Option<#ty>)
    } else {
        ty
    }
}

/// What the runtime calls a way to write a list.
pub(super) fn list_style(style: ListStyle) -> Ident {
    ident(match style {
        ListStyle::Repeat => "Repeat",
        ListStyle::Brackets => "Brackets",
        ListStyle::Comma => "Comma",
        ListStyle::Space => "Space",
        ListStyle::Pipe => "Pipe",
    })
}

/// The statement that puts a value into a request. `value` is owned where a list or part is taken, and borrowed by
/// the statement otherwise.
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

/// The statements that put the required parameters and the constants into a new request.
pub(super) fn put_required(
    module: &Module<'_>,
    operation: &Operation,
    request: &Ident,
    params: &Ident,
) -> Vec<TokenStream> {
    let request = quote!(#request);
    let mut statements = Vec::new();
    for input in inputs(module.api, operation)
        .iter()
        .filter(|input| input.field.required)
    {
        let rust = ident(&input.field.rust);
        let value = quote!(#params.#rust);
        statements.push(match (input.field.nullable, input.target) {
            // `None` is JSON's null, which a body member is written as anyway; but no file can be null.
            (true, _) if is_part(module.api, input) => {
                let (put, wire) = (
                    put(module, input, &request, &quote!(value)),
                    &input.field.wire,
                );
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
        });
    }
    for input in values(operation) {
        if let Some(constant) = constant(module.api, &input) {
            statements.push(put(module, &input, &request, &constant));
        }
    }
    statements
}

/// An argument of a request: its type, the statement that converts it, and the expression of its value.
pub(super) struct Argument {
    pub(super) ty: TokenStream,
    pub(super) convert: Option<TokenStream>,
    pub(super) value: TokenStream,
}

/// What callers may pass for a value: any text for a string, whatever converts for an id, any iterator for a list.
pub(super) fn argument(module: &Module<'_>, name: &Ident, ty: &Ty, target: Target) -> Argument {
    let side = target.side();
    match ty {
        Ty::List(item) => {
            let item_ty = module.ty(item, side);
            let converts = module.converts(item);
            let element = if converts {
                quote!(impl Into<#item_ty>)
            } else {
                item_ty.clone()
            };
            let collect = if converts {
                quote!(#name.into_iter().map(Into::into).collect())
            } else {
                quote!(#name.into_iter().collect())
            };
            let (convert, value) = match target {
                Target::Body(_) => (
                    Some(quote!(let #name: Vec<#item_ty> = #collect;)),
                    quote!(#name),
                ),
                Target::Parameter(..) if converts => {
                    (None, quote!(#name.into_iter().map(Into::<#item_ty>::into)))
                }
                Target::Parameter(..) => (None, quote!(#name)),
            };
            Argument {
                ty: quote!(impl IntoIterator<Item = #element>),
                convert,
                value,
            }
        }
        _ if *module.api.resolved(ty) == Ty::Scalar(Scalar::String) => Argument {
            ty: quote!(impl AsRef<str>),
            convert: None,
            value: quote!(#name.as_ref()),
        },
        _ if module.converts(ty) => {
            let ty = module.ty(ty, side);
            Argument {
                ty: quote!(impl Into<#ty>),
                convert: Some(quote!(let #name: #ty = #name.into();)),
                value: quote!(#name),
            }
        }
        _ => Argument {
            ty: module.ty(ty, side),
            convert: None,
            value: quote!(#name),
        },
    }
}
