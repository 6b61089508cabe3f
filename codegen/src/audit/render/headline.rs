//! The head of a report: verdict, version, and the compared revisions.

use super::sections::is_standing;
use super::words::count;
use crate::audit::approvals::is_approvable;
use crate::audit::report::{Bump, Cause, Change, Policy, Report, Revision, Verdict};

/// Whether the report has no blocking change.
pub(super) fn passes(report: &Report) -> bool {
    report.verdict == Verdict::Pass
}

/// The verdict in a few words.
pub(super) fn verdict(report: &Report) -> String {
    let blocking = report.changes.iter().filter(|change| change.blocks());
    let (approvable, others): (Vec<_>, Vec<_>) = blocking.partition(|it| is_approvable(it));
    let open = approvable.len();
    let needs = if open == 1 { "needs" } else { "need" };
    let open_changes = count(open, "change");
    match (report.verdict, open, others.len()) {
        (Verdict::Unclassified, ..) => "a change is not covered by any rule".to_owned(),
        (Verdict::Pass, ..) if changed(report).next().is_none() => "no changes".to_owned(),
        (Verdict::Pass, ..) => "no approval needed".to_owned(),
        (Verdict::Violation, 0, 0) if !report.version.sufficient => {
            "the version is too low".to_owned()
        }
        (Verdict::Violation, 0, 0) => "policy violation".to_owned(),
        (Verdict::Violation, 0, unapprovable) => {
            format!("{} must be fixed", count(unapprovable, "change"))
        }
        (Verdict::Violation, _, 0) => format!("{open_changes} {needs} approval"),
        (Verdict::Violation, _, unapprovable) => {
            format!("{open_changes} {needs} approval, {unapprovable} must be fixed")
        }
    }
}

/// The version statement of the head, in three parts so that a renderer can emphasize the number.
pub(super) struct Version<'a> {
    /// Words before the number.
    pub(super) lead: &'static str,
    /// The number.
    pub(super) number: &'a str,
    /// Words behind it.
    pub(super) rest: String,
}

/// The version that the changes require.
pub(super) fn version(report: &Report) -> Version<'_> {
    let version = &report.version;
    if is_known_by_its_listing(report) {
        return Version {
            lead: "version",
            number: &version.head,
            rest: "cannot be checked: the version of the base is unknown".to_owned(),
        };
    }
    if version.sufficient {
        let rest = match report.required_bump {
            Bump::None => "is sufficient; no new version is required".to_owned(),
            Bump::Patch | Bump::Minor | Bump::Major => {
                format!("is sufficient; the minimum is {}", version.required)
            }
        };
        Version {
            lead: "version",
            number: &version.head,
            rest,
        }
    } else {
        let rest = format!("(currently {})", version.head);
        Version {
            lead: "next version must be",
            number: &version.required,
            rest,
        }
    }
}

/// Whether the base spec could not be read, so that its wire listing was compared instead.
fn is_known_by_its_listing(report: &Report) -> bool {
    report.version.base.is_empty()
}

/// The origin of the changes: spec edits or the generator.
pub(super) fn causes(report: &Report) -> String {
    let of = |cause| {
        changed(report)
            .filter(|change| change.cause == cause)
            .count()
    };
    if is_known_by_its_listing(report) {
        return "the base spec cannot be read; its wire listing was compared instead, which has no docs, Rust names or version"
            .to_owned();
    }
    match (of(Cause::Spec), of(Cause::Generator)) {
        (_, 0) if !report.base_is_listed => {
            "the base has no crate listing, so changes made by the generator are unknown".to_owned()
        }
        (0, 0) => "spec and generator unchanged".to_owned(),
        (_, 0) => "all caused by spec edits, generator unchanged".to_owned(),
        (spec, generator) => {
            format!("{spec} caused by spec edits, {generator} by the generator")
        }
    }
}

/// How much changed.
pub(super) fn size(report: &Report) -> String {
    let changed: Vec<_> = changed(report).collect();
    let items = changed.iter().map(|change| change.rust.items.len()).sum();
    format!(
        "{}, {}",
        count(changed.len(), "change"),
        count(items, "Rust item")
    )
}

/// All changes except deprecations that are merely past end of life.
pub(super) fn changed(report: &Report) -> impl Iterator<Item = &Change> {
    report.changes.iter().filter(|change| !is_standing(change))
}

/// Number of unchanged deprecations past end of life.
pub(super) fn standing(report: &Report) -> usize {
    let changes = report.changes.iter();
    changes.filter(|change| is_standing(change)).count()
}

/// Numbers of approved changes, and of non-blocking changes that need a review.
pub(super) fn attention(report: &Report) -> [String; 2] {
    let number = |is: fn(&Change) -> bool| changed(report).filter(|change| is(change)).count();
    [
        format!("{} approved", number(|change| change.approval.is_some())),
        format!(
            "{} to review",
            number(|change| change.policy == Policy::Warning || change.may_behave_differently())
        ),
    ]
}

/// A state by its name, with the start of its commit.
pub(super) fn revision(revision: &Revision) -> String {
    let name = &revision.name;
    match &revision.sha {
        Some(sha) => format!("{name}@{}", sha.chars().take(7).collect::<String>()),
        None => name.clone(),
    }
}
