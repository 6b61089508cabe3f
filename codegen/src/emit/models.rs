//! Methods of models: the constructor and the setters.

use super::arguments::{converted, lenient};
use super::constants;
use super::field_docs::field_docs;
use super::module::{Module, ident};
use super::print::FunctionContent;
use crate::ir::{Api, Field, Ty};
use crate::markdown::{Docs, code, fill};
use crate::rust::names::ADDITIONAL_PROPERTIES;
use crate::rust::{Argument, Function, Initializer, Presence};
use proc_macro2::TokenStream;
use quote::quote;

/// `new` with the required fields.
pub(super) fn new(
    module: &Module<'_>,
    head: &Function,
    members: &[Initializer<'_>],
) -> FunctionContent {
    let mut arguments = head.signature.arguments.iter();
    let members = members.iter().map(|member| match member {
        Initializer::Argument(field, presence) => {
            let rust = ident(&field.rust);
            let value = arguments
                .next()
                .map(|it| given(module.api, field, it, *presence));
            let value = value.unwrap_or_default();
            if rust == value.to_string().as_str() {
                quote!(#rust)
            } else {
                quote!(#rust: #value)
            }
        }
        Initializer::Constant(field, presence, ty) => {
            let rust = ident(&field.rust);
            let value = some(*presence, constants::typed(module, field, ty));
            quote!(#rust: #value)
        }
        Initializer::Unset(field) => {
            let rust = ident(&field.rust);
            quote!(#rust: None)
        }
        Initializer::NoAdditionalProperties => {
            let map = module.import("std::collections", "BTreeMap");
            let field = ident(ADDITIONAL_PROPERTIES);
            quote!(#field: #map::new())
        }
    });
    let members: Vec<_> = members.collect();
    FunctionContent {
        docs: "Creates a value with its required fields; all others are unset.".into(),
        body: quote!(Self { #(#members),* }),
    }
}

/// The setter of a field.
pub(super) fn set(
    api: &Api,
    head: &Function,
    field: &Field,
    presence: Presence,
) -> FunctionContent {
    let rust = ident(&field.rust);
    let mut arguments = head.signature.arguments.iter();
    let value = arguments.next().map(|it| value(api, field, it));
    let some = some(presence, value.unwrap_or_default());
    FunctionContent {
        docs: field_docs(field),
        body: quote! {
            self.#rust = #some;
            self
        },
    }
}

/// The method that sets a field to `null`.
pub(super) fn clear(field: &Field) -> FunctionContent {
    let rust = ident(&field.rust);
    FunctionContent {
        docs: Docs::paragraph(fill("Sets {} to `null`.", [code(&field.wire)])),
        body: quote! {
            self.#rust = Some(None);
            self
        },
    }
}

/// The value of an argument for a field. A nullable field takes its type unchanged, since `None` means `null`.
fn given(api: &Api, field: &Field, argument: &Argument, presence: Presence) -> TokenStream {
    if presence == Presence::Nullable {
        let name = ident(&argument.name);
        if field.lenient {
            return match api.resolved(&field.ty) {
                Ty::Scalar(_) => quote!(#name.map(Into::into)),
                _ => {
                    let value = lenient(&quote!(it), &field.ty, api);
                    quote!(#name.map(|it| #value))
                }
            };
        }
        quote!(#name)
    } else {
        value(api, field, argument)
    }
}

/// The value of an argument, in a box if the field needs one.
fn value(api: &Api, field: &Field, argument: &Argument) -> TokenStream {
    let name = ident(&argument.name);
    if field.lenient {
        return lenient(&quote!(#name), &field.ty, api);
    }
    let value = converted(&name, &argument.ty);
    if field.boxed {
        quote!(Box::new(#value))
    } else {
        value
    }
}

/// The expression of a value that is present.
fn some(presence: Presence, value: TokenStream) -> TokenStream {
    match presence {
        Presence::Implied | Presence::Required => value,
        Presence::Optional | Presence::Nullable => quote!(Some(#value)),
        Presence::OptionalNullable => quote!(Some(Some(#value))),
    }
}
