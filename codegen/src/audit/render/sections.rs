//! The order of all reports: what is urgent first, and of that what blocks.

use crate::audit::report::{Change, Class, Report};

/// Changes that are shown together.
pub(super) struct Section<'a> {
    /// Its heading.
    pub(super) title: &'static str,
    /// What class its changes are of.
    pub(super) class: Class,
    /// Whether its changes keep all from going in.
    pub(super) blocks: bool,
    /// The changes, as the report orders them.
    pub(super) changes: Vec<&'a Change>,
}

/// Headings by class: of what blocks, and of what does not.
const TITLES: &[(Class, &str, &str)] = &[
    (
        Class::PolicyError,
        "Against the policy",
        "Against the policy, approved",
    ),
    (
        Class::Silent,
        "Compiles, behaves differently: needs approval",
        "Compiles, behaves differently: allowed",
    ),
    (
        Class::Breaking,
        "Breaking: needs approval",
        "Breaking: allowed",
    ),
    (
        Class::Deprecation,
        "Deprecations against the policy",
        "Deprecations",
    ),
    (Class::Additive, "Additions against the policy", "Added"),
    (Class::Docs, "Docs against the policy", "Docs only"),
];

/// The sections that hold a change: what is urgent first, and of that what blocks.
pub(super) fn sections(report: &Report) -> Vec<Section<'_>> {
    let halves = TITLES.iter().flat_map(|(class, blocked, allowed)| {
        [(*class, true, *blocked), (*class, false, *allowed)]
    });
    let sections = halves.map(|(class, blocks, title)| {
        let belongs = |change: &&Change| change.class == class && change.blocks() == blocks;
        let changes = report.changes.iter().filter(belongs).collect();
        Section {
            title,
            class,
            blocks,
            changes,
        }
    });
    sections
        .filter(|section| !section.changes.is_empty())
        .collect()
}
