//! Members with the same name in one object. JSON and YAML forbid them, but documents contain them, and most parsers keep
//! the last one.

use super::file::File;
use crate::yaml::{Key, Node, Value};
use std::collections::{HashMap, HashSet};

/// Maximum number of members that are compared pairwise, which is faster than hashing for most objects.
const MAX_PAIRWISE: usize = 8;

/// Position of a node: the index of its file, and those of the members and items that lead to it.
pub(super) struct Position {
    file: usize,
    steps: Vec<usize>,
}

impl Position {
    /// The node at the position.
    pub(super) fn node<'d>(&self, files: &'d [File]) -> Option<&'d Node> {
        child(files, self.file, &self.steps)
    }
}

/// The node that indices of members and items lead to.
pub(super) fn child<'d>(files: &'d [File], file: usize, steps: &[usize]) -> Option<&'d Node> {
    let mut node = &files.get(file)?.node;
    for step in steps {
        node = match &node.value {
            Value::List(items) => items.get(*step)?,
            Value::Map(entries) => entries.get(*step).map(|(_, value)| value)?,
            _ => return None,
        };
    }
    Some(node)
}

/// Removes all members but the last one with the same name, and collects the positions of those that are kept. They move to
/// the place of the first one.
pub(super) fn remove(file: usize, node: &mut Node, kept: &mut Vec<Position>) {
    visit(file, node, &mut Vec::new(), kept);
}

fn visit(file: usize, node: &mut Node, steps: &mut Vec<usize>, kept: &mut Vec<Position>) {
    if let Value::Map(entries) = &mut node.value
        && has_duplicates(entries)
    {
        for index in keep_last(entries) {
            let steps = [steps.as_slice(), &[index]].concat();
            kept.push(Position { file, steps });
        }
    }
    let children: &mut dyn Iterator<Item = &mut Node> = match &mut node.value {
        Value::List(items) => &mut items.iter_mut(),
        Value::Map(entries) => &mut entries.iter_mut().map(|(_, value)| value),
        _ => return,
    };
    for (index, child) in children.enumerate() {
        steps.push(index);
        visit(file, child, steps, kept);
        steps.pop();
    }
}

fn has_duplicates(entries: &[(Key, Node)]) -> bool {
    if entries.len() > MAX_PAIRWISE {
        let mut names = HashSet::with_capacity(entries.len());
        return !entries.iter().all(|(key, _)| names.insert(&key.text));
    }
    let mut rest = entries;
    while let [(key, _), tail @ ..] = rest {
        if tail.iter().any(|(other, _)| other.text == key.text) {
            return true;
        }
        rest = tail;
    }
    false
}

/// Removes the earlier members of each name, and returns the indices of the kept ones.
fn keep_last(entries: &mut Vec<(Key, Node)>) -> Vec<usize> {
    let mut indices: HashMap<String, usize> = HashMap::new();
    let mut unique: Vec<(Key, Node)> = Vec::new();
    let mut replaced = Vec::new();
    for entry in std::mem::take(entries) {
        match indices.get(&entry.0.text) {
            Some(index) => {
                unique[*index] = entry;
                if !replaced.contains(index) {
                    replaced.push(*index);
                }
            }
            None => {
                indices.insert(entry.0.text.clone(), unique.len());
                unique.push(entry);
            }
        }
    }
    *entries = unique;
    replaced
}
