//! The order of all reports: what is urgent first, and of that what blocks.

use crate::audit::report::{Change, Class};

/// Changes that are shown together.
pub(super) struct Section<'a> {
    /// Its heading.
    pub(super) title: &'static str,
    /// What class its changes are of.
    pub(super) class: Class,
    /// Whether a line for each is enough.
    pub(super) folded: bool,
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

/// What stands as it stood is called.
pub(super) const STANDING: &str = "Past the end of life, not changed here";

/// Whether it is how things stand, whatever anybody changed: it is counted by itself, and is in no section.
pub(super) fn is_standing(change: &Change) -> bool {
    change.is_of_the_day() && !change.blocks()
}

/// The sections that hold a change: what is urgent first, and of that what blocks.
pub(super) fn sections<'a>(changes: &[&'a Change]) -> Vec<Section<'a>> {
    let parts = TITLES
        .iter()
        .flat_map(|titles| [true, false].map(|blocks| (titles, blocks)));
    let sections = parts.map(|((class, blocked, allowed), blocks)| {
        let belongs = |change: &&Change| {
            change.class == *class && change.blocks() == blocks && !is_standing(change)
        };
        Section {
            title: if blocks { blocked } else { allowed },
            class: *class,
            folded: *class == Class::Docs && !blocks,
            changes: changes.iter().copied().filter(belongs).collect(),
        }
    });
    sections
        .filter(|section| !section.changes.is_empty())
        .collect()
}
