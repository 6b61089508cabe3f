//! Finds the rules that claim a delta.

use super::Sides;
use super::relation::{of_kinds, relations};
use crate::audit::delta::Delta;
use crate::audit::facts::{Aspect, Element, Facts, Kind, Value};
use crate::audit::report::Direction;
use crate::audit::rules::{Relation, Rule, Rules, Transition, When};
use crate::audit::subject::Subject;

/// A delta as the conditions of rules see it.
pub(super) struct Question<'a> {
    transition: Transition,
    kind: Kind,
    parent: Option<Kind>,
    aspect: Option<Aspect>,
    old: Option<String>,
    new: Option<String>,
    relations: Vec<Relation>,
    element: &'a Element,
    /// The element in the base.
    before: Option<&'a Element>,
}

impl<'a> Question<'a> {
    /// None if the element is on neither side, which no delta leads to.
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
            before: sides.base.get(subject),
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
                if subject.is_type() {
                    question.relations = of_kinds(sides, subject);
                }
                (question.old, question.new) =
                    (Some(old.word().to_owned()), Some(new.word().to_owned()));
            }
            Delta::Changed {
                aspect, old, new, ..
            } => {
                let (old, new) = values(sides, (*aspect, old.as_ref(), new.as_ref()));
                question.aspect = Some(*aspect);
                question.relations = relations(sides, subject, *aspect, old, new);
                let text = |value: Option<&Value>| value.map(ToString::to_string);
                (question.old, question.new) = (text(old), text(new));
            }
        }
        Some(question)
    }

    fn matches(&self, when: &When, relation: Option<Relation>) -> bool {
        let among = |list: &[Kind], kind: Option<Kind>| {
            list.is_empty() || kind.is_some_and(|kind| list.contains(&kind))
        };
        among(&when.kind, Some(self.kind))
            && among(&when.parent, self.parent)
            && when
                .from
                .as_ref()
                .is_none_or(|it| it.matches(self.old.as_deref()))
            && when
                .to
                .as_ref()
                .is_none_or(|it| it.matches(self.new.as_deref()))
            && (when.relation.is_empty() || relation.is_some_and(|it| when.relation.contains(&it)))
            && when.same.iter().all(|aspect| {
                let before = self.before.and_then(|it| it.get(*aspect));
                before.is_some() && before == self.element.get(*aspect)
            })
            && when.given.iter().all(|(aspect, pattern)| {
                let value = self.element.get(*aspect).map(ToString::to_string);
                pattern.matches(value.as_deref())
            })
    }

    /// The rule with the most conditions that match, among those of some directions.
    fn best<'r>(
        &self,
        rules: &'r Rules,
        relation: Option<Relation>,
        directions: &[Direction],
    ) -> Option<&'r Rule> {
        let fitting = rules
            .candidates(self.transition, self.aspect)
            .filter(|(_, rule)| directions.contains(&rule.direction))
            .filter(|(when, _)| self.matches(when, relation));
        let best = fitting.max_by_key(|(when, rule)| {
            // Ties go to the first rule by id, so that the result is deterministic.
            (when.conditions(), std::cmp::Reverse(&rule.id))
        });
        best.map(|(_, rule)| rule)
    }

    /// Rules that claim the delta: one per direction and relation.
    pub(super) fn rules<'r>(&self, rules: &'r Rules, directions: &[Direction]) -> Vec<&'r Rule> {
        let mut relations: Vec<_> = self.relations.iter().copied().map(Some).collect();
        if relations.is_empty() {
            relations.push(None);
        }
        let mut found: Vec<&Rule> = Vec::new();
        for relation in &relations {
            let directed = directions
                .iter()
                .filter_map(|it| self.best(rules, *relation, &[*it, Direction::Both]));
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

    /// Old and new value, as rules and reports show them.
    pub(super) fn values(&self) -> (Option<String>, Option<String>) {
        (self.old.clone(), self.new.clone())
    }
}

/// Old and new value of a changed aspect. An operation without security requirements has those of the API.
fn values<'a>(
    sides: &Sides<'a>,
    (aspect, old, new): (Aspect, Option<&'a Value>, Option<&'a Value>),
) -> (Option<&'a Value>, Option<&'a Value>) {
    if aspect != Aspect::Security {
        return (old, new);
    }
    let service = Subject::reserved("service");
    let effective = |value: Option<&'a Value>, facts: &'a Facts| {
        let value = value.or_else(|| facts.get(&service)?.get(Aspect::Security));
        value.filter(|value| !value.is_anonymous())
    };
    (effective(old, sides.base), effective(new, sides.head))
}
