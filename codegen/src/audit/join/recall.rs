//! What the items of a checked-in listing are there for.
//!
//! Its lines do not say. Where the spec beside it can still be read, the same items made anew do. Where it cannot, what is
//! still there is known from the newer listing, and what is gone is told by its name among what the changes are about.

use crate::audit::report::Change;
use crate::audit::subject::Subject;
use crate::surface::Item;
use std::collections::BTreeMap;

/// What the generator appends to the name of a type for one that goes with it.
const SUFFIXES: &[&str] = &["Params", "Response", "Input"];

/// Lines with what they are there for, as far as it can be told.
pub(super) fn recalled(lines: &[Item], head: &[Item], changes: &[Change]) -> Vec<Item> {
    let memory = Memory {
        known: head
            .iter()
            .filter_map(|line| Some((line.path.as_str(), line.subject.as_deref()?)))
            .collect(),
        named: changes.iter().flat_map(named).collect(),
    };
    let recalled = lines.iter().map(|line| Item {
        subject: memory.subject(&line.path),
        ..line.clone()
    });
    recalled.collect()
}

/// All that a change names.
fn named(change: &Change) -> Vec<Subject> {
    let subject = Subject::parse(&change.subject);
    let members = change.members.iter().map(|it| Subject::parse(&it.subject));
    // Where it is a rename, the old name; a mere step stands where the new one does.
    let old = change.wire.old.as_deref();
    let parent = subject.as_ref().and_then(Subject::parent);
    let beside = parent.zip(old).map(|(parent, old)| parent.child(old));
    let old = old.and_then(Subject::parse);
    let all = members.chain([subject.clone(), old, beside]);
    all.flatten().collect()
}

struct Memory<'a> {
    /// What each path is there for in the newer listing.
    known: BTreeMap<&'a str, &'a str>,
    /// What the changes name.
    named: Vec<Subject>,
}

impl Memory<'_> {
    fn subject(&self, path: &str) -> Option<String> {
        let ends = path.match_indices("::").map(|(end, _)| end);
        let ends: Vec<_> = ends.chain([path.len()]).collect();
        let mut around = None;
        for end in &ends {
            let part = path.get(..*end)?;
            let name = part.rsplit("::").next().unwrap_or(part);
            if let Some(known) = self.known.get(part) {
                around = Subject::parse(known);
            } else if let Some(found) = self.found(name, around.as_ref()) {
                return Some(found.to_string());
            } else if let Some(known) = SUFFIXES.iter().find_map(|it| part.strip_suffix(it)) {
                around = self
                    .known
                    .get(known)
                    .and_then(|it| Subject::parse(it))
                    .or(around);
            }
        }
        around.map(|it| it.to_string())
    }

    /// What goes by this name in Rust, inside of what is known to be around it.
    fn found(&self, name: &str, around: Option<&Subject>) -> Option<&Subject> {
        let name = squeezed(name.strip_prefix("clear_").unwrap_or(name));
        // Types stand in modules of resources, and those in the crate.
        let is_module = around.is_none_or(|it| it.parent().is_none() && !it.is_type());
        let can_be = |it: &&Subject| match around {
            Some(around) if it.is_under(around) => true,
            _ => is_module && it.parent().is_none(),
        };
        let mut all = self.named.iter().filter(can_be);
        let exact = all.clone().find(|it| squeezed(it.name()) == name);
        // The types of a request start with the name of the operation.
        let is_operation = |it: &&Subject| it.steps().len() == 2 && !it.is_type();
        let begins = |it: &&Subject| name.starts_with(&squeezed(it.name()));
        exact.or_else(|| {
            let mut operations: Vec<_> = all
                .by_ref()
                .filter(|it| is_module && is_operation(it) && begins(it))
                .collect();
            operations.sort_by_key(|it| it.name().len());
            operations.pop()
        })
    }
}

/// A name as the wire and Rust have in common.
fn squeezed(name: &str) -> String {
    let name = name.trim_start_matches("r#");
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
