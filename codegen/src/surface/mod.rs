//! The public items of a generated crate, one line for each, so that reviewers see what changes for callers.
//!
//! ```text
//! fn      allow_policies::AllowPolicies::get(&self, …) -> allow_policies::GetAllowPolicy
//! field   allow_policies::AllowPolicy::pattern: Option<String>
//! impl    allow_policies::AllowPolicy: Clone + Debug + PartialEq + Send + Sync + …
//! ```
//!
//! Paths start at the root of the crate. Items of the standard library are listed by name, those of the runtime under the
//! name that the crate re-exports them by, or else below `runtime`. Methods that every request has are listed once, as
//! `*::timeout`. A test compares each line with rustdoc's description of the compiled crate.

mod item;
mod kind;
mod list;
mod parse;
mod traits;

pub use item::{Detail, Item, Traits};
pub use kind::ItemKind;
use list::CRATE;
pub use list::listing;
pub use parse::parse;

use crate::tree::{MARKER, Tree};
use std::collections::BTreeMap;

/// The files that list some items: `api/rust/<resource>.txt`, and `api/rust/crate.txt` for the rest.
pub fn files(items: &[Item]) -> Tree {
    let mut files = BTreeMap::<_, Vec<_>>::new();
    for item in items {
        files.entry(&item.file).or_default().push(&item.line);
    }
    let mut tree = Tree::default();
    for (file, mut lines) in files {
        lines.sort();
        let mut text = format!("# {MARKER}; change the spec instead.\n");
        if file == CRATE {
            text.push_str("# `*` is every request.\n");
        }
        for line in lines {
            text.push_str(line);
            text.push('\n');
        }
        tree.insert(format!("api/rust/{file}.txt"), text);
    }
    tree
}
