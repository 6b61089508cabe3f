//! `approvals.yaml` against the changes that there are: who let what pass, and which entries are of no use.
//!
//! An entry that is stale, expired, incomplete or about something else approves nothing, and is a fault itself: a list
//! that is not exact would sooner or later let pass what nobody looked at.
//!
//! An entry that the base holds is spent: what it let pass is in the base. It approves nothing again, and is no fault
//! either, so that it may stay until a release empties the file.

use super::finding::Finding;
use super::report::{Approval as Given, Change, Location};
use crate::source::Span;
use crate::spec::Approval;
use crate::spec::decode::Text;
use jiff::civil::Date;

/// Rules about what a branch as a whole has to bring, whichever of its commits does: a version that is high enough,
/// approvals that hold, tombstones that are true. They can only be mended.
pub const OF_THE_BRANCH: &[&str] = &[
    "version-bump-insufficient",
    "approval-stale",
    "approval-expired",
    "approval-incomplete",
    "approval-mismatch",
    "tombstone-missing",
    "tombstone-wrong",
];

/// The others whose findings can only be mended: what the audit does not understand, and what was released.
const BEYOND_APPROVAL: &[&str] = &["unclassified-change", "version-decreased"];

/// Whether an entry of `approvals.yaml` could let the change pass.
pub fn is_approvable(change: &Change) -> bool {
    is_approvable_rule(&change.rule)
}

/// Whether an entry of `approvals.yaml` could let pass what the rule claims.
pub fn is_approvable_rule(rule: &str) -> bool {
    !OF_THE_BRANCH.contains(&rule) && !BEYOND_APPROVAL.contains(&rule)
}

/// Attaches each approval to its change. What is wrong with the others comes back as changes of their own.
///
/// `spent` are the approvals of the base, `as_of` is the day that is compared with `expires`, `place` tells where an
/// entry stands.
pub fn attach(
    changes: &mut [Change],
    (spent, approvals): (&[Approval], &[Approval]),
    as_of: Date,
    place: &dyn Fn(Span) -> Location,
) -> Vec<Change> {
    let mut faults = Vec::new();
    for approval in approvals {
        if spent.iter().any(|other| says_the_same(other, approval)) {
            continue;
        }
        let found = changes
            .iter()
            .position(|change| change.id == approval.change.value.0 && is_approvable(change));
        let judged = match found.and_then(|at| changes.get_mut(at)) {
            Some(change) => judge(approval, change, as_of).map(|given| {
                change.approval = Some(given);
            }),
            None => Err(complete(approval)
                .err()
                .unwrap_or_else(|| stale(approval, changes))),
        };
        match judged {
            Ok(()) => {}
            Err(fault) => faults.push(
                Finding {
                    rule: fault.rule,
                    subject: format!("approvals.{}", approval.change.value.0),
                    kind: "approval",
                    message: fault.message,
                    help: fault.help,
                    place: Some(place(approval.change.span)),
                }
                .into_change(),
            ),
        }
    }
    faults
}

/// Whether an entry is the other one. One that was edited has been decided anew.
fn says_the_same(one: &Approval, other: &Approval) -> bool {
    let texts = |it: &Approval| {
        let texts = [&it.rule, &it.subject, &it.reason, &it.owner, &it.issue];
        texts.map(|text| word(text).map(str::to_owned))
    };
    one.change.value == other.change.value
        && one.expires.value == other.expires.value
        && texts(one) == texts(other)
}

/// Why an entry approves nothing.
struct Fault {
    rule: &'static str,
    message: String,
    help: String,
}

impl Fault {
    fn new(rule: &'static str, message: String, help: impl Into<String>) -> Self {
        Self {
            rule,
            message,
            help: help.into(),
        }
    }
}

/// What an entry says of the change that has its id.
fn judge(approval: &Approval, change: &Change, as_of: Date) -> Result<Given, Fault> {
    complete(approval)?;
    let id = &change.id;
    let repeated = [
        ("rule", &approval.rule, &change.rule),
        ("subject", &approval.subject, &change.subject),
    ];
    for (key, said, is) in repeated {
        let said = word(said).unwrap_or_default();
        if said != is {
            return Err(Fault::new(
                "approval-mismatch",
                format!("the approval of `{id}` says `{key}: {said}`, and the change has `{is}`"),
                "Copy the id, the rule and the subject from the same change.",
            ));
        }
    }
    let expires = approval.expires.value;
    if expires < as_of {
        return Err(Fault::new(
            "approval-expired",
            format!("the approval of `{id}` expired on {expires}"),
            "Decide anew: undo the change and remove the entry, or give the entry another day.",
        ));
    }
    let owned = |text: &Option<Text>| word(text).unwrap_or_default().to_owned();
    Ok(Given {
        reason: owned(&approval.reason),
        owner: owned(&approval.owner),
        issue: word(&approval.issue).map(str::to_owned),
        expires: Some(expires.to_string()),
    })
}

fn complete(approval: &Approval) -> Result<(), Fault> {
    let keys = [
        ("rule", &approval.rule),
        ("subject", &approval.subject),
        ("reason", &approval.reason),
        ("owner", &approval.owner),
    ];
    let lacking: Vec<_> = keys
        .iter()
        .filter(|(_, text)| word(text).is_none())
        .map(|(key, _)| format!("`{key}`"))
        .collect();
    if lacking.is_empty() {
        return Ok(());
    }
    Err(Fault::new(
        "approval-incomplete",
        format!(
            "the approval of `{}` lacks {}",
            approval.change.value.0,
            lacking.join(", ")
        ),
        "Fill in what is missing: without a reason and an owner nobody has approved anything.",
    ))
}

fn stale(approval: &Approval, changes: &[Change]) -> Fault {
    let near = changes.iter().find(|change| {
        is_approvable(change)
            && word(&approval.subject) == Some(change.subject.as_str())
            && word(&approval.rule) == Some(change.rule.as_str())
    });
    Fault::new(
        "approval-stale",
        format!(
            "no change that can be approved has the id `{}`",
            approval.change.value.0
        ),
        match near {
            Some(change) => format!(
                "The change of this rule and subject now has the id `{}`, since its old or new value is another one. \
                 Approve that anew, or remove the entry.",
                change.id
            ),
            None => "Remove the entry: what it let pass is no longer there.".to_owned(),
        },
    )
}

/// A text that says something.
fn word(text: &Option<Text>) -> Option<&str> {
    let text = text.as_ref()?.value.trim();
    (!text.is_empty()).then_some(text)
}
