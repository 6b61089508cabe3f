//! Changes that follow from a rule alone, and not from a delta.

use super::lifecycle::lifecycle;
use super::severity::Severity;
use super::template::{Placeholders, kind_word};
use super::{Context, Sides};
use crate::audit::facts::Kind;
use crate::audit::identity::change_id;
use crate::audit::reach::Operations;
use crate::audit::report::{Change, Elements, Extent, Locations, Origin, Rust, Wire};
use crate::audit::subject::Subject;

/// A rule that applies to an element.
pub(super) struct Entry {
    pub(super) rule: &'static str,
    pub(super) subject: Subject,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
}

/// The change of an entry, with the location, operations and deprecation of its element.
pub(super) fn entry(sides: &Sides<'_>, context: &Context<'_>, entry: &Entry) -> Option<Change> {
    let subject = &entry.subject;
    let values = (entry.old.clone(), entry.new.clone());
    let kind = kind_word(kind_of(sides, subject));
    let change = new_change(context, entry.rule, (subject, kind), values)?;
    let operations = sides.head_reach.of_element(sides.head, subject);
    let by_errors = sides.head_reach.by_errors(sides.head, subject);
    Some(Change {
        affected_operations: existing(sides, operations),
        affected_by_errors: existing(sides, by_errors),
        location: Locations {
            base: Sides::location(sides.base, sides.base_sources, subject),
            head: Sides::location(sides.head, sides.head_sources, subject),
        },
        lifecycle: lifecycle(sides, subject),
        ..change
    })
}

/// The change of a rule that concerns no element.
pub(super) fn of_rule(
    context: &Context<'_>,
    rule: &str,
    subject: &Subject,
    values: (Option<String>, Option<String>),
) -> Option<Change> {
    new_change(context, rule, (subject, kind_word(None)), values)
}

fn new_change(
    context: &Context<'_>,
    rule: &str,
    (subject, kind): (&Subject, &'static str),
    (old, new): (Option<String>, Option<String>),
) -> Option<Change> {
    let rule = context.rules.get(rule)?;
    let severity = Severity::stated(rule);
    let placeholders = Placeholders {
        subject,
        kind,
        direction: rule.direction,
        aspect: None,
        old: old.as_deref(),
        new: new.as_deref(),
        rust: (None, None),
    };
    let message = placeholders.fill(&rule.message);
    let migration = placeholders.fill(&rule.migration);
    Some(Change {
        id: id(&rule.id, subject, (old.clone(), new.clone())),
        rule: rule.id.clone(),
        also: Vec::new(),
        class: severity.class(),
        policy: severity.policy,
        bump: severity.bump,
        subject: subject.to_string(),
        kind: kind.to_owned(),
        direction: rule.direction,
        wire: Wire {
            old,
            new,
            ..Wire::uniform(severity.wire, rule.direction)
        },
        rust: Rust {
            severity: severity.rust,
            items: Vec::new(),
        },
        origin: Origin::Spec,
        affected_operations: Vec::new(),
        affected_by_errors: Vec::new(),
        location: Locations::default(),
        lifecycle: None,
        approval: None,
        message,
        remarks: Vec::new(),
        migration,
        members: Vec::new(),
        elements: Elements {
            subject: Some(subject.clone()),
            others: Vec::new(),
            extent: Extent::Aspects,
        },
    })
}

/// The operations that exist in the base. New ones have no callers yet.
pub(super) fn existing(sides: &Sides<'_>, operations: Operations) -> Vec<String> {
    let is_old = |id: &String| Subject::parse(id).is_some_and(|it| sides.base.get(&it).is_some());
    operations.into_iter().filter(is_old).collect()
}

/// Kind of an element on either side.
pub(super) fn kind_of(sides: &Sides<'_>, subject: &Subject) -> Option<Kind> {
    let element = sides.head.get(subject).or_else(|| sides.base.get(subject));
    element.map(|it| it.kind)
}

/// Id of a change.
pub(super) fn id(
    rule: &str,
    subject: &Subject,
    (old, new): (Option<String>, Option<String>),
) -> String {
    change_id(rule, &subject.to_string(), old.as_deref(), new.as_deref())
}
