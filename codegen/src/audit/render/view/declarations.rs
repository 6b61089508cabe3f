//! The old and new declarations of Rust items, as lines of a diff.

use super::renames::Renames;
use crate::audit::report::{ItemChange, RustItem};
use crate::surface::{Item, ItemKind};
use std::collections::BTreeSet;

/// A line of a diff.
pub(in crate::audit::render) struct Line {
    /// `-` or `+`; a space for a note about several items.
    pub(in crate::audit::render) sign: char,
    /// The line without its sign.
    pub(in crate::audit::render) text: String,
}

/// The declarations of items that differ. A type that was only renamed is one line, and the traits of added and removed
/// types are only counted.
pub(super) fn declarations(items: &[RustItem]) -> Vec<Line> {
    let renames = Renames::of(items);
    let types: BTreeSet<_> = items
        .iter()
        .filter(|item| item.kind().is_type())
        .map(|item| (item.path(), item.change()))
        .collect();
    let is_counted = |item: &RustItem| {
        item.kind() == ItemKind::Impl
            && item.change() != ItemChange::Changed
            && types.contains(&(item.path(), item.change()))
    };
    let mut lines = Vec::new();
    let (mut added, mut removed) = (0, 0);
    for item in items {
        if renames.covers(item) {
            lines.extend(renames.line(item).map(|text| Line { sign: ' ', text }));
        } else if is_counted(item) {
            match item.change() {
                ItemChange::Removed => removed += 1,
                ItemChange::Added | ItemChange::Changed => added += 1,
            }
        } else {
            for (sign, side) in [('-', item.before()), ('+', item.after())] {
                let text = side.map(Item::text);
                lines.extend(text.map(|text| Line { sign, text }));
            }
        }
    }
    for (number, what) in [(added, "new"), (removed, "removed")] {
        let text = match number {
            0 => continue,
            1 => format!("and the traits of 1 {what} type"),
            _ => format!("and the traits of {number} {what} types"),
        };
        lines.push(Line { sign: ' ', text });
    }
    lines
}
