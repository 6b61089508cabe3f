//! JSON pointers (RFC 6901) of nodes.

use super::file::File;
use super::reference::escape;
use crate::yaml::{Node, Value};
use std::collections::HashMap;
use std::fmt::Write;
use std::ptr;

/// The pointers of nodes, in their order, found in one pass over all files. Empty for nodes of another document.
pub(super) fn find(files: &[File], root: usize, nodes: &[&Node]) -> Vec<String> {
    let mut search = Search {
        wanted: HashMap::new(),
        pointer: String::new(),
    };
    for node in nodes {
        search.wanted.insert(ptr::from_ref(*node), String::new());
    }
    for (index, file) in files.iter().enumerate() {
        if index != root {
            search.pointer.push_str(&file.path);
        }
        search.pointer.push('#');
        search.visit(&file.node);
        search.pointer.clear();
    }
    let found = nodes.iter().map(|node| {
        let pointer = search.wanted.get(&ptr::from_ref(*node));
        pointer.cloned().unwrap_or_default()
    });
    found.collect()
}

struct Search {
    /// Pointers of the wanted nodes; empty until they are found. Addresses identify nodes, which do not move.
    wanted: HashMap<*const Node, String>,
    /// Pointer of the current node.
    pointer: String,
}

impl Search {
    fn visit(&mut self, node: &Node) {
        if let Some(pointer) = self.wanted.get_mut(&ptr::from_ref(node)) {
            pointer.clone_from(&self.pointer);
        }
        let length = self.pointer.len();
        match &node.value {
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    // Writing to a string cannot fail.
                    let _ = write!(self.pointer, "/{index}");
                    self.visit(item);
                    self.pointer.truncate(length);
                }
            }
            Value::Map(entries) => {
                for (key, value) in entries {
                    self.pointer.push('/');
                    self.pointer.push_str(&escape(&key.text));
                    self.visit(value);
                    self.pointer.truncate(length);
                }
            }
            _ => {}
        }
    }
}
