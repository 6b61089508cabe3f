//! Detects renames among removed and added elements. Ambiguous candidates count as removed and added.

use super::rename::Renames;
use crate::audit::facts::{Aspect, Element, Facts, Kind, PathTemplate, Value};
use crate::audit::subject::Subject;
use std::collections::{BTreeMap, BTreeSet};

/// Detects renames of one sort of element. Earlier steps have been applied to the older facts.
pub(super) type Step = fn(&Facts, &Facts) -> Renames;

/// All steps, outermost elements first.
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

/// Elements of a sort that only one side has.
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

/// Pairs removed and added elements that share a key with no others.
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
fn route(element: &Element) -> (Option<String>, Option<PathTemplate>) {
    let method = element.text(Aspect::Method).map(str::to_owned);
    (method, element.path().map(PathTemplate::shape))
}

/// Namespaces with the same resources. Resources of nested namespaces do not count, so that an outer namespace is not
/// confused with an inner one.
fn namespaces(base: &Facts, head: &Facts) -> Renames {
    let namespace = |element: &Element| element.kind == Kind::Namespace;
    let resources = |facts: &Facts| {
        let mut inside: BTreeMap<Vec<String>, BTreeSet<Subject>> = BTreeMap::new();
        for (subject, element) in &facts.elements {
            if element.kind == Kind::Resource {
                let path = element.namespace().to_vec();
                inside.entry(path).or_default().insert(subject.clone());
            }
        }
        inside
    };
    let keyed = |facts, other| {
        let inside = resources(facts);
        missing(facts, other, namespace).filter_map(move |(subject, _)| {
            let path = subject.steps().get(1..)?;
            Some((inside.get(path)?.clone(), subject))
        })
    };
    pairs(keyed(base, head), keyed(head, base))
}

/// Resources with the same operations.
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

/// Placeholders at the same position of the same path.
fn placeholders_of_paths(base: &Facts, head: &Facts) -> Renames {
    let mut renames = Renames::default();
    for (subject, old) in &base.elements {
        let (Some(new), Kind::Operation) = (head.get(subject), old.kind) else {
            continue;
        };
        let (Some(old), Some(new)) = (old.path(), new.path()) else {
            continue;
        };
        if old.shape() != new.shape() {
            continue;
        }
        let (old, new) = (old.placeholders(), new.placeholders());
        for (from, to) in old.iter().zip(&new) {
            if from != to && !new.contains(from) && !old.contains(to) {
                let parameters = subject.child("path");
                renames.add(parameters.child(from), parameters.child(to));
            }
        }
    }
    renames
}

/// Types with the same content that share a use.
fn types(base: &Facts, head: &Facts) -> Renames {
    let is_type = |element: &Element| element.kind.is_type();
    let removed: Vec<_> = missing(base, head, is_type).collect();
    let added: Vec<_> = missing(head, base, is_type).collect();
    if removed.is_empty() || added.is_empty() {
        return Renames::default();
    }
    // Types that could have been renamed together count as equal.
    let unknown: BTreeSet<_> = removed
        .iter()
        .chain(&added)
        .map(|(subject, _)| subject.root_name())
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

/// Name of every type that could have been renamed.
const UNKNOWN: &str = "?";

/// Wire form of a type or of one of its children.
fn wire_shape(element: &Element, unknown: &BTreeSet<&str>) -> (Kind, Vec<(Aspect, String)>) {
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
        let value = match value {
            Value::Type(ty) if unknown.contains(ty.name()) => ty.with_name(UNKNOWN).to_string(),
            _ => value.to_string(),
        };
        (*aspect, value)
    });
    (element.kind, values.collect())
}

/// Uses of each type that could have been renamed.
fn users(facts: &Facts, unknown: &BTreeSet<&str>) -> BTreeMap<String, BTreeSet<(Subject, Aspect)>> {
    let mut users: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for (subject, element) in &facts.elements {
        for (aspect, value) in &element.aspects {
            let Value::Type(ty) = value else { continue };
            if unknown.contains(ty.name()) {
                let user = if unknown.contains(subject.root_name()) {
                    let root = Subject::named_type(UNKNOWN);
                    subject.rebased(&subject.root(), &root)
                } else {
                    None
                };
                let user = user.unwrap_or_else(|| subject.clone());
                let users = users.entry(ty.name().to_owned()).or_default();
                users.insert((user, *aspect));
            }
        }
    }
    users
}

fn paginations(base: &Facts, head: &Facts) -> Renames {
    let pagination = |element: &Element| element.kind == Kind::Pagination;
    let key = |element: &Element| -> Vec<_> {
        let aspects = element.aspects.iter();
        aspects
            .map(|(aspect, value)| (*aspect, value.to_string()))
            .collect()
    };
    pairs(
        missing(base, head, pagination).map(|(subject, element)| (key(element), subject)),
        missing(head, base, pagination).map(|(subject, element)| (key(element), subject)),
    )
}

/// The only success response, under another status.
fn statuses(base: &Facts, head: &Facts) -> Renames {
    let response = |element: &Element| element.kind == Kind::Response;
    pairs(
        missing(base, head, response).map(|(subject, _)| (subject.parent(), subject)),
        missing(head, base, response).map(|(subject, _)| (subject.parent(), subject)),
    )
}

/// Fields, values, variants and arguments with another wire name and the same Rust name.
fn members(base: &Facts, head: &Facts) -> Renames {
    let member = |element: &Element| {
        let named = matches!(element.kind, Kind::Field | Kind::Value | Kind::Variant);
        // Facts from a listing have no Rust names.
        (named || element.kind.is_input()) && element.get(Aspect::Rust).is_some()
    };
    let key = |subject: &Subject, element: &Element| {
        let rust = element.text(Aspect::Rust).map(str::to_owned);
        (subject.parent(), element.kind, rust)
    };
    pairs(
        missing(base, head, member).map(|(subject, element)| (key(subject, element), subject)),
        missing(head, base, member).map(|(subject, element)| (key(subject, element), subject)),
    )
}

/// Arguments that moved to another location. Path parameters are part of the path and do not move.
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
    // An argument moves only into a body that exists on both sides; otherwise it would lack its parent.
    found.filter(|from, to| {
        let body = |facts: &Facts, subject: &Subject| match subject.parent() {
            Some(place) if place.name() == "body" => facts.get(&place).is_some(),
            _ => true,
        };
        body(base, to) && body(head, from)
    })
}
