//! Definitions that stand in another file and are otherwise the same.

use super::entry::{Entry, entry};
use super::{Context, Sides};
use crate::audit::delta::Delta;
use crate::audit::facts::Facts;
use crate::audit::report::Change;
use crate::audit::subject::Subject;
use crate::source::{Sources, Span};
use std::collections::BTreeSet;

/// One entry for each definition that moved.
pub(super) fn changes(sides: &Sides<'_>, context: &Context<'_>) -> Vec<Change> {
    let (Some(before), Some(after)) = (sides.base_sources, sides.head_sources) else {
        return Vec::new();
    };
    // Where a type is used says nothing of the type.
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
            // From the spec's own folder, wherever that lies: the folder of a base may have another name.
            let path = sources.display_path(span.file);
            let path = path.strip_prefix(sources.root()).unwrap_or(&path);
            Some((path.trim_start_matches('/').to_owned(), *span))
        };
        let (Some((old, _)), Some((new, span))) = (
            file(sides.base, before, subject),
            file(sides.head, after, subject),
        ) else {
            continue;
        };
        // The fields of a body stand where their model does, and shared parameters stand once.
        if old == new || !seen.insert(span) || is_part_of_moved(&changes, &old, &new, is_input) {
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

/// Whether a type that moved the same way brings it along.
fn is_part_of_moved(changes: &[Change], old: &str, new: &str, is_input: bool) -> bool {
    is_input
        && changes.iter().any(|change| {
            change.wire.old.as_deref() == Some(old) && change.wire.new.as_deref() == Some(new)
        })
}
