//! `lib.rs`: the front page, the modules, and what the runtime lends the crate.

use super::module::ident;
use super::{allow, credentials, guide};
use crate::format::SourceFile;
use crate::ir::Api;
use quote::quote;

/// The file.
pub(super) fn file(api: &Api) -> SourceFile {
    let shared = api.types.iter().any(|ty| ty.owner.is_none());
    let mut modules = vec![("client".to_owned(), false), ("testing".to_owned(), true)];
    modules.extend(shared.then(|| ("types".to_owned(), true)));
    modules.extend(
        api.resources
            .iter()
            .map(|resource| (resource.rust.clone(), true)),
    );
    modules.sort_by(|a, b| {
        a.0.trim_start_matches("r#")
            .cmp(b.0.trim_start_matches("r#"))
    });
    let modules = modules.iter().map(|(name, public)| {
        let name = ident(name);
        if name == "testing" {
            quote!(#[cfg(feature = "testing")] pub mod #name;)
        } else if *public {
            quote!(pub mod #name;)
        } else {
            quote!(mod #name;)
        }
    });
    let namespaces = api.namespaces.iter().map(|it| ident(&it.rust_type));
    let credentials = (!credentials::alternatives(api).is_empty()).then(|| quote!(, Credentials));
    let reexports = quote! {
        pub use runtime::{
            ApiError, ApiMessage, Base64, Bytes, Call, Date, DecodeFailure, Error, ErrorKind, Items, Json, Page, PageInfo, Pages, Part,
            Response, SecretString, Timestamp, UnrecognizedValue
        };
    };
    SourceFile {
        docs: guide::front_page(api),
        attributes: [quote!(forbid(unsafe_code)), quote!(warn(missing_docs))]
            .into_iter()
            .chain(allow::crate_wide(api))
            .collect(),
        blocks: vec![
            modules.collect(),
            vec![
                quote!(pub use client::{Client, ClientBuilder #credentials #(, #namespaces)*};),
                reexports,
                // What few need, such as a transport of one's own, keeps its distance from the names of the API.
                quote!(
                    pub use runtime;
                ),
            ],
        ],
        ..SourceFile::default()
    }
}
