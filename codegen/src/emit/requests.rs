//! Setters of requests.

use super::field_docs::field_docs;
use super::inputs::{passed, put};
use super::module::{Module, ident};
use super::operations;
use super::print::FunctionContent;
use crate::ir::{Body, Media};
use crate::lower::is_part;
use crate::markdown::{Docs, Inline, code, fill, link_to};
use crate::naming;
use crate::rust::{Function, Input, Target};
use quote::quote;

/// The setter of an optional value.
pub(super) fn set(module: &Module<'_>, head: &Function, input: &Input<'_>) -> FunctionContent {
    let field = input.field;
    let mut docs = field_docs(field);
    if input.has_null() {
        // Callers who find that `None` does not compile look here.
        let clear = naming::clear(&field.rust);
        let clear = link_to(&clear, &format!("Self::{clear}"));
        docs.add(Docs::paragraph(fill(
            "To send {}, call {}. To set the value of an `Option`, use [`if_some`](Self::if_some).",
            [null(input), clear],
        )));
    }
    if field.required {
        docs.add("Required if the request has a body.");
    }
    let mut arguments = head.signature.arguments.iter();
    let (convert, value) = match arguments.next() {
        Some(part) if is_part(module.api, input) => {
            let name = ident(&part.name);
            (None, quote!(#name.into()))
        }
        Some(argument) => passed(module, argument, input),
        None => Default::default(),
    };
    let put = put(module, input, &quote!(self.request), &value);
    FunctionContent {
        docs,
        body: quote! {
            #convert
            #put
            self
        },
    }
}

/// The setter of a body that can be omitted.
pub(super) fn set_body(head: &Function, body: &Body) -> FunctionContent {
    let mut docs = Docs::markdown(&body.docs);
    if docs.is_empty() {
        docs.add("Sets the request body. Without this, the request has none.");
    }
    let arguments = head.signature.arguments.iter();
    let put = arguments.map(|it| operations::whole_body(body.media, it, &quote!(self.request)));
    FunctionContent {
        docs,
        body: quote! {
            #(#put)*
            self
        },
    }
}

/// The method that sends `null`.
pub(super) fn clear(input: &Input<'_>) -> FunctionContent {
    let wire = &input.field.wire;
    let null_of = match input.target {
        Target::Parameter(..) => quote!(query_null),
        Target::Body(_) => quote!(null),
    };
    FunctionContent {
        docs: Docs::paragraph(fill("Sets {} to {}.", [code(wire), null(input)])),
        body: quote! {
            self.request.#null_of(#wire);
            self
        },
    }
}

/// Encoding of `null` in the request.
fn null(input: &Input<'_>) -> Inline {
    match input.target {
        Target::Body(Media::Form | Media::Multipart) => "an empty string".into(),
        _ => "`null`".into(),
    }
}
