//! The head of a report: verdict, version, and the compared revisions.

use super::category::{Category, counts};
use super::{Mark, is_overdue};
use crate::audit::approvals::is_approvable;
use crate::audit::render::words::count;
use crate::audit::report::{Bump, Change, Counts, Origin, Policy, Report, Revision, Verdict};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The head of a report.
pub(in crate::audit::render) struct Head<'a> {
    pub(in crate::audit::render) mark: Mark,
    pub(in crate::audit::render) verdict: String,
    /// Whether the branch approves changes.
    pub(in crate::audit::render) has_approvals: bool,
    pub(in crate::audit::render) version: Version<'a>,
    pub(in crate::audit::render) base: String,
    pub(in crate::audit::render) head: String,
    pub(in crate::audit::render) as_of: Date,
    /// Numbers of changes and Rust items.
    pub(in crate::audit::render) size: String,
    /// Whether spec edits or the generator made the changes.
    pub(in crate::audit::render) origin: String,
    /// Number of elements past their end of life, which are not changes.
    pub(in crate::audit::render) overdue: usize,
    pub(in crate::audit::render) counts: BTreeMap<Category, usize>,
    /// Numbers of approved changes, and of other changes to review.
    pub(in crate::audit::render) attention: [String; 2],
}

/// Statement about the version, in three parts, so that a renderer can emphasize the number.
pub(in crate::audit::render) struct Version<'a> {
    pub(in crate::audit::render) lead: &'static str,
    pub(in crate::audit::render) number: &'a str,
    pub(in crate::audit::render) rest: String,
    pub(in crate::audit::render) is_sufficient: bool,
}

impl<'a> Head<'a> {
    pub(super) fn of(report: &'a Report) -> Self {
        let (overdue, changed): (Vec<_>, Vec<_>) =
            report.changes.iter().partition(|change| is_overdue(change));
        Self {
            mark: match report.verdict {
                Verdict::Violation | Verdict::Unclassified => Mark::Blocks,
                Verdict::Pass if report.counts.approved > 0 => Mark::Caution,
                Verdict::Pass => Mark::Allowed,
            },
            verdict: verdict(report, &changed),
            has_approvals: report.counts.approved > 0,
            version: version(report),
            base: revision(&report.base),
            head: revision(&report.head),
            as_of: report.as_of,
            size: size(&changed),
            origin: origin(report, &changed),
            overdue: overdue.len(),
            counts: counts(changed.iter().copied()),
            attention: attention(&changed),
        }
    }

    /// Whether anything changed.
    pub(in crate::audit::render) fn has_changes(&self) -> bool {
        !self.counts.is_empty()
    }
}

/// The verdict in a few words.
fn verdict(report: &Report, changed: &[&Change]) -> String {
    if report.of_documents && report.verdict != Verdict::Unclassified {
        let breaking = changed.iter().filter(|change| change.blocks()).count();
        return match (changed.len(), breaking) {
            (0, _) => "no changes".to_owned(),
            (_, 0) => "no breaking changes".to_owned(),
            (_, breaking) => count(breaking, "breaking change"),
        };
    }
    let blocking = report.changes.iter().filter(|change| change.blocks());
    let (approvable, others): (Vec<_>, Vec<_>) = blocking.partition(|it| is_approvable(it));
    let need_approval = match approvable.len() {
        1 => "1 change needs approval".to_owned(),
        number => format!("{number} changes need approval"),
    };
    let approved = approved(&report.counts);
    let verdict = match (report.verdict, approvable.len(), others.len()) {
        (Verdict::Unclassified, ..) => "no rule covers a change".to_owned(),
        (Verdict::Pass, ..) if changed.is_empty() => "no changes".to_owned(),
        (Verdict::Pass, ..) => match approved {
            Some(approved) => return approved,
            None => "no approval needed".to_owned(),
        },
        (Verdict::Violation, 0, 0) if !report.version.sufficient => {
            "the version is too low".to_owned()
        }
        (Verdict::Violation, 0, 0) => "policy violation".to_owned(),
        (Verdict::Violation, 0, others) => format!("{} must be fixed", count(others, "change")),
        (Verdict::Violation, _, 0) => need_approval,
        (Verdict::Violation, _, others) => format!("{need_approval}, {others} must be fixed"),
    };
    let parts: Vec<_> = [verdict].into_iter().chain(approved).collect();
    parts.join(", ")
}

/// The number of changes that the branch approves itself, so that a passing check does not hide them.
fn approved(counts: &Counts) -> Option<String> {
    let breaking = "breaking or silent change";
    let approved = match (counts.approved_breaking, counts.approved) {
        (_, 0) => return None,
        (0, all) => count(all, "change"),
        (all, number) if all == number => count(all, breaking),
        (some, all) => format!(
            "{} and {}",
            count(some, breaking),
            count(all - some, "other")
        ),
    };
    Some(format!("{approved} approved on this branch"))
}

fn version(report: &Report) -> Version<'_> {
    let version = &report.version;
    if report.of_documents {
        let (lead, number, rest) = match report.required_bump {
            Bump::None => ("clients need", "no", "new version"),
            Bump::Patch => ("clients need a new", "patch", "version"),
            Bump::Minor => ("clients need a new", "minor", "version"),
            Bump::Major => ("clients need a new", "major", "version"),
        };
        return Version {
            lead,
            number,
            rest: rest.to_owned(),
            is_sufficient: true,
        };
    }
    let (lead, number, rest) = if is_listing(report) {
        let rest = "cannot be checked: the version of the base is unknown".to_owned();
        ("version", &version.head, rest)
    } else if !version.sufficient {
        let rest = format!("(currently {})", version.head);
        ("next version must be", &version.required, rest)
    } else if report.required_bump == Bump::None {
        let rest = "is sufficient; no new version is required".to_owned();
        ("version", &version.head, rest)
    } else {
        let rest = format!("is sufficient; the minimum is {}", version.required);
        ("version", &version.head, rest)
    };
    Version {
        lead,
        number,
        rest,
        is_sufficient: version.sufficient,
    }
}

/// Whether the base spec could not be parsed, so that its wire listing was compared.
fn is_listing(report: &Report) -> bool {
    report.version.base.is_empty()
}

fn origin(report: &Report, changed: &[&Change]) -> String {
    let of = |origin| changed.iter().filter(|it| it.origin == origin).count();
    if report.of_documents {
        return "compared as imported specs".to_owned();
    }
    if is_listing(report) {
        return "the base spec cannot be read; its wire listing was compared instead, which has no docs, Rust names or version"
            .to_owned();
    }
    match (of(Origin::Spec), of(Origin::Generator)) {
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

fn size(changed: &[&Change]) -> String {
    let items = changed.iter().map(|change| change.rust.items.len()).sum();
    format!(
        "{}, {}",
        count(changed.len(), "change"),
        count(items, "Rust item")
    )
}

fn attention(changed: &[&Change]) -> [String; 2] {
    let number = |is: fn(&Change) -> bool| changed.iter().filter(|change| is(change)).count();
    let approved = number(|change| change.approval.is_some());
    let to_review =
        number(|change| change.policy == Policy::Warning || change.may_behave_differently());
    [
        format!("{approved} approved"),
        format!("{to_review} to review"),
    ]
}

/// Name of a revision, with the start of its commit.
fn revision(revision: &Revision) -> String {
    let name = &revision.name;
    match &revision.sha {
        Some(sha) => format!("{name}@{}", sha.chars().take(7).collect::<String>()),
        None => name.clone(),
    }
}
