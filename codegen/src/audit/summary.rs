//! Builds a report from changes: their order, the counts, the required version and the verdict.

use super::approvals::UNCLASSIFIED;
use super::classify::{Context, version_location, versions};
use super::report::{
    Bump, Change, Class, Counts, Locations, Policy, Report, Revision, SCHEMA, Verdict, VersionCheck,
};
use super::{State, diff_and_overdue, version};

/// Reports the changes between two states. If the caller adds approvals or Rust items to the report, it must call
/// [`update_summary`] afterwards.
pub fn build_report(
    (base, base_revision): (&State<'_>, Revision),
    (head, head_revision): (&State<'_>, Revision),
    context: &Context<'_>,
) -> Report {
    let mut report = Report {
        schema: SCHEMA,
        base: base_revision,
        head: head_revision,
        as_of: context.as_of,
        required_bump: Bump::None,
        base_is_listed: false,
        of_documents: false,
        version: VersionCheck {
            base: base.version().to_owned(),
            head: head.version().to_owned(),
            location: Locations {
                base: version_location(&base.facts, base.sources),
                head: version_location(&head.facts, head.sources),
            },
            ..VersionCheck::default()
        },
        verdict: Verdict::default(),
        counts: Counts::default(),
        changes: diff_and_overdue(base, head, context),
    };
    update_summary(&mut report, context);
    report
}

/// Recomputes what follows from the changes: their order, the counts, the required version and the verdict.
pub fn update_summary(report: &mut Report, context: &Context<'_>) {
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

/// The largest version increment that a change requires.
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
        let is_approved = change.approval.is_some();
        counts.approved += usize::from(is_approved);
        counts.approved_breaking += usize::from(is_approved && change.affects_callers());
        counts.warnings += usize::from(change.policy == Policy::Warning);
    }
    counts
}

fn verdict(changes: &[Change]) -> Verdict {
    if changes.iter().any(|change| change.rule == UNCLASSIFIED) {
        Verdict::Unclassified
    } else if changes.iter().any(Change::blocks) {
        Verdict::Violation
    } else {
        Verdict::Pass
    }
}
