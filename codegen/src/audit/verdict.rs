//! Whether the changes may go in, and how many there are.

use super::report::{Change, Class, Counts, Policy, Verdict, WireSeverity};

/// Whether the changes may go in. Approvals must be attached before.
pub fn verdict(changes: &[Change]) -> Verdict {
    if changes
        .iter()
        .any(|change| change.rule == "unclassified-change")
    {
        Verdict::Unclassified
    } else if changes.iter().any(stands_against) {
        Verdict::Violation
    } else {
        Verdict::Pass
    }
}

/// Whether the change keeps the others from going in: it violates a policy or breaks callers, and nobody approved it.
///
/// What was announced and is over, whose wire severity is that of dates, needs no approval: callers were told.
pub fn stands_against(change: &Change) -> bool {
    let breaks = matches!(change.class, Class::Silent | Class::Breaking)
        && change.wire.severity != WireSeverity::Lifecycle;
    change.approval.is_none()
        && (change.policy == Policy::Error || change.class == Class::PolicyError || breaks)
}

/// How many changes there are.
pub fn counts(changes: &[Change]) -> Counts {
    let mut counts = Counts::default();
    for change in changes {
        *match change.class {
            Class::PolicyError => &mut counts.policy_error,
            Class::Silent => &mut counts.silent,
            Class::Breaking => &mut counts.breaking,
            Class::Deprecation => &mut counts.deprecation,
            Class::Additive => &mut counts.additive,
            Class::Docs => &mut counts.docs,
        } += 1;
        counts.approved += usize::from(change.approval.is_some());
        counts.warnings += usize::from(change.policy == Policy::Warning);
    }
    counts
}
