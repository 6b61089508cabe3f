//! Entries that say what their rule says.

use super::affected::operations;
use super::lifecycle::lifecycle;
use super::message::{Words, kind};
use super::severity::Severity;
use super::{Context, Sides};
use crate::audit::facts::Kind;
use crate::audit::identity::change_id;
use crate::audit::report::{Cause as MadeBy, Change, Locations, Rust, Wire};
use crate::audit::subject::Subject;

/// A finding that no difference leads to.
pub(super) struct Entry {
    pub(super) rule: &'static str,
    pub(super) subject: Subject,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
}

/// The entry of a finding.
pub(super) fn entry(sides: &Sides<'_>, context: &Context<'_>, entry: &Entry) -> Option<Change> {
    let subject = &entry.subject;
    let values = (entry.old.clone(), entry.new.clone());
    let of_kind = kind(kind_of(sides, subject));
    let change = worded(context, entry.rule, (subject, of_kind), values)?;
    let affected = operations(sides.head, &sides.head_reach, subject);
    Some(Change {
        affected_operations: affected.into_iter().collect(),
        location: Locations {
            base: Sides::place(sides.base, sides.base_sources, subject),
            head: Sides::place(sides.head, sides.head_sources, subject),
        },
        lifecycle: lifecycle(sides, subject),
        ..change
    })
}

/// An entry that says what its rule says.
pub(super) fn plain(
    context: &Context<'_>,
    rule: &str,
    subject: &Subject,
    values: (Option<String>, Option<String>),
) -> Option<Change> {
    worded(context, rule, (subject, kind(None)), values)
}

fn worded(
    context: &Context<'_>,
    rule: &str,
    (subject, kind): (&Subject, &'static str),
    (old, new): (Option<String>, Option<String>),
) -> Option<Change> {
    let rule = context.rules.get(rule)?;
    let severity = Severity::stated(rule);
    let words = Words {
        subject,
        kind,
        aspect: None,
        old: old.as_deref(),
        new: new.as_deref(),
        rust: (None, None),
    };
    let (message, migration) = (words.fill(&rule.message), words.fill(&rule.migration));
    Some(Change {
        id: id(&rule.id, subject, (old.clone(), new.clone())),
        rule: rule.id.clone(),
        also: Vec::new(),
        class: severity.class(),
        policy: severity.policy,
        bump: severity.bump,
        subject: subject.to_string(),
        kind: words.kind.to_owned(),
        direction: rule.direction,
        wire: Wire {
            severity: severity.wire,
            aspect: None,
            old,
            new,
        },
        rust: Rust {
            severity: severity.rust,
            items: Vec::new(),
        },
        cause: MadeBy::Spec,
        affected_operations: Vec::new(),
        location: Locations::default(),
        lifecycle: None,
        approval: None,
        message,
        remarks: Vec::new(),
        migration,
        members: Vec::new(),
    })
}

pub(super) fn kind_of(sides: &Sides<'_>, subject: &Subject) -> Option<Kind> {
    let element = sides.head.get(subject).or_else(|| sides.base.get(subject));
    element.map(|it| it.kind)
}

/// The name by which a change is approved.
pub(super) fn id(
    rule: &str,
    subject: &Subject,
    (old, new): (Option<String>, Option<String>),
) -> String {
    change_id(rule, &subject.to_string(), old.as_deref(), new.as_deref())
}
