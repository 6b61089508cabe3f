//! Relations between the old and the new value of an aspect.

use super::Sides;
use super::constraints;
use super::types::{self, Use};
use crate::audit::facts::{Aspect, Element, Facts, Kind, PathTemplate, TypeExpr, Value};
use crate::audit::rules::Relation;
use crate::audit::subject::Subject;
use crate::ir::{compare_numbers, is_multiple};
use serde_json::{Map, Value as Json};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// All relations between two values; empty for aspects whose values are not comparable.
pub(super) fn relations(
    sides: &Sides<'_>,
    subject: &Subject,
    aspect: Aspect,
    old: Option<&Value>,
    new: Option<&Value>,
) -> Vec<Relation> {
    if constraints::moved(sides, subject, aspect) {
        return vec![Relation::Moved];
    }
    match aspect {
        Aspect::Type | Aspect::AdditionalProperties => match (old, new) {
            (Some(Value::Type(old)), Some(Value::Type(new))) => {
                let of_element = |facts: &Facts| {
                    let element = facts.get(subject).filter(|_| aspect == Aspect::Type);
                    element.map(Element::constraints)
                };
                let (before, after) = (of_element(sides.base), of_element(sides.head));
                vec![types::compare(
                    Use {
                        facts: sides.base,
                        ty: old,
                        constraints: before.as_ref(),
                    },
                    Use {
                        facts: sides.head,
                        ty: new,
                        constraints: after.as_ref(),
                    },
                )]
            }
            _ => Vec::new(),
        },
        Aspect::Maximum | Aspect::ExclusiveMaximum => {
            let found = bound(old, new, Ordering::Less);
            if found == [Relation::Tightened] && is_page_size(sides.head, subject) {
                return vec![Relation::PageTightened];
            }
            found
        }
        Aspect::MaxLength | Aspect::MaxItems => bound(old, new, Ordering::Less),
        Aspect::Minimum | Aspect::ExclusiveMinimum | Aspect::MinLength | Aspect::MinItems => {
            bound(old, new, Ordering::Greater)
        }
        Aspect::MultipleOf => multiple(old, new),
        Aspect::UniqueItems => any_change(old, new),
        Aspect::ItemConstraints => item_constraints(old, new),
        Aspect::Default if is_page_size(sides.head, subject) => vec![Relation::PageDefault],
        Aspect::Security | Aspect::Permissions | Aspect::Order | Aspect::Constructor => {
            compare_lists(old, new)
        }
        Aspect::Path => match (old, new) {
            (Some(Value::Path(old)), Some(Value::Path(new))) => compare_paths(old, new),
            _ => Vec::new(),
        },
        Aspect::EndOfLife => match (old, new) {
            (Some(Value::Date(old)), Some(Value::Date(new))) if new < old => {
                vec![Relation::Earlier]
            }
            (Some(_), Some(_)) => vec![Relation::Later],
            _ => Vec::new(),
        },
        Aspect::Rust if is_of_sibling(sides.base, subject, new) => vec![Relation::TakenOver],
        _ => Vec::new(),
    }
}

/// The relation of a type of another kind to the type before. Only types of strings and numbers are compared.
pub(super) fn of_kinds(sides: &Sides<'_>, subject: &Subject) -> Vec<Relation> {
    let ty = TypeExpr::named(subject.name());
    let of = |facts| Use {
        facts,
        ty: &ty,
        constraints: None,
    };
    match types::compare(of(sides.base), of(sides.head)) {
        Relation::Tightened | Relation::Loosened | Relation::Replaced
            if constraints::moved_with_kind(sides, subject) =>
        {
            vec![Relation::SameWire]
        }
        relation => vec![relation],
    }
}

/// Whether a sibling of the same kind had this Rust name.
fn is_of_sibling(facts: &Facts, subject: &Subject, name: Option<&Value>) -> bool {
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

/// Compares bounds. `tighter` is the order of the new and the old bound if fewer values are valid.
fn bound(old: Option<&Value>, new: Option<&Value>, tighter: Ordering) -> Vec<Relation> {
    vec![match (old, new) {
        (None, _) => Relation::Tightened,
        (_, None) => Relation::Loosened,
        (Some(Value::Number(old)), Some(Value::Number(new))) => match compare_numbers(new, old) {
            order if order == tighter => Relation::Tightened,
            Ordering::Equal => return vec![Relation::Tightened, Relation::Loosened],
            _ => Relation::Loosened,
        },
        _ => return vec![Relation::Tightened, Relation::Loosened],
    }]
}

/// Compares the numbers that values are multiples of.
fn multiple(old: Option<&Value>, new: Option<&Value>) -> Vec<Relation> {
    match (old, new) {
        (Some(Value::Number(old)), Some(Value::Number(new))) if is_multiple(new, old) => {
            vec![Relation::Tightened]
        }
        (Some(Value::Number(old)), Some(Value::Number(new))) if is_multiple(old, new) => {
            vec![Relation::Loosened]
        }
        _ => any_change(old, new),
    }
}

/// Compares constraints whose values have no order.
fn any_change<T>(old: Option<T>, new: Option<T>) -> Vec<Relation> {
    match (old, new) {
        (None, _) => vec![Relation::Tightened],
        (_, None) => vec![Relation::Loosened],
        _ => vec![Relation::Tightened, Relation::Loosened],
    }
}

/// Compares the constraints of items, each with the one of the same name.
fn item_constraints(old: Option<&Value>, new: Option<&Value>) -> Vec<Relation> {
    let members = |value: Option<&Value>| match value {
        Some(Value::Json(Json::Object(members))) => members.clone(),
        _ => Map::new(),
    };
    let (old, new) = (members(old), members(new));
    let names: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    let number = |value: Option<&Json>| match value {
        Some(Json::Number(number)) => Some(Value::Number(number.clone())),
        _ => None,
    };
    let mut found = Vec::new();
    for name in names {
        let (old, new) = (old.get(name), new.get(name));
        let relations = match (number(old), number(new)) {
            _ if old == new => continue,
            (None, None) => any_change(old, new),
            (old, new) if name.contains("max") => bound(old.as_ref(), new.as_ref(), Ordering::Less),
            (old, new) if name.contains("min") => {
                bound(old.as_ref(), new.as_ref(), Ordering::Greater)
            }
            (old, new) => multiple(old.as_ref(), new.as_ref()),
        };
        found.extend(relations);
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn compare_lists(old: Option<&Value>, new: Option<&Value>) -> Vec<Relation> {
    let (old, new) = (items(old), items(new));
    let (before, after): (BTreeSet<_>, BTreeSet<_>) = (old.iter().collect(), new.iter().collect());
    let mut found = Vec::new();
    if after.difference(&before).next().is_some() {
        found.push(Relation::Gained);
    }
    if before.difference(&after).next().is_some() {
        found.push(Relation::Lost);
    }
    let kept_before = old.iter().filter(|item| after.contains(item));
    let kept_after = new.iter().filter(|item| before.contains(item));
    if !kept_before.eq(kept_after) {
        found.push(Relation::Reordered);
    }
    found
}

/// Items of a list. A security requirement is an item of several schemes.
fn items(value: Option<&Value>) -> Vec<Vec<&str>> {
    let one = |name| vec![String::as_str(name)];
    match value {
        Some(Value::List(names)) => names.iter().map(one).collect(),
        Some(Value::Set(names)) => names.iter().map(one).collect(),
        Some(Value::Requirements(alternatives)) => alternatives
            .iter()
            .map(|schemes| schemes.iter().map(String::as_str).collect())
            .collect(),
        _ => Vec::new(),
    }
}

fn compare_paths(old: &PathTemplate, new: &PathTemplate) -> Vec<Relation> {
    let (before, after) = (old.placeholders(), new.placeholders());
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
    if old.shape() != new.shape() {
        found.push(Relation::OtherWords);
    }
    found
}

/// Whether a parameter sets the page size of its operation.
fn is_page_size(facts: &Facts, subject: &Subject) -> bool {
    let size = || {
        let element = facts
            .get(subject)
            .filter(|it| it.kind == Kind::QueryParameter);
        element?;
        let operation = facts.get(&subject.parent()?.parent()?)?;
        let name = operation.text(Aspect::Pagination)?;
        let pagination = facts.get(&Subject::reserved("pagination").child(name))?;
        pagination.text(Aspect::Size)
    };
    size() == Some(subject.name())
}
