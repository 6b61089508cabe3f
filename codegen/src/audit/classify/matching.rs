//! Which rules claim a difference.

use super::Sides;
use super::relation::relations;
use crate::audit::delta::Delta;
use crate::audit::facts::{Aspect, Element, Kind};
use crate::audit::report::Direction;
use crate::audit::rules::{Relation, Rule, Rules, Transition, When};
use crate::audit::subject::Subject;

/// A difference in the terms of rules.
pub(super) struct Question<'a> {
    transition: Transition,
    kind: Kind,
    parent: Option<Kind>,
    aspect: Option<Aspect>,
    old: Option<String>,
    new: Option<String>,
    relations: Vec<Relation>,
    element: &'a Element,
}

impl<'a> Question<'a> {
    /// None, when the part is on neither side, which no difference leads to.
    pub(super) fn of(sides: &'a Sides<'_>, delta: &'a Delta) -> Option<Self> {
        let subject = delta.subject();
        let current = || sides.head.get(subject).or_else(|| sides.base.get(subject));
        let kind_of = |subject: &Subject| {
            let element = sides.head.get(subject).or_else(|| sides.base.get(subject));
            element.map(|it| it.kind)
        };
        let mut question = Self {
            transition: Transition::Changed,
            kind: current()?.kind,
            parent: subject.parent().as_ref().and_then(kind_of),
            aspect: None,
            old: None,
            new: None,
            relations: Vec::new(),
            element: current()?,
        };
        match delta {
            Delta::Renamed { from, to } => {
                let stays = from.parent() == to.parent();
                question.transition = if stays {
                    Transition::Renamed
                } else {
                    Transition::Moved
                };
                (question.old, question.new) = (Some(from.to_string()), Some(to.to_string()));
            }
            Delta::Added { element, .. } => {
                question.transition = Transition::Added;
                question.element = element;
            }
            Delta::Removed { element, .. } => {
                question.transition = Transition::Removed;
                question.element = element;
            }
            Delta::Kind { old, new, .. } => {
                question.transition = Transition::Kind;
                (question.old, question.new) =
                    (Some(old.word().to_owned()), Some(new.word().to_owned()));
            }
            Delta::Changed { aspect, .. } => {
                let (old, new) = values(sides, delta);
                question.aspect = Some(*aspect);
                question.relations =
                    relations(sides, subject, *aspect, old.as_deref(), new.as_deref());
                (question.old, question.new) = (old, new);
            }
        }
        Some(question)
    }

    fn fits(&self, when: &When, relation: Option<Relation>) -> bool {
        let among = |list: &[Kind], kind: Option<Kind>| {
            list.is_empty() || kind.is_some_and(|kind| list.contains(&kind))
        };
        among(&when.kind, Some(self.kind))
            && among(&when.parent, self.parent)
            && when
                .from
                .as_ref()
                .is_none_or(|it| it.fits(self.old.as_deref()))
            && when
                .to
                .as_ref()
                .is_none_or(|it| it.fits(self.new.as_deref()))
            && (when.relation.is_empty() || relation.is_some_and(|it| when.relation.contains(&it)))
            && when
                .given
                .iter()
                .all(|(aspect, pattern)| pattern.fits(self.element.get(*aspect)))
    }

    /// The rule that fits best, among those of a direction.
    fn best<'r>(
        &self,
        rules: &'r Rules,
        relation: Option<Relation>,
        directions: &[Direction],
    ) -> Option<&'r Rule> {
        let fitting = rules
            .candidates(self.transition, self.aspect)
            .filter(|(_, rule)| directions.contains(&rule.direction))
            .filter(|(when, _)| self.fits(when, relation));
        let best = fitting.max_by_key(|(when, rule)| {
            // Of two that fit as well, the first by name, so that the answer is always the same.
            (when.conditions(), std::cmp::Reverse(&rule.id))
        });
        best.map(|(_, rule)| rule)
    }

    /// The rules that claim it: one for each way that the data travels, and each relation that holds.
    pub(super) fn rules<'r>(&self, rules: &'r Rules, ways: &[Direction]) -> Vec<&'r Rule> {
        let mut relations: Vec<_> = self.relations.iter().copied().map(Some).collect();
        if relations.is_empty() {
            relations.push(None);
        }
        let mut found: Vec<&Rule> = Vec::new();
        for relation in &relations {
            let directed = ways
                .iter()
                .filter_map(|way| self.best(rules, *relation, &[*way, Direction::Both]));
            found.extend(directed);
        }
        if found.is_empty() {
            let undirected = relations
                .iter()
                .filter_map(|relation| self.best(rules, *relation, &[Direction::None]));
            found.extend(undirected);
        }
        found.sort_by(|a, b| a.id.cmp(&b.id));
        found.dedup_by(|a, b| a.id == b.id);
        found
    }

    /// The values as rules and readers see them.
    pub(super) fn values(&self) -> (Option<String>, Option<String>) {
        (self.old.clone(), self.new.clone())
    }
}

/// The values of a changed aspect. An operation that names no credentials of its own takes those of the API.
fn values(sides: &Sides<'_>, delta: &Delta) -> (Option<String>, Option<String>) {
    let Delta::Changed {
        aspect, old, new, ..
    } = delta
    else {
        return (None, None);
    };
    if *aspect != Aspect::Security {
        return (old.clone(), new.clone());
    }
    let service = Subject::reserved("service");
    let effective = |value: &Option<String>, facts: &crate::audit::facts::Facts| {
        let value = value.clone().or_else(|| {
            let service = facts.get(&service)?;
            service.get(Aspect::Security).map(str::to_owned)
        });
        value.filter(|value| value != "none")
    };
    (effective(old, sides.base), effective(new, sides.head))
}
