//! Credentials: one constructor for each way that the API knows callers by.

use super::docs;
use super::module::{Module, ident};
use crate::ir::Api;
use proc_macro2::TokenStream;
use quote::quote;

/// All ways that callers can be known by: those of the API, then those that only some operations take.
pub(super) fn alternatives(api: &Api) -> Vec<&[usize]> {
    let mut alternatives: Vec<&[usize]> = Vec::new();
    let operations = api
        .resources
        .iter()
        .flat_map(|resource| &resource.operations);
    for alternative in api
        .accept
        .iter()
        .chain(operations.filter_map(|it| it.accept.as_ref()).flatten())
    {
        if !alternatives.contains(&alternative.as_slice()) {
            alternatives.push(alternative);
        }
    }
    alternatives
}

/// The name of the constructor of an alternative.
pub(super) fn constructor_name(api: &Api, alternative: &[usize]) -> String {
    match alternative {
        [] => "anonymous".to_owned(),
        [one] => api.schemes[*one].rust.clone(),
        several => several
            .iter()
            .map(|index| api.schemes[*index].rust.trim_start_matches("r#"))
            .collect::<Vec<_>>()
            .join("_and_"),
    }
}

pub(super) fn credentials(module: &Module<'_>) -> Vec<TokenStream> {
    let api = module.api;
    let alternatives = alternatives(api);
    if alternatives.is_empty() {
        return Vec::new();
    }
    let secret = module.runtime("SecretString");
    let constructors = alternatives.iter().enumerate().map(|(index, alternative)| {
        let schemes: Vec<_> = alternative
            .iter()
            .map(|index| &api.schemes[*index])
            .collect();
        let name = ident(&constructor_name(api, alternative));
        let mut lines = Vec::new();
        if schemes.is_empty() {
            lines.push("Nobody in particular: no secret is sent.".to_owned());
        }
        for scheme in &schemes {
            let text = if scheme.docs.is_empty() {
                format!("The secret `{}`.", scheme.name)
            } else {
                scheme.docs.clone()
            };
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(docs::markdown(&text));
        }
        let docs = docs::attributes(&lines);
        let arguments: Vec<_> = schemes.iter().map(|it| ident(&it.rust)).collect();
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        let secrets = if arguments.is_empty() {
            quote!(Vec::new())
        } else {
            quote!(vec![#(#arguments.into()),*])
        };
        quote! {
            #docs
            #[must_use]
            pub fn #name(#(#arguments: impl Into<#secret>),*) -> Self {
                Self(runtime::Credentials::new(#index, #secrets))
            }
        }
    });
    let constructors: Vec<_> = constructors.collect();
    vec![
        quote! {
            /// Who calls: one of the ways that the API knows callers by.
            #[derive(Debug, Clone)]
            pub struct Credentials(runtime::Credentials);
        },
        quote! {
            impl Credentials {
                #(#constructors)*
            }
        },
        quote! {
            impl From<Credentials> for runtime::Credentials {
                fn from(credentials: Credentials) -> Self {
                    credentials.0
                }
            }
        },
    ]
}
