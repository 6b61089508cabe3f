//! What callers of a generated crate can see, listed so that a reviewer sees it change.

pub mod rust;

use crate::ir::Api;
use crate::tree::{MARKER, Tree};

/// Adds the listings of a crate to its files: `api/rust/<resource>.txt`, and `api/rust/crate.txt` for the rest.
pub fn add(api: &Api, tree: &mut Tree) {
    let items = rust::listing(api, tree);
    let mut files = std::collections::BTreeMap::<_, Vec<_>>::new();
    for item in &items {
        files.entry(&item.file).or_default().push(&item.line);
    }
    for (file, mut lines) in files {
        lines.sort();
        let mut text = format!("# {MARKER}; change the spec instead.\n");
        for line in lines {
            text.push_str(line);
            text.push('\n');
        }
        tree.insert(format!("api/rust/{file}.txt"), text);
    }
}
