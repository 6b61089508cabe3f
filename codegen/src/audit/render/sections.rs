//! The order of all reports: what is urgent first, and of that what blocks.

use super::sort::Sort;
use crate::audit::approvals::is_approvable;
use crate::audit::report::{Change, Class};

/// Changes that are shown together.
pub(super) struct Section<'a> {
    /// Its heading.
    pub(super) title: &'static str,
    /// What its changes are counted as.
    pub(super) sort: Sort,
    /// Whether a line for each is enough.
    pub(super) folded: bool,
    /// The changes, as the report orders them.
    pub(super) changes: Vec<&'a Change>,
}

/// What a change needs before it can be merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lack {
    Approval,
    /// A fix: the change cannot be approved.
    Fix,
    Nothing,
}

impl Lack {
    fn of(change: &Change) -> Self {
        match change.blocks() {
            false => Self::Nothing,
            true if change.class == Class::PolicyError && !is_approvable(change) => Self::Fix,
            true => Self::Approval,
        }
    }
}

/// Headings by what the changes are counted as and what they lack.
const TITLES: &[(Sort, Lack, &str)] = &[
    (
        Sort::PolicyError,
        Lack::Approval,
        "Policy violations: approval needed",
    ),
    (
        Sort::PolicyError,
        Lack::Fix,
        "Policy violations: must be fixed",
    ),
    (
        Sort::PolicyError,
        Lack::Nothing,
        "Policy violations: approved",
    ),
    (
        Sort::Silent,
        Lack::Approval,
        "Behavior changes without a compile error: approval needed",
    ),
    (
        Sort::Silent,
        Lack::Nothing,
        "Behavior changes without a compile error: allowed",
    ),
    (
        Sort::Risky,
        Lack::Approval,
        "Possible behavior changes: approval needed",
    ),
    (
        Sort::Risky,
        Lack::Nothing,
        "Possible behavior changes: review",
    ),
    (Sort::Breaking, Lack::Approval, "Breaking: approval needed"),
    (Sort::Breaking, Lack::Nothing, "Breaking: allowed"),
    (
        Sort::Deprecation,
        Lack::Approval,
        "Deprecated: approval needed",
    ),
    (Sort::Deprecation, Lack::Nothing, "Deprecated"),
    (Sort::Additive, Lack::Approval, "Added: approval needed"),
    (Sort::Additive, Lack::Nothing, "Added"),
    (Sort::Docs, Lack::Approval, "Docs only: approval needed"),
    (Sort::Docs, Lack::Nothing, "Docs only"),
];

/// Heading of deprecations that are past end of life and unchanged.
pub(super) const STANDING: &str = "Past end of life, unchanged";

/// Whether it is how things stand, whatever anybody changed: it is counted by itself, and is in no section.
pub(super) fn is_standing(change: &Change) -> bool {
    change.is_of_the_day() && !change.blocks()
}

/// The sections that hold a change: what is urgent first, and of that what blocks.
pub(super) fn sections<'a>(changes: &[&'a Change]) -> Vec<Section<'a>> {
    let sections = TITLES.iter().map(|(sort, lack, title)| {
        let belongs = |change: &&Change| {
            Sort::of(change) == *sort && Lack::of(change) == *lack && !is_standing(change)
        };
        Section {
            title,
            sort: *sort,
            folded: *sort == Sort::Docs && *lack == Lack::Nothing,
            changes: changes.iter().copied().filter(belongs).collect(),
        }
    });
    sections
        .filter(|section| !section.changes.is_empty())
        .collect()
}
