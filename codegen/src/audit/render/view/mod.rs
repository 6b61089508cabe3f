//! Content of reports, independent of the format: a head, and sections of entries.

mod category;
mod declarations;
mod entry;
mod head;
mod renames;

pub(super) use category::{Category, list};
pub(super) use entry::{Addressee, Effect, Entry, Mark, Values};
pub(super) use head::Head;

use crate::audit::approvals::is_approvable;
use crate::audit::report::{Change, Class, Report};
use category::counts;
use std::collections::{BTreeMap, BTreeSet};
use std::ptr;

/// A report as the renderers show it.
pub(super) struct View<'a> {
    pub(super) head: Head<'a>,
    /// Sections with entries, most urgent first.
    pub(super) sections: Vec<Section<'a>>,
    /// Elements that are past their end of life. They are in no section.
    pub(super) overdue: Vec<Entry<'a>>,
    /// Numbers of changes that a filter hides, by category.
    pub(super) hidden: BTreeMap<Category, usize>,
}

/// Entries under a heading.
pub(super) struct Section<'a> {
    pub(super) title: String,
    pub(super) category: Category,
    /// Whether one line per entry is sufficient.
    pub(super) is_folded: bool,
    /// Entries in the order of the report.
    pub(super) entries: Vec<Entry<'a>>,
}

impl<'a> View<'a> {
    /// Shows some changes of a report. The head covers all of them.
    pub(super) fn of(report: &'a Report, is_shown: &dyn Fn(&Change) -> bool) -> Self {
        let shown: Vec<_> = report.changes.iter().filter(|it| is_shown(it)).collect();
        let addresses: BTreeSet<*const Change> = shown.iter().copied().map(ptr::from_ref).collect();
        let hidden = report
            .changes
            .iter()
            .filter(|change| !is_overdue(change) && !addresses.contains(&ptr::from_ref(*change)));
        let overdue = shown.iter().filter(|change| is_overdue(change));
        Self {
            head: Head::of(report),
            sections: sections(report, &shown),
            overdue: overdue.map(|change| Entry::of(report, change)).collect(),
            hidden: counts(hidden),
        }
    }

    /// All entries of the sections.
    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry<'a>> {
        self.sections.iter().flat_map(|section| &section.entries)
    }
}

/// Heading of elements that are past their end of life.
pub(super) const OVERDUE: &str = "Past end of life, still present";

/// Whether a change only reports that an element is past its end of life, and does not block.
fn is_overdue(change: &Change) -> bool {
    change.is_overdue() && !change.blocks()
}

/// Requirement of a change before it can be merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    Approval,
    /// A fix: the change cannot be approved.
    Fix,
    Nothing,
}

impl Need {
    fn of(change: &Change) -> Self {
        match change.blocks() {
            false => Self::Nothing,
            true if change.class == Class::PolicyError && !is_approvable(change) => Self::Fix,
            true => Self::Approval,
        }
    }
}

/// Headings by category and need, each with what a reviewer has to do. Changes that block come first.
const TITLES: &[(Category, Need, &str, &str)] = &[
    (
        Category::PolicyError,
        Need::Approval,
        "Policy violations",
        "approval needed",
    ),
    (
        Category::PolicyError,
        Need::Fix,
        "Policy violations",
        "must be fixed",
    ),
    (
        Category::Silent,
        Need::Approval,
        "Behavior changes without a compile error",
        "approval needed",
    ),
    (
        Category::Risky,
        Need::Approval,
        "Possible behavior changes",
        "approval needed",
    ),
    (
        Category::Breaking,
        Need::Approval,
        "Breaking",
        "approval needed",
    ),
    (
        Category::Deprecation,
        Need::Approval,
        "Deprecated",
        "approval needed",
    ),
    (
        Category::Additive,
        Need::Approval,
        "Added",
        "approval needed",
    ),
    (
        Category::Docs,
        Need::Approval,
        "Docs only",
        "approval needed",
    ),
    (
        Category::PolicyError,
        Need::Nothing,
        "Policy violations",
        "approved",
    ),
    (
        Category::Silent,
        Need::Nothing,
        "Behavior changes without a compile error",
        "allowed",
    ),
    (
        Category::Risky,
        Need::Nothing,
        "Possible behavior changes",
        "review",
    ),
    (Category::Breaking, Need::Nothing, "Breaking", "allowed"),
    (Category::Deprecation, Need::Nothing, "Deprecated", ""),
    (Category::Additive, Need::Nothing, "Added", ""),
    (Category::Docs, Need::Nothing, "Docs only", ""),
];

/// The sections that are not empty.
fn sections<'a>(report: &'a Report, changes: &[&'a Change]) -> Vec<Section<'a>> {
    let sections = TITLES.iter().map(|(category, need, title, task)| {
        let entries = changes.iter().filter(|change| {
            Category::of(change) == *category && Need::of(change) == *need && !is_overdue(change)
        });
        Section {
            title: match *task {
                // Documents have no approvals.
                _ if report.of_documents => (*title).to_owned(),
                "" => (*title).to_owned(),
                task => format!("{title}: {task}"),
            },
            category: *category,
            is_folded: *category == Category::Docs && *need == Need::Nothing,
            entries: entries.map(|change| Entry::of(report, change)).collect(),
        }
    });
    sections
        .filter(|section| !section.entries.is_empty())
        .collect()
}
