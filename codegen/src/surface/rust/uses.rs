//! The names that `use` brings.

use super::path::name;
use syn::UseTree;

/// A name that a `use` brings.
#[derive(Debug)]
pub(super) struct Import {
    pub(super) path: Vec<String>,
    /// The name; none for all that is there.
    pub(super) name: Option<String>,
}

/// The names that a `use` brings.
pub(super) fn imports(item: &syn::ItemUse) -> Vec<Import> {
    let mut found = Vec::new();
    flatten(&item.tree, &[], &mut found);
    found
}

fn flatten(tree: &UseTree, before: &[String], found: &mut Vec<Import>) {
    let with = |ident: &syn::Ident| {
        let mut path = before.to_vec();
        path.push(name(ident));
        path
    };
    match tree {
        UseTree::Path(tree) => flatten(&tree.tree, &with(&tree.ident), found),
        UseTree::Group(tree) => tree
            .items
            .iter()
            .for_each(|tree| flatten(tree, before, found)),
        UseTree::Name(tree) => found.push(Import {
            path: with(&tree.ident),
            name: Some(name(&tree.ident)),
        }),
        UseTree::Rename(tree) => found.push(Import {
            path: with(&tree.ident),
            name: Some(name(&tree.rename)),
        }),
        UseTree::Glob(_) => found.push(Import {
            path: before.to_vec(),
            name: None,
        }),
    }
}
