//! Implementations of traits.

use super::module::{Module, ident};
use crate::ir::{UnionVariant, Variant};
use crate::rust::{Implementation, TraitImpl};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn item(module: &Module<'_>, it: &TraitImpl<'_>) -> TokenStream {
    let (of, ty) = (module.implemented(&it.of), module.path(&it.ty));
    let associated = it.of.bindings.iter().map(|(name, ty)| {
        let (name, ty) = (ident(name), module.ty(ty));
        quote!(type #name = #ty;)
    });
    let docs = match it.implementation {
        Implementation::Narrow(_) => quote! {
            /// Returns the value as the error if requests cannot set it.
        },
        Implementation::FromModel => quote! {
            /// Returns an error if a parameter is absent in the model, or has a value that requests
            /// cannot set.
        },
        _ => TokenStream::new(),
    };
    let method = method(module, it);
    quote! {
        #docs
        impl #of for #ty {
            #(#associated)*
            #method
        }
    }
}

fn method(module: &Module<'_>, it: &TraitImpl<'_>) -> TokenStream {
    let source = it.of.arguments.first();
    let from = source.map(|ty| module.ty(ty)).unwrap_or_default();
    match &it.implementation {
        Implementation::WrapClient => quote! {
            fn from(client: #from) -> Self {
                Self { client }
            }
        },
        Implementation::UnwrapCredentials => quote! {
            fn from(credentials: #from) -> Self {
                credentials.0
            }
        },
        Implementation::Describe => {
            let api = module.schema("Api");
            quote! {
                fn api() -> &'static #api {
                    &API
                }
            }
        }
        Implementation::DefaultByNew => quote! {
            fn default() -> Self {
                Self::new()
            }
        },
        Implementation::Widen(values) => {
            let names = names(values);
            quote! {
                fn from(value: #from) -> Self {
                    match value {
                        #(#from::#names => Self::#names,)*
                    }
                }
            }
        }
        Implementation::Narrow(values) => {
            let names = names(values);
            quote! {
                fn try_from(value: #from) -> Result<Self, #from> {
                    match value {
                        #(#from::#names => Ok(Self::#names),)*
                        other => Err(other),
                    }
                }
            }
        }
        Implementation::FromModel => {
            let error = module.runtime("DecodeError");
            // Inlined, so that it costs nothing to compile unless callers use it.
            quote! {
                #[inline]
                fn try_from(model: #from) -> Result<Self, #error> {
                    runtime::model::convert(model)
                }
            }
        }
        Implementation::FromVariant(variant) => from_variant(variant, &from, &quote!(value)),
        Implementation::FromStr(variant) => from_variant(variant, &from, &quote!(value.to_owned())),
    }
}

fn names(values: &[&Variant]) -> Vec<proc_macro2::Ident> {
    values.iter().map(|it| ident(&it.rust)).collect()
}

fn from_variant(variant: &UnionVariant, from: &TokenStream, value: &TokenStream) -> TokenStream {
    let name = ident(&variant.rust);
    let value = if variant.boxed {
        quote!(Box::new(#value))
    } else {
        value.clone()
    };
    quote! {
        fn from(value: #from) -> Self {
            Self::#name(#value)
        }
    }
}
