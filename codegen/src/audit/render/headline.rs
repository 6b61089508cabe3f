//! What a report says at its top: verdict, version, and what was compared.

use super::sections::is_standing;
use super::words::count;
use crate::audit::approvals::is_approvable;
use crate::audit::report::{Bump, Cause, Change, Policy, Report, Revision, Verdict};

/// Whether all may go in.
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
        (Verdict::Unclassified, ..) => "something differs that no rule claims".to_owned(),
        (Verdict::Pass, ..) if changed(report).next().is_none() => "nothing changed".to_owned(),
        (Verdict::Pass, ..) => "nothing stands against it".to_owned(),
        (Verdict::Violation, 0, 0) if !report.version.sufficient => {
            "the version is too low".to_owned()
        }
        (Verdict::Violation, 0, 0) => "a policy is violated".to_owned(),
        (Verdict::Violation, 0, mended) => format!("{} must be mended", count(mended, "change")),
        (Verdict::Violation, _, 0) => format!("{open_changes} {needs} approval"),
        (Verdict::Violation, _, mended) => {
            format!("{open_changes} {needs} approval, {mended} must be mended")
        }
    }
}

/// What is said about the version.
pub(super) struct Version<'a> {
    /// Words before the number.
    pub(super) lead: &'static str,
    /// The number.
    pub(super) number: &'a str,
    /// Words behind it.
    pub(super) rest: String,
}

/// Which version the changes need.
pub(super) fn version(report: &Report) -> Version<'_> {
    let version = &report.version;
    if is_known_by_its_listing(report) {
        return Version {
            lead: "version",
            number: &version.head,
            rest: "cannot be judged, since that of the base is not known".to_owned(),
        };
    }
    if version.sufficient {
        let rest = match report.required_bump {
            Bump::None => "is enough, no new one is needed".to_owned(),
            Bump::Patch | Bump::Minor | Bump::Major => {
                format!("is enough, {} or later is needed", version.required)
            }
        };
        Version {
            lead: "version",
            number: &version.head,
            rest,
        }
    } else {
        let rest = format!("(is {})", version.head);
        Version {
            lead: "next version must be",
            number: &version.required,
            rest,
        }
    }
}

/// Whether the base's spec could not be read, so that the listing of what travels stood in for it.
fn is_known_by_its_listing(report: &Report) -> bool {
    report.version.base.is_empty()
}

/// What made the changes.
pub(super) fn causes(report: &Report) -> String {
    let of = |cause| {
        changed(report)
            .filter(|change| change.cause == cause)
            .count()
    };
    if is_known_by_its_listing(report) {
        return "the base's spec cannot be read, so its listing was compared, which has no docs, no names in Rust and no \
                version"
            .to_owned();
    }
    match (of(Cause::Spec), of(Cause::Generator)) {
        (_, 0) if !report.base_is_listed => {
            "the base has no listing of the crate, so what the generator changed is not known"
                .to_owned()
        }
        (0, 0) => "spec and generator unchanged".to_owned(),
        (_, 0) => "all from the spec, generator unchanged".to_owned(),
        (spec, generator) => {
            format!("{spec} from the spec, {generator} from the generator")
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

/// All but what only stands as it stood.
pub(super) fn changed(report: &Report) -> impl Iterator<Item = &Change> {
    report.changes.iter().filter(|change| !is_standing(change))
}

/// How many deprecations are past their end of life, and nobody touched them.
pub(super) fn standing(report: &Report) -> usize {
    let changes = report.changes.iter();
    changes.filter(|change| is_standing(change)).count()
}

/// How many of the changes are approved, and how many a reviewer has to look at although the policy lets them pass.
pub(super) fn attention(report: &Report) -> [String; 2] {
    let number = |is: fn(&Change) -> bool| changed(report).filter(|change| is(change)).count();
    [
        format!("{} approved", number(|change| change.approval.is_some())),
        format!(
            "{} to look at",
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
