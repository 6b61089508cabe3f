//! Items of a module, printed as the model describes them.

use super::module::{Module, ident};
use super::{conversions, enums, macro_calls, methods, print, responses, structs, type_docs};
use crate::format::Item;
use crate::rust::{self, Origin};
use proc_macro2::TokenStream;
use quote::quote;

/// The items of a module, except for its re-exports.
pub(super) fn items(module: &Module<'_>, of: &rust::Module<'_>) -> Vec<Item> {
    of.items.iter().flat_map(|it| item(module, it)).collect()
}

fn item(module: &Module<'_>, item: &rust::Item<'_>) -> Vec<Item> {
    match item {
        rust::Item::Struct(it) => vec![structs::item(module, it).into()],
        rust::Item::Enum(it) => {
            let mut items = vec![enums::item(module, it).into()];
            if let Origin::Responses(operation) = it.origin {
                items.push(responses::decode(module, it, operation).into());
            }
            items
        }
        rust::Item::Alias(it) => {
            let docs = type_docs::attributes(module.api, it.origin);
            vec![print::alias(module, it, &docs).into()]
        }
        rust::Item::Constant(it) => {
            let docs = type_docs::attributes(module.api, it.origin);
            vec![print::constant(module, it, &docs).into()]
        }
        rust::Item::Reexport(_) => Vec::new(),
        rust::Item::Impl(it) => vec![methods::item(module, it).into()],
        rust::Item::TraitImpl(it) => vec![conversions::item(module, it).into()],
        rust::Item::MacroCall(it) => vec![macro_calls::item(module, it)],
    }
}

/// The re-exports of a module, one line for each module that they come from.
pub(super) fn reexports(of: &rust::Module<'_>) -> Vec<TokenStream> {
    let mut lines = Vec::<(&str, Vec<&str>)>::new();
    for item in &of.items {
        let rust::Item::Reexport(it) = item else {
            continue;
        };
        match lines.last_mut() {
            Some((last, names)) if *last == it.from => names.push(&it.path.name),
            _ => lines.push((it.from, vec![&it.path.name])),
        }
    }
    let lines = lines.into_iter().map(|(from, names)| {
        let names = names.into_iter().map(ident);
        if from.is_empty() {
            return quote!(pub use #(#names)*;);
        }
        let from: TokenStream = from.parse().unwrap_or_default();
        quote!(pub use #from::{#(#names),*};)
    });
    lines.collect()
}
