//! The message and the migration advice of a change.

use super::cause::Cause;
use super::entry::kind_of;
use super::lifecycle::Finding;
use super::rust_path::rust_path;
use super::severity::Severity;
use super::template::{Placeholders, kind_word};
use super::{Sides, advice};
use crate::audit::delta::Delta;
use crate::audit::facts::Aspect;
use crate::audit::rules::Rule;
use crate::audit::subject::Subject;
use std::collections::BTreeSet;
use std::mem::discriminant;

/// Message and migration advice of a change.
pub(super) struct Texts {
    pub(super) message: String,
    /// Parts of the message that come from policies.
    pub(super) remarks: Vec<String>,
    pub(super) migration: String,
}

impl Texts {
    pub(super) fn of(
        sides: &Sides<'_>,
        cause: &Cause<'_>,
        (first, aspect): (&Delta, Option<Aspect>),
        (rule, needs_migration): (&Rule, bool),
        policies: &[(&Rule, Finding)],
    ) -> Self {
        let old_path = rust_path(sides.base, &cause.subject);
        let new_path = rust_path(sides.head, &cause.subject);
        let placeholders = Placeholders {
            subject: &cause.subject,
            kind: kind_of_cause(sides, cause, first),
            aspect,
            old: cause.old.as_deref(),
            new: cause.new.as_deref(),
            rust: (old_path.as_deref(), new_path.as_deref()),
        };
        let remarks = policies.iter().map(|(policy, finding)| {
            let value = finding.value.as_deref();
            let placeholders = Placeholders {
                old: value,
                new: value,
                ..placeholders
            };
            placeholders.fill(&policy.message)
        });
        let remarks: Vec<_> = remarks.collect();
        let mut texts = Self {
            message: placeholders.fill(&rule.message),
            migration: String::new(),
            remarks: Vec::new(),
        };
        for remark in &remarks {
            texts.add_clause(remark);
        }
        texts.remarks = remarks;
        if needs_migration && !rule.migration.is_empty() {
            texts.add_advice(&placeholders.fill(&rule.migration));
            // Callers that send the data and callers that read it need different advice.
            for other in rules_of_other_direction(rule, &cause.rules) {
                texts.add_advice(&placeholders.fill(&other.migration));
            }
        }
        texts.add_consequences(sides, cause, (first, rule), &placeholders);
        texts.add_advice(&advice::of_deprecation(sides, first));
        texts
    }

    /// Adds consequences that are more severe than the change itself, one for each rule.
    fn add_consequences(
        &mut self,
        sides: &Sides<'_>,
        cause: &Cause<'_>,
        (first, main_rule): (&Delta, &Rule),
        placeholders: &Placeholders<'_>,
    ) {
        let class = Severity::stated(main_rule).class();
        let mut rules = BTreeSet::new();
        for (rule, delta) in &cause.consequences {
            if rule.hidden || is_same_delta(first, delta) {
                continue;
            }
            let (aspect, old, new) = match delta {
                Delta::Changed {
                    aspect, old, new, ..
                } => (Some(*aspect), old.as_ref(), new.as_ref()),
                Delta::Removed { .. } => (None, None, None),
                _ => continue,
            };
            let subject = delta.subject();
            if Severity::of(rule, sides, subject).class() < class && rules.insert(&rule.id) {
                let old_path = rust_path(sides.base, subject);
                let new_path = rust_path(sides.head, subject);
                let (old, new) = (old.map(ToString::to_string), new.map(ToString::to_string));
                let placeholders = Placeholders {
                    subject,
                    aspect,
                    rust: (old_path.as_deref(), new_path.as_deref()),
                    old: old.as_deref(),
                    new: new.as_deref(),
                    ..*placeholders
                };
                self.add_clause(&placeholders.fill(&rule.message));
                self.add_advice(&placeholders.fill(&rule.migration));
            }
        }
    }

    fn add_clause(&mut self, clause: &str) {
        self.message.push_str("; ");
        self.message.push_str(clause);
    }

    /// Adds advice unless it is there already.
    fn add_advice(&mut self, advice: &str) {
        if self.migration.contains(advice) {
            return;
        }
        if !self.migration.is_empty() {
            self.migration.push(' ');
        }
        self.migration.push_str(advice);
    }
}

/// Rules that claim the same deltas for the other direction.
fn rules_of_other_direction<'a>(
    rule: &'a Rule,
    claims: &'a [(&Rule, Subject)],
) -> impl Iterator<Item = &'a Rule> {
    let rules = claims.iter().map(|(other, _)| *other);
    rules.filter(|other| {
        !other.hidden && other.rust == rule.rust && other.direction != rule.direction
    })
}

/// Whether two deltas are the same change of two elements.
pub(super) fn is_same_delta(one: &Delta, other: &Delta) -> bool {
    match (one, other) {
        (Delta::Changed { aspect, .. }, Delta::Changed { aspect: other, .. }) => aspect == other,
        // The removal of a type is not the same as that of its last use.
        _ => {
            discriminant(one) == discriminant(other)
                && one.subject().is_type() == other.subject().is_type()
        }
    }
}

/// Name of the kind of the subject.
pub(super) fn kind_of_cause(sides: &Sides<'_>, cause: &Cause<'_>, first: &Delta) -> &'static str {
    let kind = kind_of(sides, &cause.subject).or_else(|| kind_of(sides, first.subject()));
    kind_word(kind)
}
