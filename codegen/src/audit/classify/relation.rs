//! How a new value of an aspect compares with the old one.

use super::Sides;
use super::types;
use crate::audit::delta::{placeholders, shape};
use crate::audit::facts::{Aspect, Facts, Kind};
use crate::audit::rules::Relation;
use crate::audit::subject::Subject;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// All that holds between two values. None, where the aspect knows no order.
pub(super) fn relations(
    sides: &Sides<'_>,
    subject: &Subject,
    aspect: Aspect,
    old: Option<&str>,
    new: Option<&str>,
) -> Vec<Relation> {
    match aspect {
        Aspect::Type | Aspect::AdditionalProperties => match (old, new) {
            (Some(old), Some(new)) => vec![types::compare(sides.base, old, sides.head, new)],
            _ => Vec::new(),
        },
        Aspect::Maximum | Aspect::ExclusiveMaximum | Aspect::MaxLength | Aspect::MaxItems => {
            let found = bound(old, new, Ordering::Less);
            if found == [Relation::Tightened] && is_page_size(sides.head, subject) {
                return vec![Relation::PageTightened];
            }
            found
        }
        Aspect::Minimum | Aspect::ExclusiveMinimum | Aspect::MinLength | Aspect::MinItems => {
            bound(old, new, Ordering::Greater)
        }
        Aspect::MultipleOf | Aspect::UniqueItems => match (old, new) {
            (None, _) => vec![Relation::Tightened],
            (_, None) => vec![Relation::Loosened],
            _ => vec![Relation::Tightened, Relation::Loosened],
        },
        Aspect::Default if is_page_size(sides.head, subject) => vec![Relation::PageDefault],
        Aspect::Security | Aspect::Permissions | Aspect::Order | Aspect::Constructor => {
            lists(old, new)
        }
        Aspect::Path => paths(old.unwrap_or_default(), new.unwrap_or_default()),
        // Days are written so that they sort as text.
        Aspect::EndOfLife => match (old, new) {
            (Some(old), Some(new)) if new < old => vec![Relation::Earlier],
            (Some(_), Some(_)) => vec![Relation::Later],
            _ => Vec::new(),
        },
        Aspect::Rust if is_of_sibling(sides.base, subject, new) => vec![Relation::TakenOver],
        _ => Vec::new(),
    }
}

/// Whether something of the same kind beside it is called so in Rust.
fn is_of_sibling(facts: &Facts, subject: &Subject, name: Option<&str>) -> bool {
    let (Some(parent), Some(name)) = (subject.parent(), name) else {
        return false;
    };
    let kind = facts.get(subject).map(|it| it.kind);
    let siblings = facts.under(&parent).filter(|(other, element)| {
        *other != subject && other.parent().as_ref() == Some(&parent) && Some(element.kind) == kind
    });
    siblings
        .map(|(_, element)| element.get(Aspect::Rust))
        .any(|other| other == Some(name))
}

/// `tighter` is how a new bound compares with an old one when fewer values pass.
fn bound(old: Option<&str>, new: Option<&str>, tighter: Ordering) -> Vec<Relation> {
    vec![match (old, new) {
        (None, _) => Relation::Tightened,
        (_, None) => Relation::Loosened,
        (Some(old), Some(new)) if numbers(new, old) == Some(tighter) => Relation::Tightened,
        (Some(old), Some(new)) if numbers(new, old) == Some(tighter.reverse()) => {
            Relation::Loosened
        }
        _ => return vec![Relation::Tightened, Relation::Loosened],
    }]
}

fn numbers(one: &str, other: &str) -> Option<Ordering> {
    if let (Ok(one), Ok(other)) = (one.parse::<i128>(), other.parse::<i128>()) {
        return Some(one.cmp(&other));
    }
    one.parse::<f64>().ok()?.partial_cmp(&other.parse().ok()?)
}

fn lists(old: Option<&str>, new: Option<&str>) -> Vec<Relation> {
    let items = |list: Option<&str>| -> Vec<String> {
        let list = list.filter(|list| !list.is_empty());
        list.into_iter()
            .flat_map(|list| list.split(", "))
            .map(str::to_owned)
            .collect()
    };
    let (old, new) = (items(old), items(new));
    let (before, after): (BTreeSet<_>, BTreeSet<_>) = (old.iter().collect(), new.iter().collect());
    let mut found = Vec::new();
    if after.difference(&before).next().is_some() {
        found.push(Relation::Gained);
    }
    if before.difference(&after).next().is_some() {
        found.push(Relation::Lost);
    }
    let kept = |list: &[String], other: &BTreeSet<&String>| -> Vec<String> {
        let kept = list.iter().filter(|item| other.contains(item));
        kept.cloned().collect()
    };
    if kept(&old, &after) != kept(&new, &before) {
        found.push(Relation::Reordered);
    }
    found
}

fn paths(old: &str, new: &str) -> Vec<Relation> {
    let (before, after) = (placeholders(old), placeholders(new));
    let set = |names: &[&str]| -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    };
    if set(&before) != set(&after) {
        return vec![Relation::OtherPlaceholders];
    }
    let mut found = Vec::new();
    if before != after {
        found.push(Relation::Reordered);
    }
    if shape(old) != shape(new) {
        found.push(Relation::OtherWords);
    }
    found
}

/// Whether a parameter says how long a page of its operation is.
fn is_page_size(facts: &Facts, subject: &Subject) -> bool {
    let size = || {
        let element = facts
            .get(subject)
            .filter(|it| it.kind == Kind::QueryParameter);
        element?;
        let operation = facts.get(&subject.parent()?.parent()?)?;
        let name = operation.get(Aspect::Pagination)?;
        let pagination = facts.get(&Subject::reserved("pagination").child(name))?;
        pagination.get(Aspect::Size)
    };
    size() == Some(subject.name())
}
