//! Constraints of values, as the fake describes them.

use super::super::module::Module;
use super::super::numbers::{float, grouped};
use crate::ir::Constraints;
use proc_macro2::TokenStream;
use quote::quote;

/// `schema::Constraints::new().maximum(1000.0)`; `None` without constraints.
pub(super) fn constraints(module: &Module<'_>, of: &Constraints) -> Option<TokenStream> {
    let Constraints {
        min_length,
        max_length,
        pattern,
        // Not checked.
        format: _,
        minimum,
        maximum,
        exclusive_minimum,
        exclusive_maximum,
        multiple_of,
        min_items,
        max_items,
        unique_items,
        items,
    } = of;
    let counts = [
        (quote!(min_length), min_length),
        (quote!(max_length), max_length),
        (quote!(min_items), min_items),
        (quote!(max_items), max_items),
    ];
    let counts = counts.into_iter().filter_map(|(method, count)| {
        let count = integer(i64::try_from((*count)?).ok()?)?;
        Some(quote!(.#method(#count)))
    });
    let bounds = [
        (quote!(minimum), minimum),
        (quote!(maximum), maximum),
        (quote!(exclusive_minimum), exclusive_minimum),
        (quote!(exclusive_maximum), exclusive_maximum),
        (quote!(multiple_of), multiple_of),
    ];
    let bounds = bounds.into_iter().filter_map(|(method, bound)| {
        let bound = float(bound.as_ref()?)?;
        Some(quote!(.#method(#bound)))
    });
    let pattern = pattern.iter().map(|pattern| quote!(.pattern(#pattern)));
    let unique = unique_items.then(|| quote!(.unique_items()));
    let items = items.as_ref().and_then(|it| constraints(module, it));
    let items = items.map(|it| quote!(.items(&#it)));
    let strings = pattern.chain(unique).chain(items);
    let calls: Vec<_> = counts.chain(bounds).chain(strings).collect();
    if calls.is_empty() {
        return None;
    }
    let ty = module.schema("Constraints");
    Some(quote!(#ty::new() #(#calls)*))
}

fn integer(value: i64) -> Option<TokenStream> {
    grouped(value).parse().ok()
}
