//! Credentials: one constructor for each security requirement.

use super::docs;
use super::module::{Module, code, ident};
use crate::ir::Scheme;
pub(super) use crate::lower::{alternatives, constructor as constructor_name};
use crate::naming::plain;
use proc_macro2::TokenStream;
use quote::quote;

/// The docs of a constructor: those of its scheme, or a list of several.
fn about(schemes: &[&Scheme]) -> Vec<String> {
    let text = |scheme: &Scheme| match scheme.docs.as_str() {
        "" => docs::markdown(&format!("The secret of the scheme {}.", code(&scheme.name))),
        docs => docs::markdown(docs),
    };
    match schemes {
        [] => vec!["Sends requests without credentials.".to_owned()],
        [one] => text(one),
        several => {
            let names: Vec<_> = several.iter().map(|it| code(plain(&it.rust))).collect();
            let summary = format!("Sends {}.", names.join(" and "));
            let mut lines = docs::wrapped(&summary);
            lines.push(String::new());
            for (scheme, name) in several.iter().zip(names) {
                lines.extend(docs::item(&name, &text(scheme)));
            }
            lines
        }
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
        let docs = docs::attributes(&about(&schemes));
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
            /// Credentials used to authenticate requests.
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
