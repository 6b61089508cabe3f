//! How a request ends: what it gives, the methods that send it, and the shapes of what comes back.

use super::docs;
use super::module::{Module, Side, ident};
use crate::format::Item;
use crate::ir::Operation;
use crate::naming;
use proc_macro2::TokenStream;
use quote::quote;

/// What the request gives, and its methods that send it.
pub(super) fn ends(module: &Module<'_>, operation: &Operation) -> (TokenStream, TokenStream) {
    let call = module.runtime("Call");
    let send = |output: &TokenStream, method: TokenStream| {
        quote! {
            /// Sends the request. Awaiting the request does the same.
            pub fn send(self) -> #call<#output> {
                self.request.#method
            }
        }
    };
    if let Some(item) = operation.item_type(module.api) {
        let (page, pages, items) = (
            module.runtime("Page"),
            module.runtime("Pages"),
            module.runtime("Items"),
        );
        let item = module.ty(item, Side::Any);
        let output = quote!(#page<#item>);
        let one = send(&output, quote!(send_page()));
        let ends = quote! {
            #one

            /// Streams this page and all following ones. Each is fetched on demand.
            pub fn pages(self) -> #pages<#item> {
                self.request.pages()
            }

            /// Streams the items of this page and all following ones. Pages are fetched on demand.
            pub fn items(self) -> #items<#item> {
                self.request.items()
            }
        };
        return (output, ends);
    }
    if operation.responses.len() > 1 {
        let name = ident(&operation.rust_response);
        let decode = ident(&naming::decode(&operation.rust));
        return (
            quote!(#name),
            send(&quote!(#name), quote!(send_with(#decode))),
        );
    }
    let Some(response) = operation.responses.first() else {
        return (quote!(()), send(&quote!(()), quote!(send_empty())));
    };
    let (output, method) = match (&response.ty, response.media.raw()) {
        (None, _) => (quote!(()), quote!(send_empty())),
        (Some(_), Some(raw)) => {
            let (ty, send) = (module.raw(raw), ident(raw.send));
            (quote!(#ty), quote!(#send()))
        }
        (Some(ty), None) => {
            let method = if response.enveloped {
                quote!(send_result())
            } else {
                quote!(send_json())
            };
            (module.ty(ty, Side::Any), method)
        }
    };
    let send = send(&output, method);
    (output, send)
}

/// Where a success has several shapes: an enum of them, and the function that chooses by status.
pub(super) fn shapes(module: &Module<'_>, operation: &Operation) -> Vec<Item> {
    if operation.responses.len() < 2 {
        return Vec::new();
    }
    let name = ident(&operation.rust_response);
    let decode = ident(&naming::decode(&operation.rust));
    let (raw, error) = (module.runtime("RawResponse"), module.runtime("Error"));
    let mut variants = Vec::new();
    let mut arms = Vec::new();
    for response in &operation.responses {
        let rust = ident(&response.rust);
        let status = proc_macro2::Literal::u16_unsuffixed(response.status);
        let text = if response.docs.is_empty() {
            format!("Status {}.", response.status)
        } else {
            format!("Status {}: {}", response.status, response.docs)
        };
        let docs = docs::attributes(&docs::markdown(&text));
        let raw = response.media.raw();
        let (held, method) = match (&response.ty, raw) {
            (None, _) => (None, quote!(empty)),
            (Some(_), Some(raw)) => {
                let (ty, get) = (module.raw(raw), ident(raw.accessor));
                (Some(quote!(#ty)), quote!(#get))
            }
            (Some(ty), None) => (
                Some(module.ty(ty, Side::Any)),
                if response.enveloped {
                    quote!(result)
                } else {
                    quote!(json)
                },
            ),
        };
        match held {
            None => {
                variants.push(quote!(#docs #rust));
                arms.push(quote!(#status => Ok(#name::#rust)));
            }
            Some(held) if raw.is_some_and(|it| it.is_borrowed) => {
                variants.push(quote!(#docs #rust(#held)));
                arms.push(quote!(#status => Ok(#name::#rust(raw.#method().clone()))));
            }
            Some(held) => {
                variants.push(quote!(#docs #rust(#held)));
                arms.push(quote!(#status => raw.#method().map(#name::#rust)));
            }
        }
    }
    let about = docs::attributes(&[format!(
        "Success responses of [`{}`].",
        operation.rust_request
    )]);
    vec![
        quote! {
            #about
            #[derive(Debug, Clone, PartialEq)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
            }
        }
        .into(),
        quote! {
            fn #decode(raw: &#raw) -> Result<#name, #error> {
                match raw.status().as_u16() {
                    #(#arms,)*
                    _ => Err(raw.unexpected_status()),
                }
            }
        }
        .into(),
    ]
}
