//! From changes to a report: counts, versions, verdict.

use super::classify::{Context, version_place, versions};
use super::report::{
    Bump, Change, Class, Counts, Locations, Policy, Report, Revision, SCHEMA, Verdict, VersionCheck,
};
use super::{State, diff, overdue, version};

/// The report on how one state differs from another. Approvals, and items of the crate, are filled in by the caller,
/// who then calls [`settle`].
pub fn assemble(
    (base, base_name): (&State<'_>, Revision),
    (head, head_name): (&State<'_>, Revision),
    context: &Context<'_>,
) -> Report {
    let mut changes = diff(base, head, context);
    changes.extend(overdue(base, head, context));
    let mut report = Report {
        schema: SCHEMA,
        base: base_name,
        head: head_name,
        as_of: context.as_of,
        required_bump: Bump::None,
        base_is_listed: false,
        version: VersionCheck {
            base: base.version().to_owned(),
            head: head.version().to_owned(),
            location: Locations {
                base: version_place(&base.facts, base.sources),
                head: version_place(&head.facts, head.sources),
            },
            ..VersionCheck::default()
        },
        verdict: Verdict::default(),
        counts: Counts::default(),
        changes,
    };
    settle(&mut report, context);
    report
}

/// Works out what follows from the changes: order, counts, the version that they need, and the verdict.
pub fn settle(report: &mut Report, context: &Context<'_>) {
    report
        .changes
        .retain(|change| !versions::RULES.contains(&change.rule.as_str()));
    report.required_bump = required_bump(&report.changes);
    report.version = VersionCheck {
        location: report.version.location.clone(),
        ..version::check(
            &report.version.base,
            &report.version.head,
            report.required_bump,
        )
    };
    report
        .changes
        .extend(versions::changes(&report.version, context));
    super::classify::sort(&mut report.changes);
    report.counts = counts(&report.changes);
    report.verdict = verdict(&report.changes);
}

/// The least step of the version that the changes allow.
pub fn required_bump(changes: &[Change]) -> Bump {
    let bumps = changes.iter().map(|change| change.bump);
    bumps.max().unwrap_or_default()
}

fn counts(changes: &[Change]) -> Counts {
    let mut counts = Counts::default();
    for change in changes {
        match change.class {
            Class::PolicyError => counts.policy_error += 1,
            Class::Silent => counts.silent += 1,
            Class::Breaking => counts.breaking += 1,
            Class::Deprecation => counts.deprecation += 1,
            Class::Additive => counts.additive += 1,
            Class::Docs => counts.docs += 1,
        }
        counts.approved += usize::from(change.approval.is_some());
        counts.warnings += usize::from(change.policy == Policy::Warning);
    }
    counts
}

/// What is not understood cannot be approved; what is silent, breaking or against the policy has to be.
fn verdict(changes: &[Change]) -> Verdict {
    if changes
        .iter()
        .any(|change| change.rule == "unclassified-change")
    {
        return Verdict::Unclassified;
    }
    if changes.iter().any(Change::blocks) {
        Verdict::Violation
    } else {
        Verdict::Pass
    }
}
