//! The message and the migration advice of a change.

use super::cause::{Cause, is_same_delta};
use super::entry::kind_of;
use super::lifecycle::Finding;
use super::rust_path::rust_path;
use super::severity::Severity;
use super::template::{Placeholders, kind_word};
use super::{Sides, advice};
use crate::audit::delta::Delta;
use crate::audit::facts::Aspect;
use crate::audit::report::{Direction, RustSeverity};
use crate::audit::rules::Rule;
use crate::audit::subject::Subject;
use std::collections::BTreeSet;

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
        (claim, rust, direction): ((&Rule, &Subject), RustSeverity, Direction),
        policies: &[(&Rule, Finding)],
    ) -> Self {
        let rule = claim.0;
        let [old_path, new_path] = rust_paths(sides, &cause.subject);
        let placeholders = Placeholders {
            subject: &cause.subject,
            kind: kind_of_cause(sides, cause, first),
            direction,
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
        // If the crate does not change, callers have nothing to do.
        if rule.rust_follows.is_empty() || rust >= RustSeverity::Silent {
            texts.add_advice_of(sides, cause, claim, &placeholders);
            // Callers that send the data and callers that read it need different advice, about different Rust items.
            for other in claims_of_other_direction(cause, first, rule) {
                if Severity::of(other.0, sides, other.1).rust >= RustSeverity::Silent
                    || other.0.rust_follows.is_empty()
                {
                    texts.add_advice_of(sides, cause, other, &placeholders);
                }
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
                let [old_path, new_path] = rust_paths(sides, subject);
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

    /// Adds the advice of a rule, about the Rust item of the element that it claims.
    fn add_advice_of(
        &mut self,
        sides: &Sides<'_>,
        cause: &Cause<'_>,
        (rule, claimed): (&Rule, &Subject),
        placeholders: &Placeholders<'_>,
    ) {
        // The subject of a cause can cover several elements, such as the parameters that share a declaration.
        if cause.deltas.iter().any(|it| it.subject() == claimed) {
            return self.add_advice(&placeholders.fill(&rule.migration));
        }
        let [old_path, new_path] = rust_paths(sides, claimed);
        let placeholders = Placeholders {
            rust: (old_path.as_deref(), new_path.as_deref()),
            ..*placeholders
        };
        self.add_advice(&placeholders.fill(&rule.migration));
    }

    fn add_clause(&mut self, clause: &str) {
        self.message.push_str("; ");
        self.message.push_str(clause);
    }

    /// Adds advice unless it is there already.
    fn add_advice(&mut self, advice: &str) {
        if advice.is_empty() || self.migration.contains(advice) {
            return;
        }
        if !self.migration.is_empty() {
            self.migration.push(' ');
        }
        self.migration.push_str(advice);
    }
}

/// Rules that claim the same deltas for another direction, each with the element that it claims.
fn claims_of_other_direction<'a>(
    cause: &'a Cause<'_>,
    first: &'a Delta,
    main: &'a Rule,
) -> impl Iterator<Item = (&'a Rule, &'a Subject)> {
    let claims = cause.shown_claims().chain(cause.same_consequences(first));
    let mut rules = BTreeSet::new();
    claims.filter(move |(rule, _)| rule.direction != main.direction && rules.insert(&rule.id))
}

/// Old and new Rust path of an element.
fn rust_paths(sides: &Sides<'_>, subject: &Subject) -> [Option<String>; 2] {
    [sides.base, sides.head].map(|facts| rust_path(facts, subject))
}

/// Name of the kind of the subject.
pub(super) fn kind_of_cause(sides: &Sides<'_>, cause: &Cause<'_>, first: &Delta) -> &'static str {
    let kind = kind_of(sides, &cause.subject).or_else(|| kind_of(sides, first.subject()));
    kind_word(kind)
}
