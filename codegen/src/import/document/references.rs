//! Targets of all references of a document. They are found once, so that resolving a reference takes a few steps however
//! large the document is.

use super::duplicates::child;
use super::file::File;
use super::reference::{RefError, Reference};
use crate::source::FileId;
use crate::yaml::{Node, Value};
use std::collections::HashMap;
use std::ptr;

/// Maps that are at least this large are searched by an index of their keys.
const MIN_INDEXED: usize = 16;

/// Maximum number of references in a row, each to the next.
const MAX_CHAIN: usize = 100;

/// Targets of references, by file and text.
pub(super) struct References(HashMap<FileId, HashMap<String, Target>>);

/// Target of a reference.
pub(super) struct Target {
    pub(super) reference: Result<Reference, RefError>,
    /// Index of the file, and the indices of the members and items that lead to the target.
    place: Result<(usize, Vec<usize>), RefError>,
}

/// The text of a `$ref`, if the node is a reference. Elsewhere, `$ref` can be the name of a property or a key of an example.
pub(super) fn text_of(node: &Node) -> Option<&str> {
    node.get("$ref")?.str()
}

/// Calls a function with the text of each reference in a tree.
pub(super) fn visit<'d>(node: &'d Node, found: &mut dyn FnMut(&'d str)) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| visit(item, found)),
        Value::Map(entries) => {
            if let Some(text) = text_of(node) {
                found(text);
            }
            entries.iter().for_each(|(_, value)| visit(value, found));
        }
        _ => {}
    }
}

impl References {
    /// Finds the targets of all references.
    pub(super) fn collect(files: &[File], root: usize) -> Self {
        let root = files.get(root).map_or("", |file| file.path.as_str());
        let mut search = Search {
            files,
            root,
            indices: HashMap::new(),
        };
        let mut targets = HashMap::new();
        for file in files {
            let mut of_file = HashMap::new();
            visit(&file.node, &mut |text| {
                if !of_file.contains_key(text) {
                    of_file.insert(text.to_owned(), search.target(text, &file.path));
                }
            });
            targets.insert(file.id, of_file);
        }
        Self(targets)
    }

    /// Target of a node; `None` if it is no reference.
    pub(super) fn target(&self, node: &Node) -> Option<&Target> {
        let text = text_of(node)?;
        self.0.get(&node.span.file)?.get(text)
    }

    /// Follows references until a node that is none.
    pub(super) fn resolve<'d>(
        &self,
        files: &'d [File],
        node: &'d Node,
    ) -> Result<&'d Node, RefError> {
        let mut visited: Vec<&Node> = Vec::new();
        let mut node = node;
        while let Some(target) = self.target(node) {
            let text = || text_of(node).unwrap_or_default().to_owned();
            if visited.len() == MAX_CHAIN || visited.iter().any(|it| ptr::eq(*it, node)) {
                return Err(RefError::Cycle(text()));
            }
            visited.push(node);
            let (file, steps) = target.place.as_ref().map_err(Clone::clone)?;
            node = child(files, *file, steps).ok_or_else(|| RefError::Dangling(text()))?;
        }
        Ok(node)
    }
}

/// Finds the targets of references.
struct Search<'d> {
    files: &'d [File],
    /// Path of the root file.
    root: &'d str,
    /// Indices of the keys of large maps.
    indices: HashMap<*const Node, HashMap<&'d str, usize>>,
}

impl<'d> Search<'d> {
    fn target(&mut self, text: &str, referrer: &str) -> Target {
        let reference = Reference::parse(text, referrer, self.root);
        let place = match &reference {
            Ok(reference) => self.place(reference, text),
            Err(error) => Err(error.clone()),
        };
        Target { reference, place }
    }

    fn place(&mut self, target: &Reference, text: &str) -> Result<(usize, Vec<usize>), RefError> {
        let path = match target.file.as_str() {
            "" => self.root,
            path => path,
        };
        let file = self.files.iter().position(|file| file.path == path);
        let file = file.ok_or_else(|| RefError::MissingFile(text.to_owned()))?;
        let files = self.files;
        let mut node = &files[file].node;
        let mut steps = Vec::new();
        for token in &target.pointer {
            let step = self.step(node, token);
            let step = step.ok_or_else(|| RefError::Dangling(text.to_owned()))?;
            steps.push(step.0);
            node = step.1;
        }
        Ok((file, steps))
    }

    /// The child that a token of a JSON pointer leads to, and its index.
    fn step(&mut self, node: &'d Node, token: &str) -> Option<(usize, &'d Node)> {
        let entries = match &node.value {
            Value::List(items) => {
                let is_index = token == "0" || !token.starts_with(['0', '+']);
                let index = token.parse().ok().filter(|_| is_index)?;
                return Some((index, items.get(index)?));
            }
            _ => node.entries(),
        };
        let index = if entries.len() < MIN_INDEXED {
            entries.iter().position(|(key, _)| key.text == token)?
        } else {
            let names = self.indices.entry(ptr::from_ref(node)).or_insert_with(|| {
                let keys = entries.iter().map(|(key, _)| key.text.as_str());
                keys.zip(0..).collect()
            });
            *names.get(token)?
        };
        Some((index, entries.get(index).map(|(_, value)| value)?))
    }
}
