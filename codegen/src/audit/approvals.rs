//! Matches the entries of `approvals.yaml` with the changes that they approve.
//!
//! A stale, expired, incomplete or mismatched entry approves nothing and is a violation itself: otherwise a leftover entry
//! could cover a change that was never reviewed.
//!
//! An entry of the default branch is spent: the change that it approved has been merged. It approves nothing, but it is not a
//! violation, so it can stay until the next release empties the file. If the base is an earlier commit of the same branch,
//! its other entries still approve changes, and those without a change belong to that commit.

use super::report::{Approval as Attached, Change, Location};
use super::violation::Violation;
use crate::source::Span;
use crate::spec::Approval;
use crate::spec::decode::Text;
use jiff::civil::Date;

/// Rules about a branch as a whole: the version, approvals and tombstones. Violations must be fixed, by any commit of the
/// branch.
pub const BRANCH_RULES: &[&str] = &[
    "version-bump-insufficient",
    "approval-stale",
    "approval-expired",
    "approval-incomplete",
    "approval-mismatch",
    "tombstone-missing",
    "tombstone-wrong",
];

/// Rule of a change that no other rule covers.
pub(super) const UNCLASSIFIED: &str = "unclassified-change";

/// Other rules whose violations must be fixed.
const NOT_APPROVABLE: &[&str] = &[UNCLASSIFIED, "version-decreased"];

/// Whether the change can be approved. Other changes must be fixed.
pub fn is_approvable(change: &Change) -> bool {
    is_approvable_rule(&change.rule)
}

/// Whether changes under the rule can be approved.
pub fn is_approvable_rule(rule: &str) -> bool {
    !BRANCH_RULES.contains(&rule) && !NOT_APPROVABLE.contains(&rule)
}

/// Entries of `approvals.yaml` in several states.
#[derive(Debug, Clone, Copy)]
pub struct Entries<'a> {
    /// Entries of the base.
    pub base: &'a [Approval],
    /// Entries of the default branch where the branch started: those of the base, unless the base is on the branch.
    pub spent: &'a [Approval],
    /// Entries of the head.
    pub head: &'a [Approval],
}

/// Attaches each approval to its change, and returns a violation for each entry that approves nothing.
///
/// `as_of` is compared with `expires`, and `locate` finds the line of an entry.
pub fn attach(
    changes: &mut [Change],
    entries: &Entries<'_>,
    as_of: Date,
    locate: &dyn Fn(Span) -> Location,
) -> Vec<Change> {
    let mut violations = Vec::new();
    let contains = |list: &[Approval], entry| list.iter().any(|other| is_same(other, entry));
    for approval in entries.head {
        if contains(entries.spent, approval) {
            continue;
        }
        let id = &approval.change.value.0;
        let found = changes
            .iter()
            .position(|change| change.id == *id && is_approvable(change));
        let checked = match found.and_then(|at| changes.get_mut(at)) {
            Some(change) => check(approval, change, as_of).map(|attached| {
                change.approval = Some(attached);
            }),
            None if contains(entries.base, approval) => continue,
            None => complete(approval).and_then(|()| Err(stale(approval, changes))),
        };
        if let Err(problem) = checked {
            let violation = Violation {
                rule: problem.rule,
                subject: format!("approvals.{id}"),
                kind: "approval",
                message: problem.message,
                help: problem.help,
                location: Some(locate(approval.change.span)),
            };
            violations.push(violation.into_change());
        }
    }
    violations
}

/// Whether two entries have the same content. An edited entry counts as a new decision.
fn is_same(one: &Approval, other: &Approval) -> bool {
    let texts = |it: &Approval| {
        let texts = [&it.rule, &it.subject, &it.reason, &it.owner, &it.issue];
        texts.map(|text| filled(text).map(str::to_owned))
    };
    one.change.value == other.change.value
        && one.expires.value == other.expires.value
        && texts(one) == texts(other)
}

/// Why an entry approves nothing.
struct Problem {
    rule: &'static str,
    message: String,
    help: String,
}

impl Problem {
    fn new(rule: &'static str, message: String, help: impl Into<String>) -> Self {
        Self {
            rule,
            message,
            help: help.into(),
        }
    }
}

/// Checks an entry against the change with its id.
fn check(approval: &Approval, change: &Change, as_of: Date) -> Result<Attached, Problem> {
    complete(approval)?;
    let id = &change.id;
    let repeated = [
        ("rule", &approval.rule, &change.rule),
        ("subject", &approval.subject, &change.subject),
    ];
    for (key, text, expected) in repeated {
        let found = filled(text).unwrap_or_default();
        if found != expected {
            return Err(Problem::new(
                "approval-mismatch",
                format!(
                    "the approval of `{id}` has `{key}: {found}`, but the change has `{expected}`"
                ),
                "Copy `change`, `rule` and `subject` from the same change.",
            ));
        }
    }
    let expires = approval.expires.value;
    if expires < as_of {
        return Err(Problem::new(
            "approval-expired",
            format!("the approval of `{id}` expired on {expires}"),
            "Undo the change and remove the entry, or review the change again and set a later `expires`.",
        ));
    }
    let owned = |text: &Option<Text>| filled(text).unwrap_or_default().to_owned();
    Ok(Attached {
        reason: owned(&approval.reason),
        owner: owned(&approval.owner),
        issue: filled(&approval.issue).map(str::to_owned),
        expires: Some(expires.to_string()),
    })
}

fn complete(approval: &Approval) -> Result<(), Problem> {
    let keys = [
        ("rule", &approval.rule),
        ("subject", &approval.subject),
        ("reason", &approval.reason),
        ("owner", &approval.owner),
    ];
    let missing: Vec<_> = keys
        .iter()
        .filter(|(_, text)| filled(text).is_none())
        .map(|(key, _)| format!("`{key}`"))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Problem::new(
        "approval-incomplete",
        format!(
            "the approval of `{}` has no {}",
            approval.change.value.0,
            missing.join(", ")
        ),
        "Add the missing keys. Every approval needs a reason and an owner.",
    ))
}

fn stale(approval: &Approval, changes: &[Change]) -> Problem {
    let successor = changes.iter().find(|change| {
        is_approvable(change)
            && filled(&approval.subject) == Some(change.subject.as_str())
            && filled(&approval.rule) == Some(change.rule.as_str())
    });
    Problem::new(
        "approval-stale",
        format!(
            "no approvable change has the id `{}`",
            approval.change.value.0
        ),
        match successor {
            Some(change) => format!(
                "The change with this rule and subject now has the id `{}`, because its old or new value changed. \
                 Approve that change, or remove the entry.",
                change.id
            ),
            None => "Remove the entry. The change that it approved no longer exists.".to_owned(),
        },
    )
}

/// The text, unless it is blank.
fn filled(text: &Option<Text>) -> Option<&str> {
    let text = text.as_ref()?.value.trim();
    (!text.is_empty()).then_some(text)
}
