//! What differences mean: causes with all that follows from them, and the rules that claim them.

#[cfg(test)]
mod accounting;
mod advice;
mod affected;
pub(super) mod attribution;
mod build;
mod entry;
mod group;
mod lifecycle;
mod matching;
mod message;
mod moved;
mod overdue;
mod prefix;
mod relation;
mod rust_path;
mod severity;
mod type_cycle;
mod types;
mod users;
pub(super) mod versions;

pub use lifecycle::Tombstone;

use super::delta::Delta;
use super::facts::{Aspect, Facts};
use super::reach::Reach;
use super::report::{Change, Location};
use super::rules::Rules;
use super::subject::Subject;
use crate::source::{Sources, Span};
use jiff::civil::Date;

/// What the audit is told.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// The rules.
    pub rules: &'a Rules,
    /// The day that ends of life are compared with.
    pub as_of: Date,
    /// How many days callers are given between hearing of an end of life and its coming.
    pub grace_days: i32,
    /// What was removed before, and whose names may not come back.
    pub tombstones: &'a [Tombstone],
}

/// Both sides of a comparison, the older one under the names of the newer.
pub(super) struct Sides<'a> {
    pub(super) base: &'a Facts,
    pub(super) head: &'a Facts,
    pub(super) base_sources: Option<&'a Sources>,
    pub(super) head_sources: Option<&'a Sources>,
    pub(super) base_reach: Reach,
    pub(super) head_reach: Reach,
    pub(super) deltas: &'a [Delta],
}

impl Sides<'_> {
    /// Where a part is declared, or what it stands in.
    fn place(facts: &Facts, sources: Option<&Sources>, subject: &Subject) -> Option<Location> {
        let sources = sources?;
        let mut above = Some(subject.clone());
        while let Some(at) = above {
            if let Some(span) = facts.places.get(&at) {
                return Some(location(sources, *span));
            }
            above = at.parent();
        }
        None
    }

    /// Where an aspect of a part is said.
    fn aspect_place(
        facts: &Facts,
        sources: Option<&Sources>,
        (subject, aspect): (&Subject, Aspect),
    ) -> Option<Location> {
        match facts.aspect_places.get(&(subject.clone(), aspect)) {
            Some(span) => Some(location(sources?, *span)),
            None => Self::place(facts, sources, subject),
        }
    }
}

fn location(sources: &Sources, span: Span) -> Location {
    let (line, column) = sources.line_column(span);
    Location {
        file: sources.display_path(span.file),
        line,
        column,
    }
}

/// Where a state says its version.
pub(super) fn version_place(facts: &Facts, sources: Option<&Sources>) -> Option<Location> {
    Sides::aspect_place(
        facts,
        sources,
        (&Subject::reserved("service"), Aspect::Version),
    )
}

/// All changes, in the order of the report.
pub(super) fn changes(sides: &Sides<'_>, context: &Context<'_>) -> Vec<Change> {
    let mut causes = group::causes(sides, context.rules);
    causes = group::shared(sides, causes);
    causes = prefix::shared(sides, causes);
    let mut changes: Vec<_> = causes
        .iter()
        .filter_map(|cause| build::change(sides, context, cause))
        .collect();
    changes.extend(moved::changes(sides, context));
    sort(&mut changes);
    changes
}

/// What is true of the newer side whether or not it differs: ends of life that have passed.
pub(super) fn overdue(sides: &Sides<'_>, context: &Context<'_>) -> Vec<Change> {
    let mut changes = overdue::changes(sides, context);
    sort(&mut changes);
    changes
}

pub(super) fn sort(changes: &mut [Change]) {
    changes.sort_by(|a, b| {
        (a.class, &a.subject, &a.rule, &a.id).cmp(&(b.class, &b.subject, &b.rule, &b.id))
    });
}
