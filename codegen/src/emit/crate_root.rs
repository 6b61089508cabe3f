//! `lib.rs`: the front page, the modules and the reexports.

use super::module::ident;
use super::{credentials, guide, lint_allows};
use crate::format::SourceFile;
use crate::ir::Api;
use crate::rust::reexports;
use quote::quote;

/// The file.
pub(super) fn file(api: &Api) -> SourceFile {
    let shared = api.types.iter().any(|ty| ty.owner.is_none());
    let public = |name: &str| {
        let name = ident(name);
        quote! { pub mod #name; }
    };
    let mut modules = vec![
        ("client", quote! { mod client; }),
        (
            "testing",
            quote! { #[cfg(feature = "testing")] pub mod testing; },
        ),
    ];
    modules.extend(shared.then(|| ("types", public("types"))));
    let resources = api.resources.iter().map(|it| it.rust.as_str());
    modules.extend(resources.map(|it| (it.trim_start_matches("r#"), public(it))));
    modules.sort_by_key(|(name, _)| *name);
    let modules = modules.into_iter().map(|(_, module)| module);
    let namespaces = api.namespaces.iter().map(|it| ident(&it.rust_type));
    let credentials = (!credentials::alternatives(api).is_empty()).then(|| quote!(, Credentials));
    let reexports = reexports().into_iter().map(ident);
    let reexports = quote!(pub use runtime::{#(#reexports),*};);
    SourceFile {
        docs: guide::front_page(api),
        attributes: [
            quote!(cfg_attr(docsrs, feature(doc_cfg))),
            quote!(forbid(unsafe_code)),
        ]
        .into_iter()
        .chain(lint_allows::crate_wide(api))
        .collect(),
        blocks: vec![
            modules.collect(),
            vec![
                quote!(pub use client::{Client, ClientBuilder #credentials #(, #namespaces)*};),
                reexports,
                // Rarely needed items, e.g. for custom transports, stay apart from the names of the API.
                quote!(
                    pub use runtime;
                ),
            ],
        ],
        ..SourceFile::default()
    }
}
