//! One entry for each cause.

use super::Sides;
use super::attribution::{Attribution, attribute};
use super::matching::Question;
use crate::audit::delta::Delta;
use crate::audit::facts::{Aspect, Element, Facts, Kind};
use crate::audit::report::Direction;
use crate::audit::rules::{Rule, Rules};
use crate::audit::subject::Subject;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// A cause: a difference, what claims it, and what follows from it.
pub(super) struct Cause<'a> {
    /// The path to report.
    pub(super) subject: Subject,
    /// The differences that it consists of. The first one speaks for all.
    pub(super) deltas: Vec<&'a Delta>,
    /// The rules that claim these, each with the path that it was asked about.
    pub(super) rules: Vec<(&'a Rule, Subject)>,
    /// The rules that claim what follows from them, each with the difference that it claims.
    pub(super) consequences: Vec<(&'a Rule, &'a Delta)>,
    /// What is part of it.
    pub(super) members: BTreeSet<Subject>,
    /// All other differences that belong to it, whether or not anything is said of them.
    pub(super) parts: Vec<&'a Delta>,
    /// Whose uses it affects, besides its own.
    pub(super) touched: Vec<&'a Delta>,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
}

impl Cause<'_> {
    /// Takes over all that another one consists of, but for its name and its values.
    pub(super) fn absorb(&mut self, other: Self) {
        let Self {
            subject: _,
            deltas,
            rules,
            consequences,
            members,
            parts,
            touched,
            old: _,
            new: _,
        } = other;
        self.deltas.extend(deltas);
        self.rules.extend(rules);
        self.consequences.extend(consequences);
        self.members.extend(members);
        self.parts.extend(parts);
        self.touched.extend(touched);
    }
}

/// Which ways the data of a difference travels, as far as rules care.
pub(super) fn ways(sides: &Sides<'_>, delta: &Delta) -> Vec<Direction> {
    let subject = delta.subject();
    let in_head = sides.head.get(subject);
    let Some(element) = in_head.or_else(|| sides.base.get(subject)) else {
        return Vec::new();
    };
    let kind = element.kind;
    if kind.is_input() || kind == Kind::Body {
        return vec![Direction::Request];
    }
    if matches!(kind, Kind::Response | Kind::ErrorResponse) {
        return vec![Direction::Response];
    }
    if !(kind.is_type() || matches!(kind, Kind::Field | Kind::Value | Kind::Variant)) {
        return vec![Direction::Request, Direction::Response];
    }
    let mut ways = Vec::new();
    let base = sides.base;
    let of = |facts: &Facts, reach: &crate::audit::reach::Reach| {
        let element: Option<&Element> = facts.get(subject);
        element.map(|element| reach.of_type(subject, element))
    };
    let sides = [
        of(sides.base, &sides.base_reach),
        of(sides.head, &sides.head_reach),
    ];
    let any = |sent: bool| {
        sides
            .iter()
            .flatten()
            .any(|(requests, responses)| !if sent { requests } else { responses }.is_empty())
    };
    if any(true) || is_about_access(delta) && is_lent(base, subject) {
        ways.push(Direction::Request);
    }
    // What only lends its fields to bodies is still a struct that callers may name.
    if any(false) || ways.is_empty() {
        ways.push(Direction::Response);
    }
    ways
}

fn is_about_access(delta: &Delta) -> bool {
    matches!(
        delta,
        Delta::Changed {
            aspect: Aspect::Access,
            ..
        }
    )
}

/// Whether a body takes the field from its model.
fn is_lent(facts: &Facts, field: &Subject) -> bool {
    let model = field.root();
    let mut bodies = facts.elements.iter().filter(|(_, element)| {
        let of = element
            .ty(Aspect::Of)
            .map(|ty| Subject::named_type(ty.name()));
        element.kind == Kind::Body && of.as_ref() == Some(&model)
    });
    bodies.any(|(body, _)| facts.get(&body.child(field.name())).is_some())
}

/// The causes among the differences, each with what follows from it.
pub(super) fn causes<'a>(sides: &'a Sides<'a>, rules: &'a Rules) -> Vec<Cause<'a>> {
    let mut causes: BTreeMap<usize, Cause<'a>> = BTreeMap::new();
    let attributions = attribute(sides);
    // Causes first: what belongs to one may stand before it.
    for (index, delta) in sides.deltas.iter().enumerate() {
        if attributions
            .get(index)
            .is_some_and(|(it, _)| *it == Attribution::Cause)
        {
            causes.insert(index, cause(sides, rules, delta));
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
                let found = claims(sides, rules, delta).into_iter();
                cause
                    .consequences
                    .extend(found.map(|(rule, _)| (rule, delta)));
                cause.touched.push(delta);
                // What it stands in is no part of it.
                let subject = delta.subject();
                if *subject != cause.subject && !cause.subject.is_under(subject) {
                    cause.members.insert(subject.clone());
                }
            }
        }
    }
    swapped(merged(causes.into_values().collect()))
}

pub(super) fn claims<'a>(
    sides: &'a Sides<'a>,
    rules: &'a Rules,
    delta: &'a Delta,
) -> Vec<(&'a Rule, Subject)> {
    let ways = ways(sides, delta);
    let question = Question::of(sides, delta);
    let found = question
        .map(|it| it.rules(rules, &ways))
        .unwrap_or_default();
    found
        .into_iter()
        .map(|rule| (rule, delta.subject().clone()))
        .collect()
}

fn cause<'a>(sides: &'a Sides<'a>, rules: &'a Rules, delta: &'a Delta) -> Cause<'a> {
    let values = Question::of(sides, delta).map(|it| it.values());
    let (mut old, mut new) = values.unwrap_or_default();
    match delta {
        Delta::Added { element, .. } => new = Some(part(element)),
        Delta::Removed { element, .. } => old = Some(part(element)),
        _ => {}
    }
    Cause {
        subject: delta.subject().clone(),
        deltas: vec![delta],
        rules: claims(sides, rules, delta),
        consequences: Vec::new(),
        members: BTreeSet::new(),
        parts: Vec::new(),
        touched: Vec::new(),
        old,
        new,
    }
}

/// A part in one line.
fn part(element: &Element) -> String {
    let summary = crate::audit::wire::summary(element);
    if summary.is_empty() {
        element.kind.word().to_owned()
    } else {
        summary
    }
}

/// The ids of the rules that have an entry.
pub(super) fn shown(cause: &Cause<'_>) -> Vec<String> {
    let shown = cause.rules.iter().filter(|(rule, _)| !rule.hidden);
    shown.map(|(rule, _)| rule.id.clone()).collect()
}

/// Several aspects of one subject under one rule are one change.
fn merged(causes: Vec<Cause<'_>>) -> Vec<Cause<'_>> {
    let mut found: BTreeMap<(Subject, Vec<String>), Cause<'_>> = BTreeMap::new();
    let mut alone = Vec::new();
    for cause in causes {
        let key = (cause.subject.clone(), shown(&cause));
        let [Delta::Changed { aspect, .. }] = cause.deltas.as_slice() else {
            alone.push(cause);
            continue;
        };
        if key.1.is_empty() {
            alone.push(cause);
            continue;
        }
        match found.get_mut(&key) {
            None => {
                found.insert(key, cause);
            }
            Some(first) => {
                if let [Delta::Changed { aspect, .. }] = first.deltas.as_slice() {
                    first.old = named(*aspect, first.old.take());
                    first.new = named(*aspect, first.new.take());
                }
                first.old = joined(first.old.take(), named(*aspect, cause.old.clone()));
                first.new = joined(first.new.take(), named(*aspect, cause.new.clone()));
                first.absorb(cause);
            }
        }
    }
    alone.extend(found.into_values());
    alone
}

/// Names that go from one part to another beside it are one change, however many take part.
fn swapped(causes: Vec<Cause<'_>>) -> Vec<Cause<'_>> {
    let mut groups: BTreeMap<Option<Subject>, Vec<Cause<'_>>> = BTreeMap::new();
    let mut done = Vec::new();
    for cause in causes {
        if shown(&cause) == [TAKEN_OVER] {
            groups
                .entry(cause.subject.parent())
                .or_default()
                .push(cause);
        } else {
            done.push(cause);
        }
    }
    for group in groups.into_values() {
        let mut group = group.into_iter();
        let Some(mut first) = group.next() else {
            continue;
        };
        for other in group {
            first.members.insert(other.subject.clone());
            first.old = listed(first.old.take(), other.old.clone());
            first.new = listed(first.new.take(), other.new.clone());
            first.absorb(other);
        }
        done.push(first);
    }
    done
}

const TAKEN_OVER: &str = "rust-name-taken-over";

fn listed(one: Option<String>, other: Option<String>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) => Some(format!("{one}, {other}")),
        (one, other) => one.or(other),
    }
}

fn named(aspect: Aspect, value: Option<String>) -> Option<String> {
    value.map(|value| format!("{aspect}: {value}"))
}

fn joined(one: Option<String>, other: Option<String>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) => Some(format!("{one}; {other}")),
        (one, other) => one.or(other),
    }
}

/// The same difference of parameters that share one declaration is one cause.
pub(super) fn shared<'a>(sides: &Sides<'_>, causes: Vec<Cause<'a>>) -> Vec<Cause<'a>> {
    type Key = (Span, Vec<String>, Option<String>, Option<String>);
    let mut groups: BTreeMap<Key, Vec<Cause<'a>>> = BTreeMap::new();
    let mut done = Vec::new();
    for cause in causes {
        let place = cause.deltas.first().and_then(|delta| {
            let subject = delta.subject();
            let facts = match delta {
                Delta::Removed { .. } => sides.base,
                _ => sides.head,
            };
            let input = facts.get(subject).filter(|it| it.kind.is_input());
            facts.places.get(subject).filter(|_| input.is_some())
        });
        match place {
            None => done.push(cause),
            Some(place) => {
                // The old path of a rename names the operation; the name alone is shared.
                let value = |value: &Option<String>| match cause.deltas.first() {
                    Some(Delta::Renamed { from, to }) => {
                        Some(format!("{} {}", from.name(), to.name()))
                    }
                    _ => value.clone(),
                };
                let key = (*place, shown(&cause), value(&cause.old), value(&cause.new));
                groups.entry(key).or_default().push(cause);
            }
        }
    }
    done.extend(groups.into_values().filter_map(together));
    done
}

fn together(group: Vec<Cause<'_>>) -> Option<Cause<'_>> {
    let subjects: BTreeSet<_> = group.iter().map(|cause| cause.subject.clone()).collect();
    let mut group = group.into_iter();
    let mut first = group.next()?;
    if subjects.len() < 2 {
        return Some(first);
    }
    let common = common(&subjects)?;
    if let Some(Delta::Renamed { from, to }) = first.deltas.first() {
        first.old = Some(from.name().to_owned());
        first.new = Some(to.name().to_owned());
    }
    for other in group {
        first.absorb(other);
    }
    first.subject = common;
    first.members.extend(subjects);
    Some(first)
}

/// `zones.path.zone_id` for all of one resource, `parameters.query.page` for more than that.
fn common(subjects: &BTreeSet<Subject>) -> Option<Subject> {
    let first = subjects.first()?;
    let place = first.parent()?;
    let roots: BTreeSet<_> = subjects.iter().map(Subject::root).collect();
    let above = if roots.len() == 1 {
        first.root()
    } else {
        Subject::reserved("parameters")
    };
    Some(above.child(place.name()).child(first.name()))
}
