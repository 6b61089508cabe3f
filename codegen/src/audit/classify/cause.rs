//! Causes: each groups a delta with everything that follows from it.

use super::Sides;
use super::attribution::{Attribution, attribute};
use super::direction::directions;
use super::matching::Question;
use crate::audit::delta::Delta;
use crate::audit::facts::Element;
use crate::audit::rules::{Rule, Rules};
use crate::audit::subject::Subject;
use crate::audit::wire;
use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;

/// One cause, which becomes one change of the report.
pub(super) struct Cause<'a> {
    /// Path that the report shows.
    pub(super) subject: Subject,
    /// The deltas that the cause consists of. The first one determines location and advice.
    pub(super) deltas: Vec<&'a Delta>,
    /// Rules that claim the deltas, each with the path of the delta.
    pub(super) rules: Vec<(&'a Rule, Subject)>,
    /// Rules that claim consequences of the deltas, each with the consequence.
    pub(super) consequences: Vec<(&'a Rule, &'a Delta)>,
    /// Elements that the report lists as members.
    pub(super) members: BTreeSet<Subject>,
    /// All other deltas that belong to the cause, whether or not the report mentions them.
    pub(super) parts: Vec<&'a Delta>,
    /// Consequences whose operations are affected too.
    pub(super) affected: Vec<&'a Delta>,
    /// Old value, as the report shows it.
    pub(super) old: Option<String>,
    /// New value, as the report shows it.
    pub(super) new: Option<String>,
}

impl<'a> Cause<'a> {
    fn of(sides: &'a Sides<'a>, rules: &'a Rules, delta: &'a Delta) -> Self {
        let values = Question::of(sides, delta).map(|it| it.values());
        let (mut old, mut new) = values.unwrap_or_default();
        match delta {
            Delta::Added { element, .. } => new = Some(summary(element)),
            Delta::Removed { element, .. } => old = Some(summary(element)),
            _ => {}
        }
        Self {
            subject: delta.subject().clone(),
            deltas: vec![delta],
            rules: claims(sides, rules, delta),
            consequences: Vec::new(),
            members: BTreeSet::new(),
            parts: Vec::new(),
            affected: Vec::new(),
            old,
            new,
        }
    }

    /// Rules that claim the deltas and are shown, each with the path of the delta.
    pub(super) fn shown_claims(&self) -> impl Iterator<Item = (&'a Rule, &Subject)> {
        let claims = self.rules.iter().map(|(rule, subject)| (*rule, subject));
        claims.filter(|(rule, _)| !rule.hidden)
    }

    /// Rules that claim consequences and are shown, each with the path of the consequence.
    pub(super) fn shown_consequences(&self) -> impl Iterator<Item = (&'a Rule, &'a Subject)> {
        let claims = self.consequences.iter();
        let claims = claims.map(|(rule, delta)| (*rule, delta.subject()));
        claims.filter(|(rule, _)| !rule.hidden)
    }

    /// Rules that claim the same delta of other elements and are shown, each with the path of its element. Such an element,
    /// e.g. the body that uses a field of a model, can be claimed by more severe rules.
    pub(super) fn same_consequences(
        &self,
        first: &Delta,
    ) -> impl Iterator<Item = (&'a Rule, &'a Subject)> {
        let claims = self.consequences.iter();
        let claims = claims.filter(|(rule, delta)| !rule.hidden && is_same_delta(first, delta));
        claims.map(|(rule, delta)| (*rule, delta.subject()))
    }

    /// Ids of the rules that the report shows.
    pub(super) fn shown_rules(&self) -> Vec<&'a str> {
        let shown = self.rules.iter().filter(|(rule, _)| !rule.hidden);
        shown.map(|(rule, _)| rule.id.as_str()).collect()
    }

    /// Merges another cause into this one, which keeps its subject and values.
    pub(super) fn absorb(&mut self, other: Self) {
        let Self {
            subject: _,
            deltas,
            rules,
            consequences,
            members,
            parts,
            affected,
            old: _,
            new: _,
        } = other;
        self.deltas.extend(deltas);
        self.rules.extend(rules);
        self.consequences.extend(consequences);
        self.members.extend(members);
        self.parts.extend(parts);
        self.affected.extend(affected);
    }
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

/// All causes of a comparison.
pub(super) fn causes<'a>(sides: &'a Sides<'a>, rules: &'a Rules) -> Vec<Cause<'a>> {
    let mut causes: BTreeMap<usize, Cause<'a>> = BTreeMap::new();
    let attributions = attribute(sides);
    // A consequence can precede its cause.
    for (index, delta) in sides.deltas.iter().enumerate() {
        if let Some((Attribution::Cause, _)) = attributions.get(index) {
            causes.insert(index, Cause::of(sides, rules, delta));
        }
    }
    for (delta, (attribution, start)) in sides.deltas.iter().zip(&attributions) {
        let Some(cause) = causes.get_mut(start) else {
            continue;
        };
        if *attribution != Attribution::Cause {
            cause.parts.push(delta);
        }
        match attribution {
            Attribution::Cause | Attribution::Implied(_) => {}
            Attribution::Member(_) => {
                cause.members.insert(delta.subject().clone());
            }
            Attribution::Consequence(_) => {
                let claims = claims(sides, rules, delta).into_iter();
                let consequences = claims.map(|(rule, _)| (rule, delta));
                cause.consequences.extend(consequences);
                cause.affected.push(delta);
                // A parent of the subject is not a member.
                let subject = delta.subject();
                if *subject != cause.subject && !cause.subject.is_under(subject) {
                    cause.members.insert(subject.clone());
                }
            }
        }
    }
    causes.into_values().collect()
}

/// Rules that claim a delta, each with its path.
pub(super) fn claims<'a>(
    sides: &'a Sides<'a>,
    rules: &'a Rules,
    delta: &'a Delta,
) -> Vec<(&'a Rule, Subject)> {
    let directions = directions(sides, delta);
    let question = Question::of(sides, delta);
    let found = question
        .map(|it| it.rules(rules, &directions))
        .unwrap_or_default();
    found
        .into_iter()
        .map(|rule| (rule, delta.subject().clone()))
        .collect()
}

/// An element on one line.
fn summary(element: &Element) -> String {
    let summary = wire::summary(element);
    if summary.is_empty() {
        element.kind.word().to_owned()
    } else {
        summary
    }
}
