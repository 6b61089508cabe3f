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

/// What has to happen before a change can go in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lack {
    Approval,
    /// No approval lets it pass.
    Mending,
    Nothing,
}

impl Lack {
    fn of(change: &Change) -> Self {
        match change.blocks() {
            false => Self::Nothing,
            true if change.class == Class::PolicyError && !is_approvable(change) => Self::Mending,
            true => Self::Approval,
        }
    }
}

/// Headings by what the changes are counted as and what they lack.
const TITLES: &[(Sort, Lack, &str)] = &[
    (
        Sort::PolicyError,
        Lack::Approval,
        "Against the policy: needs approval",
    ),
    (
        Sort::PolicyError,
        Lack::Mending,
        "Against the policy: must be mended",
    ),
    (
        Sort::PolicyError,
        Lack::Nothing,
        "Against the policy: allowed",
    ),
    (
        Sort::Silent,
        Lack::Approval,
        "Compiles, behaves differently: needs approval",
    ),
    (
        Sort::Silent,
        Lack::Nothing,
        "Compiles, behaves differently: allowed",
    ),
    (
        Sort::Risky,
        Lack::Approval,
        "Compiles, may behave differently: needs approval",
    ),
    (
        Sort::Risky,
        Lack::Nothing,
        "Compiles, may behave differently: worth a look",
    ),
    (Sort::Breaking, Lack::Approval, "Breaking: needs approval"),
    (Sort::Breaking, Lack::Nothing, "Breaking: allowed"),
    (
        Sort::Deprecation,
        Lack::Approval,
        "Deprecations: needs approval",
    ),
    (Sort::Deprecation, Lack::Nothing, "Deprecations"),
    (Sort::Additive, Lack::Approval, "Added: needs approval"),
    (Sort::Additive, Lack::Nothing, "Added"),
    (Sort::Docs, Lack::Approval, "Docs only: needs approval"),
    (Sort::Docs, Lack::Nothing, "Docs only"),
];

/// What stands as it stood is called.
pub(super) const STANDING: &str = "Past the end of life, not changed here";

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
