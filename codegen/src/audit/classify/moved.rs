//! Definitions that moved to another file and are otherwise unchanged.

use super::entry::{Entry, entry};
use super::{Context, Sides};
use crate::audit::delta::Delta;
use crate::audit::facts::Facts;
use crate::audit::report::Change;
use crate::audit::subject::Subject;
use crate::source::{Sources, Span};
use std::collections::BTreeSet;

/// One change per moved definition.
pub(super) fn changes(sides: &Sides<'_>, context: &Context<'_>) -> Vec<Change> {
    let (Some(before), Some(after)) = (sides.base_sources, sides.head_sources) else {
        return Vec::new();
    };
    // Derived aspects, such as the uses of a type, are not part of its definition.
    let own = sides
        .deltas
        .iter()
        .filter(|delta| !matches!(delta, Delta::Changed { aspect, .. } if aspect.is_derived()));
    let touched: BTreeSet<_> = own.map(|delta| delta.subject().root()).collect();
    let mut seen: BTreeSet<Span> = BTreeSet::new();
    let mut changes = Vec::new();
    for subject in sides.head.places.keys() {
        let is_input = sides.head.get(subject).is_some_and(|it| it.kind.is_input());
        if !(subject.is_type() || is_input) || touched.contains(&subject.root()) {
            continue;
        }
        let file = |facts: &Facts, sources: &Sources, subject: &Subject| {
            let span = facts.places.get(subject)?;
            // Relative to the spec folder, whose name can differ between the sides.
            let (_, path, _) = sources.files().find(|(id, ..)| *id == span.file)?;
            Some((path.to_owned(), *span))
        };
        let (Some((old, _)), Some((new, span))) = (
            file(sides.base, before, subject),
            file(sides.head, after, subject),
        ) else {
            continue;
        };
        // Several elements can share a declaration.
        if old == new || !seen.insert(span) || moves_with_type(&changes, &old, &new, is_input) {
            continue;
        }
        changes.extend(entry(
            sides,
            context,
            &Entry {
                rule: "spec-moved",
                subject: subject.clone(),
                old: Some(old),
                new: Some(new),
            },
        ));
    }
    changes
}

/// Whether a parameter moved together with a type.
fn moves_with_type(changes: &[Change], old: &str, new: &str, is_input: bool) -> bool {
    is_input
        && changes.iter().any(|change| {
            change.wire.old.as_deref() == Some(old) && change.wire.new.as_deref() == Some(new)
        })
}
