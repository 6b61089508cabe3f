//! What was renamed rather than removed and added. Only what can be told for sure: where two candidates fit, neither
//! is taken.

use super::rename::{Renames, placeholders, replace_words, shape};
use crate::audit::facts::{Aspect, Element, Facts, Kind};
use crate::audit::subject::Subject;
use std::collections::{BTreeMap, BTreeSet};

/// Finds the renames of one sort between facts that have been through the steps before.
pub(super) type Step = fn(&Facts, &Facts) -> Renames;

/// The steps, outer things first.
pub(super) const STEPS: &[Step] = &[
    namespaces,
    resources,
    operations,
    placeholders_of_paths,
    types,
    paginations,
    statuses,
    members,
    places,
];

/// The parts of a sort that only the one side has.
fn missing<'a>(
    facts: &'a Facts,
    other: &'a Facts,
    sort: impl Fn(&Element) -> bool + 'a,
) -> impl Iterator<Item = (&'a Subject, &'a Element)> {
    facts
        .elements
        .iter()
        .filter(move |(subject, element)| sort(element) && other.get(subject).is_none())
}

/// Pairs up what has the same key, where the key stands for one thing on each side.
fn pairs<'a, K: Ord>(
    removed: impl Iterator<Item = (K, &'a Subject)>,
    added: impl Iterator<Item = (K, &'a Subject)>,
) -> Renames {
    let mut all: BTreeMap<K, (Vec<_>, Vec<_>)> = BTreeMap::new();
    for (key, subject) in removed {
        all.entry(key).or_default().0.push(subject);
    }
    for (key, subject) in added {
        all.entry(key).or_default().1.push(subject);
    }
    let mut renames = Renames::default();
    for (from, to) in all.values() {
        if let ([from], [to]) = (from.as_slice(), to.as_slice()) {
            renames.add((*from).clone(), (*to).clone());
        }
    }
    renames
}

/// Method and path as the server sees them.
fn route(element: &Element) -> (String, String) {
    let method = element.get(Aspect::Method).unwrap_or_default().to_owned();
    (method, shape(element.get(Aspect::Path).unwrap_or_default()))
}

/// A step of the chain that leads to the same resources. Only one that is next to them, so that an outer one and an
/// inner one are not taken for each other.
fn namespaces(base: &Facts, head: &Facts) -> Renames {
    let namespace = |element: &Element| element.kind == Kind::Namespace;
    let key = |facts: &Facts, namespace: &Subject| -> Option<BTreeSet<Subject>> {
        let path = namespace.steps().get(1..)?.join(".");
        let inside = facts.elements.iter().filter(|(_, element)| {
            element.kind == Kind::Resource && element.get(Aspect::Namespace) == Some(&path)
        });
        let inside: BTreeSet<_> = inside.map(|(resource, _)| resource.clone()).collect();
        (!inside.is_empty()).then_some(inside)
    };
    let keyed = |facts, other| {
        missing(facts, other, namespace)
            .filter_map(move |(subject, _)| Some((key(facts, subject)?, subject)))
    };
    pairs(keyed(base, head), keyed(head, base))
}

/// A resource all of whose operations are there under another resource's name.
fn resources(base: &Facts, head: &Facts) -> Renames {
    let key = |facts: &Facts, resource: &Subject| -> BTreeSet<_> {
        facts
            .under(resource)
            .filter(|(_, element)| element.kind == Kind::Operation)
            .map(|(subject, element)| (subject.name().to_owned(), route(element)))
            .collect()
    };
    let resource = |element: &Element| element.kind == Kind::Resource;
    pairs(
        missing(base, head, resource).map(|(subject, _)| (key(base, subject), subject)),
        missing(head, base, resource).map(|(subject, _)| (key(head, subject), subject)),
    )
}

fn operations(base: &Facts, head: &Facts) -> Renames {
    let operation = |element: &Element| element.kind == Kind::Operation;
    pairs(
        missing(base, head, operation).map(|(subject, element)| (route(element), subject)),
        missing(head, base, operation).map(|(subject, element)| (route(element), subject)),
    )
}

/// Placeholders at the same place of the same path.
fn placeholders_of_paths(base: &Facts, head: &Facts) -> Renames {
    let mut renames = Renames::default();
    for (subject, old) in &base.elements {
        let (Some(new), Kind::Operation) = (head.get(subject), old.kind) else {
            continue;
        };
        let (Some(old), Some(new)) = (old.get(Aspect::Path), new.get(Aspect::Path)) else {
            continue;
        };
        if shape(old) != shape(new) {
            continue;
        }
        let (old, new) = (placeholders(old), placeholders(new));
        for (from, to) in old.iter().zip(&new) {
            if from != to && !new.contains(from) && !old.contains(to) {
                let parameters = subject.child("path");
                renames.add(parameters.child(from), parameters.child(to));
            }
        }
    }
    renames
}

/// Types that look the same, and are used in at least one place where the other was.
fn types(base: &Facts, head: &Facts) -> Renames {
    let is_type = |element: &Element| element.kind.is_type();
    let removed: Vec<_> = missing(base, head, is_type).collect();
    let added: Vec<_> = missing(head, base, is_type).collect();
    if removed.is_empty() || added.is_empty() {
        return Renames::default();
    }
    // What may have been renamed together counts as the same name.
    let unknown: BTreeMap<_, _> = removed
        .iter()
        .chain(&added)
        .map(|(subject, _)| (subject.root_name(), "?"))
        .collect();
    let key = |facts: &Facts, subject: &Subject, element: &Element| {
        let parts = facts
            .under(subject)
            .map(|(part, element)| (part.name().to_owned(), wire_shape(element, &unknown)));
        let parts: Vec<_> = parts.collect();
        (wire_shape(element, &unknown), parts)
    };
    let found = pairs(
        removed
            .iter()
            .map(|(subject, element)| (key(base, subject, element), *subject)),
        added
            .iter()
            .map(|(subject, element)| (key(head, subject, element), *subject)),
    );
    let (before, after) = (users(base, &unknown), users(head, &unknown));
    found.filter(|from, to| {
        let nowhere = BTreeSet::new();
        let before = before.get(from.root_name()).unwrap_or(&nowhere);
        let after = after.get(to.root_name()).unwrap_or(&nowhere);
        !before.is_disjoint(after)
    })
}

/// What a type or a part of one is on the wire.
fn wire_shape(element: &Element, unknown: &BTreeMap<&str, &str>) -> (Kind, Vec<(Aspect, String)>) {
    let kept = element.aspects.iter().filter(|(aspect, _)| {
        let named = matches!(
            aspect,
            Aspect::Rust
                | Aspect::Module
                | Aspect::Deprecated
                | Aspect::Since
                | Aspect::EndOfLife
                | Aspect::Replacement
                | Aspect::Note
        );
        !(named || aspect.is_prose() || aspect.is_derived())
    });
    let values = kept.map(|(aspect, value)| {
        let value = if aspect.names_types() {
            replace_words(value, unknown)
        } else {
            value.clone()
        };
        (*aspect, value)
    });
    (element.kind, values.collect())
}

/// Where each of the types in question is named.
fn users(facts: &Facts, unknown: &BTreeMap<&str, &str>) -> BTreeMap<String, BTreeSet<String>> {
    let mut users: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for (subject, element) in &facts.elements {
        let steps: Vec<_> = subject
            .steps()
            .iter()
            .enumerate()
            .map(|(index, step)| match unknown.get(step.as_str()) {
                Some(unknown) if index == 0 => (*unknown).to_owned(),
                _ => step.clone(),
            })
            .collect();
        for (aspect, value) in &element.aspects {
            if !aspect.names_types() {
                continue;
            }
            for word in value.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')) {
                if unknown.contains_key(word) {
                    let place = format!("{} {aspect}", steps.join("."));
                    users.entry(word.to_owned()).or_default().insert(place);
                }
            }
        }
    }
    users
}

fn paginations(base: &Facts, head: &Facts) -> Renames {
    let pagination = |element: &Element| element.kind == Kind::Pagination;
    pairs(
        missing(base, head, pagination)
            .map(|(subject, element)| (element.aspects.clone(), subject)),
        missing(head, base, pagination)
            .map(|(subject, element)| (element.aspects.clone(), subject)),
    )
}

/// The only shape of success, under another status.
fn statuses(base: &Facts, head: &Facts) -> Renames {
    let response = |element: &Element| element.kind == Kind::Response;
    pairs(
        missing(base, head, response).map(|(subject, _)| (subject.parent(), subject)),
        missing(head, base, response).map(|(subject, _)| (subject.parent(), subject)),
    )
}

/// Members under another name on the wire and the same in Rust.
fn members(base: &Facts, head: &Facts) -> Renames {
    let member = |element: &Element| {
        let named = matches!(element.kind, Kind::Field | Kind::Value | Kind::Variant);
        // Listings have no names in Rust, and then nothing can be told.
        (named || element.kind.is_input()) && element.get(Aspect::Rust).is_some()
    };
    let key = |subject: &Subject, element: &Element| {
        let rust = element.get(Aspect::Rust).map(str::to_owned);
        (subject.parent(), element.kind, rust)
    };
    pairs(
        missing(base, head, member).map(|(subject, element)| (key(subject, element), subject)),
        missing(head, base, member).map(|(subject, element)| (key(subject, element), subject)),
    )
}

/// Parameters that travel elsewhere. One in the path is part of the path, and stays.
fn places(base: &Facts, head: &Facts) -> Renames {
    let moving = |element: &Element| element.kind.is_input() && element.kind != Kind::PathParameter;
    let key = |subject: &Subject| {
        let operation = subject.parent().and_then(|place| place.parent());
        (operation, subject.name().to_owned())
    };
    let found = pairs(
        missing(base, head, moving).map(|(subject, _)| (key(subject), subject)),
        missing(head, base, moving).map(|(subject, _)| (key(subject), subject)),
    );
    // A member can only move into a body that was there, or there would be a part without the part that it belongs to.
    found.filter(|from, to| {
        let body = |facts: &Facts, subject: &Subject| match subject.parent() {
            Some(place) if place.name() == "body" => facts.get(&place).is_some(),
            _ => true,
        };
        body(base, to) && body(head, from)
    })
}
