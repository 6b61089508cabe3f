//! Classifies deltas: groups them by cause, and applies the rules.

#[cfg(test)]
mod accounting;
mod advice;
pub(super) mod attribution;
mod build;
mod cause;
mod constraints;
mod contained;
mod direction;
mod entry;
mod lifecycle;
mod matching;
mod merge;
mod moved;
mod overdue;
mod prefix;
mod relation;
mod rust_path;
mod severity;
mod shape;
mod template;
mod texts;
mod type_cycle;
mod types;
mod users;
pub(super) mod versions;

use super::delta::Delta;
use super::facts::{Aspect, Facts};
use super::reach::Reach;
use super::report::{Change, Location};
use super::rules::Rules;
use super::subject::Subject;
use crate::source::Sources;
use jiff::civil::Date;

/// Settings of a comparison.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// Rules to apply.
    pub rules: &'a Rules,
    /// Date that ends of life are compared with.
    pub as_of: Date,
    /// Minimum number of days between the announcement of an end of life and its date.
    pub grace_days: i32,
    /// Names of elements that were removed earlier, which must not be reused.
    pub removed_names: &'a [String],
}

/// Both sides of a comparison. Renames are applied to the base.
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
    /// Where an element is declared, or the nearest parent that has a location.
    fn location(facts: &Facts, sources: Option<&Sources>, subject: &Subject) -> Option<Location> {
        let sources = sources?;
        let mut above = Some(subject.clone());
        while let Some(at) = above {
            if let Some(span) = facts.places.get(&at) {
                return Some(Location::of(sources, *span));
            }
            above = at.parent();
        }
        None
    }

    /// Where an aspect of an element is declared.
    fn aspect_location(
        facts: &Facts,
        sources: Option<&Sources>,
        (subject, aspect): (&Subject, Aspect),
    ) -> Option<Location> {
        match facts.aspect_places.get(&(subject.clone(), aspect)) {
            Some(span) => Some(Location::of(sources?, *span)),
            None => Self::location(facts, sources, subject),
        }
    }
}

/// Where the version of a state is declared.
pub(super) fn version_location(facts: &Facts, sources: Option<&Sources>) -> Option<Location> {
    Sides::aspect_location(
        facts,
        sources,
        (&Subject::reserved("service"), Aspect::Version),
    )
}

/// Changes between the sides, in the order of the report.
pub(super) fn changes(sides: &Sides<'_>, context: &Context<'_>) -> Vec<Change> {
    let causes = merge::merged(sides, cause::causes(sides, context.rules));
    let mut changes: Vec<_> = causes
        .iter()
        .filter_map(|cause| build::change(sides, context, cause))
        .collect();
    changes.extend(moved::changes(sides, context));
    sort(&mut changes);
    changes
}

/// Elements that are past their end of life, and whose end of life did not change.
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
