//! Merges causes that a reader would see as one change.

use super::cause::Cause;
use super::{Sides, prefix};
use crate::audit::delta::Delta;
use crate::audit::facts::Aspect;
use crate::audit::subject::Subject;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Merges all causes that belong together.
pub(super) fn merged<'a>(sides: &Sides<'_>, causes: Vec<Cause<'a>>) -> Vec<Cause<'a>> {
    let causes = swaps(aspects(causes));
    prefix::shared(sides, shared_declarations(sides, causes))
}

/// Merges changes of several aspects of an element under the same rules.
fn aspects(causes: Vec<Cause<'_>>) -> Vec<Cause<'_>> {
    let mut merged: BTreeMap<(Subject, Vec<&str>), (Aspect, Cause<'_>)> = BTreeMap::new();
    let mut others = Vec::new();
    for cause in causes {
        let rules = cause.shown_rules();
        let [Delta::Changed { aspect, .. }] = cause.deltas.as_slice() else {
            others.push(cause);
            continue;
        };
        if rules.is_empty() {
            others.push(cause);
            continue;
        }
        let aspect = *aspect;
        match merged.get_mut(&(cause.subject.clone(), rules.clone())) {
            None => {
                merged.insert((cause.subject.clone(), rules), (aspect, cause));
            }
            Some((first_aspect, first)) => {
                // The values of a single aspect have no label.
                if first.deltas.len() == 1 {
                    first.old = labeled(*first_aspect, first.old.take());
                    first.new = labeled(*first_aspect, first.new.take());
                }
                first.old = joined(first.old.take(), labeled(aspect, cause.old.clone()), "; ");
                first.new = joined(first.new.take(), labeled(aspect, cause.new.clone()), "; ");
                first.absorb(cause);
            }
        }
    }
    others.extend(merged.into_values().map(|(_, cause)| cause));
    others
}

/// Rule for a Rust name that a sibling had before.
const NAME_REUSED: &str = "rust-name-taken-over";

/// Merges the causes of siblings that exchange Rust names.
fn swaps(causes: Vec<Cause<'_>>) -> Vec<Cause<'_>> {
    let mut groups: BTreeMap<Option<Subject>, Vec<Cause<'_>>> = BTreeMap::new();
    let mut merged = Vec::new();
    for cause in causes {
        if cause.shown_rules() == [NAME_REUSED] {
            let siblings = groups.entry(cause.subject.parent()).or_default();
            siblings.push(cause);
        } else {
            merged.push(cause);
        }
    }
    for group in groups.into_values() {
        let mut group = group.into_iter();
        let Some(mut first) = group.next() else {
            continue;
        };
        for other in group {
            first.members.insert(other.subject.clone());
            first.old = joined(first.old.take(), other.old.clone(), ", ");
            first.new = joined(first.new.take(), other.new.clone(), ", ");
            first.absorb(other);
        }
        merged.push(first);
    }
    merged
}

/// Merges the same change of parameters that share a declaration.
fn shared_declarations<'a>(sides: &Sides<'_>, causes: Vec<Cause<'a>>) -> Vec<Cause<'a>> {
    type Key<'a> = (Span, Vec<&'a str>, Option<String>, Option<String>);
    let mut groups: BTreeMap<Key<'a>, Vec<Cause<'a>>> = BTreeMap::new();
    let mut merged = Vec::new();
    for cause in causes {
        let Some(declaration) = declaration_of_input(sides, &cause) else {
            merged.push(cause);
            continue;
        };
        // The paths of a rename contain the operation; only the names are shared.
        let (old, new) = match cause.deltas.first() {
            Some(Delta::Renamed { from, to }) => {
                (Some(from.name().to_owned()), Some(to.name().to_owned()))
            }
            _ => (cause.old.clone(), cause.new.clone()),
        };
        let key = (declaration, cause.shown_rules(), old, new);
        groups.entry(key).or_default().push(cause);
    }
    merged.extend(groups.into_values().flat_map(of_shared_declaration));
    merged
}

/// Where the parameter or body field of a cause is declared; none for other elements.
fn declaration_of_input(sides: &Sides<'_>, cause: &Cause<'_>) -> Option<Span> {
    let delta = cause.deltas.first()?;
    let facts = match delta {
        Delta::Removed { .. } => sides.base,
        _ => sides.head,
    };
    let subject = delta.subject();
    let is_input = facts.get(subject)?.kind.is_input();
    let declaration = facts.places.get(subject).copied();
    declaration.filter(|_| is_input)
}

/// One cause for all that share a declaration; the same causes if they have no common subject.
fn of_shared_declaration(group: Vec<Cause<'_>>) -> Vec<Cause<'_>> {
    let subjects: BTreeSet<_> = group.iter().map(|cause| cause.subject.clone()).collect();
    if subjects.len() < 2 {
        return group;
    }
    let Some(subject) = common_subject(&subjects) else {
        return group;
    };
    let mut group = group.into_iter();
    let Some(mut first) = group.next() else {
        return Vec::new();
    };
    if let Some(Delta::Renamed { from, to }) = first.deltas.first() {
        first.old = Some(from.name().to_owned());
        first.new = Some(to.name().to_owned());
    }
    for other in group {
        first.absorb(other);
    }
    first.subject = subject;
    first.members.extend(subjects);
    vec![first]
}

/// `zones.path.zone_id` for operations of one resource, `parameters.query.page` for operations of several.
fn common_subject(subjects: &BTreeSet<Subject>) -> Option<Subject> {
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

fn labeled(aspect: Aspect, value: Option<String>) -> Option<String> {
    value.map(|value| format!("{aspect}: {value}"))
}

fn joined(one: Option<String>, other: Option<String>, separator: &str) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) => Some(format!("{one}{separator}{other}")),
        (one, other) => one.or(other),
    }
}
