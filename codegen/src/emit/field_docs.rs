//! Docs of fields and types beyond their text: search aliases, defaults and constraints.

use crate::ir::{Constraints, Field};
use crate::markdown::{Docs, Inline, code, fill};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// `#[doc(alias)]` attributes. Skips aliases that rustc rejects: the item's own name, and names with quotes or whitespace
/// other than spaces.
pub(super) fn aliases(aliases: &[String], rust: &str) -> TokenStream {
    let usable = |alias: &&String| {
        let plain = !alias.contains(|c: char| {
            matches!(c, '"' | '\'') || c.is_control() || c.is_whitespace() && c != ' '
        });
        plain && !alias.is_empty() && alias.trim() == alias.as_str() && *alias != rust
    };
    let aliases: BTreeSet<_> = aliases.iter().filter(usable).collect();
    quote!(#(#[doc(alias = #aliases)])*)
}

/// The docs of a field: its text, then its default and constraints.
pub(super) fn field_docs(field: &Field) -> Docs {
    let mut docs = Docs::markdown(&field.docs);
    docs.add(fact_sentence(field));
    docs
}

/// The default and the constraints of a field as a sentence.
pub(super) fn fact_sentence(field: &Field) -> Docs {
    sentence(&facts(field))
}

/// The constraints of a type as a sentence.
pub(super) fn constraint_sentence(of: &Constraints) -> Docs {
    sentence(&constraints(of))
}

fn sentence(facts: &[Inline]) -> Docs {
    match facts {
        [] => Docs::default(),
        facts => Docs::paragraph(fill("{}.", [Inline::join(facts, "; ").capitalized()])),
    }
}

/// A length or a number of items.
fn counted(count: Option<u64>, one: &'static str, many: &'static str) -> Option<Inline> {
    let count = count?;
    let unit = if count == 1 { one } else { many };
    Some(fill("{} {}", [number(count), unit.into()]))
}

fn number(number: impl std::fmt::Display) -> Inline {
    Inline::text(&number.to_string())
}

fn facts(field: &Field) -> Vec<Inline> {
    let values = [
        ("default:", field.default.as_ref().map(code)),
        ("always", field.constant.as_ref().map(code)),
    ];
    let values = values.into_iter();
    let values = values.filter_map(|(name, value)| Some(fill("{} {}", [name.into(), value?])));
    let types: Vec<_> = field.content_types.iter().map(code).collect();
    let types =
        (!types.is_empty()).then(|| fill("content type: {}", [Inline::join(&types, " or ")]));
    values
        .chain(constraints(&field.constraints))
        .chain(types)
        .collect()
}

fn constraints(it: &Constraints) -> Vec<Inline> {
    let characters = |count| counted(count, "character", "characters");
    let items = |count| counted(count, "item", "items");
    let facts = [
        ("at least", it.minimum.as_ref().map(number)),
        ("at most", it.maximum.as_ref().map(number)),
        ("greater than", it.exclusive_minimum.as_ref().map(number)),
        ("less than", it.exclusive_maximum.as_ref().map(number)),
        ("a multiple of", it.multiple_of.as_ref().map(number)),
        ("at least", characters(it.min_length)),
        ("at most", characters(it.max_length)),
        ("at least", items(it.min_items)),
        ("at most", items(it.max_items)),
        ("matches", it.pattern.as_ref().map(code)),
        ("format:", it.format.as_ref().map(code)),
    ];
    let facts = facts.into_iter();
    let facts = facts.filter_map(|(name, value)| Some(fill("{} {}", [name.into(), value?])));
    let unique = it.unique_items.then(|| "unique items".into());
    let of_items = it
        .items
        .as_ref()
        .map(|it| Inline::join(&constraints(it), ", "));
    let of_items = of_items.map(|it| fill("each item: {}", [it]));
    facts.chain(unique).chain(of_items).collect()
}
