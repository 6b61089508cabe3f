//! Finds the subjects of the items of a checked-in listing.
//!
//! The lines of a listing do not name the elements of the spec that their items belong to. If the spec of the base can be
//! parsed, its listing is generated again with subjects, and this module is not needed. Otherwise the subject of an item
//! comes from the same item of the head, or from an element of a change with a similar name.

use crate::audit::report::Change;
use crate::audit::subject::Subject;
use crate::surface::Item;
use std::collections::BTreeMap;

/// Suffixes that the generator adds to the names of related types.
const SUFFIXES: &[&str] = &["Params", "Response", "Input"];

/// The items with their subjects, as far as they are found.
pub(super) fn with_subjects(items: &[Item], head: &[Item], changes: &[Change]) -> Vec<Item> {
    let known = Subjects {
        by_path: head
            .iter()
            .filter_map(|item| Some((item.path.as_str(), item.subject.as_deref()?)))
            .collect(),
        of_changes: changes.iter().flat_map(of_change).collect(),
    };
    let items = items.iter().map(|item| Item {
        subject: known.of_path(&item.path),
        ..item.clone()
    });
    items.collect()
}

/// Elements that a change is about.
fn of_change(change: &Change) -> impl Iterator<Item = &Subject> {
    change
        .elements
        .others
        .iter()
        .chain(&change.elements.subject)
}

struct Subjects<'a> {
    /// Subjects of the items of the head.
    by_path: BTreeMap<&'a str, &'a str>,
    /// Elements that the changes are about.
    of_changes: Vec<&'a Subject>,
}

impl Subjects<'_> {
    /// Subject of the item at a path. Outer segments of the path are looked up first and limit the search.
    fn of_path(&self, path: &str) -> Option<String> {
        let ends = path.match_indices("::").map(|(end, _)| end);
        let mut around = None;
        for end in ends.chain([path.len()]) {
            let outer = path.get(..end)?;
            let name = outer.rsplit("::").next().unwrap_or(outer);
            if let Some(known) = self.by_path.get(outer) {
                around = Subject::parse(known);
            } else if let Some(found) = self.find(name, around.as_ref()) {
                return Some(found.to_string());
            } else if let Some(known) = SUFFIXES.iter().find_map(|it| outer.strip_suffix(it)) {
                let known = self.by_path.get(known);
                around = known.and_then(|it| Subject::parse(it)).or(around);
            }
        }
        around.map(|it| it.to_string())
    }

    /// Element with a similar name, below `around` if that is known.
    fn find(&self, name: &str, around: Option<&Subject>) -> Option<&Subject> {
        let name = letters(name.strip_prefix("clear_").unwrap_or(name));
        // Types are in the modules of resources, and in the root of the crate.
        let is_module = around.is_none_or(|it| it.parent().is_none() && !it.is_type());
        let is_candidate = |it: &&&Subject| match around {
            Some(around) if it.is_under(around) => true,
            _ => is_module && it.parent().is_none(),
        };
        let candidates = || self.of_changes.iter().filter(is_candidate).copied();
        let exact = candidates().find(|it| letters(it.name()) == name);
        // Names of request types start with the name of the operation.
        let is_operation = |it: &&Subject| it.steps().len() == 2 && !it.is_type();
        let operations = candidates()
            .filter(|it| is_module && is_operation(it) && name.starts_with(&letters(it.name())));
        exact.or_else(|| operations.max_by_key(|it| it.name().len()))
    }
}

/// The letters and digits of a name in lower case, which are the same on the wire and in Rust.
fn letters(name: &str) -> String {
    let name = name.trim_start_matches("r#");
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
