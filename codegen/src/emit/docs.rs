//! Docs as attributes.

use crate::markdown::Docs;
use proc_macro2::TokenStream;
use quote::quote;

/// `#[doc = " line"]` for each line.
pub(super) fn attributes(docs: &Docs) -> TokenStream {
    let lines = docs.lines().into_iter().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        }
    });
    quote!(#(#[doc = #lines])*)
}
