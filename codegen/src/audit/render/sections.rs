//! The order of all reports: what is urgent first, and of that what blocks.

use crate::audit::report::{Bump, Change, Class, RustSeverity};

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

/// What of a class a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Blocking,
    Allowed,
    Standing,
}

impl Part {
    const ALL: [Self; 3] = [Self::Blocking, Self::Allowed, Self::Standing];

    fn of(change: &Change) -> Self {
        match change.class {
            _ if change.blocks() => Self::Blocking,
            _ if is_standing(change) => Self::Standing,
            _ => Self::Allowed,
        }
    }
}

/// Whether it is how things stand, whatever this change does: it needs no new version, and no item differs.
pub(super) fn is_standing(change: &Change) -> bool {
    change.class == Class::Deprecation
        && !change.blocks()
        && change.bump == Bump::None
        && change.rust.severity == RustSeverity::None
}

/// The sections that hold a change: what is urgent first, and of that what blocks.
pub(super) fn sections<'a>(changes: &[&'a Change]) -> Vec<Section<'a>> {
    let parts = TITLES
        .iter()
        .flat_map(|titles| Part::ALL.map(|part| (titles, part)));
    let sections = parts.map(|((class, blocked, allowed), part)| {
        let belongs = |change: &&Change| change.class == *class && Part::of(change) == part;
        Section {
            title: match part {
                Part::Blocking => blocked,
                Part::Allowed => allowed,
                Part::Standing => "Past the end of life, not changed here",
            },
            class: *class,
            folded: part == Part::Standing || (*class == Class::Docs && part == Part::Allowed),
            changes: changes.iter().copied().filter(belongs).collect(),
        }
    });
    sections
        .filter(|section| !section.changes.is_empty())
        .collect()
}
