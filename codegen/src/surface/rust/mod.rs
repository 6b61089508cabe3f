//! The public Rust items of a generated crate, read from its source as it was emitted.
//!
//! ```text
//! fn      allow_policies::AllowPolicies::get(&self, …) -> allow_policies::GetAllowPolicy
//! field   allow_policies::AllowPolicy::pattern: Option<String>
//! impl    allow_policies::AllowPolicy: Clone + Debug + PartialEq + Send + Sync + …
//! ```
//!
//! Paths start at the root of the crate. Items of the standard library stand without their path; those of the runtime
//! under the name that the crate lends them, or else under `runtime`. A line says all there is to know of an item, and a
//! test compares each with what rustdoc knows of the compiled crate.
//!
//! The source holds calls of the runtime's macros; `macros.rs` describes what each of them adds.

mod facts;
mod impls;
mod item;
mod kind;
mod macros;
mod manifest;
mod marks;
mod modules;
mod path;
mod scope;
mod subjects;
mod types;
mod uses;

pub use item::RustItem;
pub use kind::ItemKind;

use crate::ir::Api;
use crate::tree::Tree;
use modules::Crate;
use subjects::Subjects;

/// The listing of a crate that [`crate::emit::emit`] made of the API, sorted by line.
pub fn listing(api: &Api, tree: &Tree) -> Vec<RustItem> {
    let source = Crate::read(tree);
    let mut facts = manifest::facts(tree);
    facts.extend(facts::facts(&source));
    facts.extend(impls::facts(&source));
    let subjects = Subjects::of(api);
    let mut items: Vec<_> = facts
        .into_iter()
        .map(|fact| fact.into_item(&subjects))
        .collect();
    items.sort_by(|a, b| a.line.cmp(&b.line));
    items
}
