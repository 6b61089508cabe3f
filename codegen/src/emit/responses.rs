//! Methods that send a request, and the function that decodes one of several success responses.

use super::module::{Module, ident};
use super::print::FunctionContent;
use crate::builtin::Holds;
use crate::ir::{Api, Operation, Response, Scalar, Ty};
use crate::markdown::Docs;
use crate::naming;
use crate::rust::{Enum, VariantOrigin};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// `send`
pub(super) fn send(api: &Api, operation: &Operation) -> FunctionContent {
    let method = match operation.result() {
        _ if operation.item_type(api).is_some() => quote!(send_page()),
        Some((response, _)) => {
            let send = ident(send_method(api, response));
            quote!(#send())
        }
        None if operation.responses.is_empty() => quote!(send_empty()),
        None => {
            let decode = decode_name(operation);
            quote!(send_with(#decode))
        }
    };
    let mut docs = Docs::from("Returns a [`Call`], a future that sends the request.");
    docs.add("Awaiting the request does the same.");
    FunctionContent {
        docs,
        body: quote!(self.request.#method),
    }
}

/// The method of the runtime's `Request` that sends it and returns the value of its only response.
fn send_method(api: &Api, response: &Response) -> &'static str {
    let Some(ty) = &response.ty else {
        return "send_empty";
    };
    let is_string = *api.resolved(ty) == Ty::Scalar(Scalar::String);
    match response.media.holds() {
        Holds::Raw(raw) => raw.send,
        Holds::Sequence(it) => it.send_text.filter(|_| is_string).unwrap_or(it.send),
        _ if response.enveloped => "send_result",
        _ => "send_json",
    }
}

/// `download`
pub(super) fn stream(method: &str) -> FunctionContent {
    let method = ident(method);
    let mut docs = Docs::from("Returns a [`Call`] of the response body as a stream.");
    docs.add(
        "The call completes when the headers of the response have been received, and the stream then receives the body on \
         demand. The size of the body is not limited.",
    );
    FunctionContent {
        docs,
        body: quote!(self.request.#method()),
    }
}

/// `pages`
pub(super) fn pages() -> FunctionContent {
    FunctionContent {
        docs: "Streams this page and all following ones. Each is fetched on demand.".into(),
        body: quote!(self.request.pages()),
    }
}

/// `items`
pub(super) fn items() -> FunctionContent {
    FunctionContent {
        docs: "Streams the items of this page and all following ones. Pages are fetched on demand."
            .into(),
        body: quote!(self.request.items()),
    }
}

fn decode_name(operation: &Operation) -> Ident {
    ident(&naming::decode(&operation.rust))
}

/// The function that decodes a response by its status into an enum of success responses.
pub(super) fn decode(module: &Module<'_>, of: &Enum<'_>, operation: &Operation) -> TokenStream {
    let (decode, name) = (decode_name(operation), module.path(&of.path));
    let (raw, error) = (module.runtime("RawResponse"), module.runtime("Error"));
    let arms = of.variants.iter().filter_map(|variant| {
        let VariantOrigin::Response(response) = variant.origin else {
            return None;
        };
        let status = proc_macro2::Literal::u16_unsuffixed(response.status);
        let variant = ident(&variant.name);
        let value = decoded(response, &quote!(#name::#variant));
        Some(quote!(#status => #value))
    });
    quote! {
        fn #decode(raw: &#raw) -> Result<#name, #error> {
            match raw.status().as_u16() {
                #(#arms,)*
                _ => Err(raw.unexpected_status()),
            }
        }
    }
}

fn decoded(response: &Response, variant: &TokenStream) -> TokenStream {
    match (&response.ty, response.media.raw()) {
        (None, _) => quote!(Ok(#variant)),
        (Some(_), Some(raw)) => {
            let get = ident(raw.accessor);
            if raw.is_borrowed {
                quote!(Ok(#variant(raw.#get().clone())))
            } else {
                quote!(raw.#get().map(#variant))
            }
        }
        _ if response.enveloped => quote!(raw.result().map(#variant)),
        _ => quote!(raw.json().map(#variant)),
    }
}
