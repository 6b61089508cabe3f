//! Cycles of types that contain each other.

use crate::audit::facts::{Aspect, Facts, Kind, TypeExpr};
use crate::audit::subject::Subject;
use std::collections::{BTreeMap, VecDeque};

/// Shortest cycle through a boxed field or variant: the fields, variants and aliases that lead from it back to its type. A
/// delta that made or broke the cycle is one of these elements.
pub(super) fn cycle_through(facts: &Facts, member: &Subject) -> Vec<Subject> {
    let owner = member.root();
    // The element that leads to each type.
    let mut led_by = BTreeMap::new();
    let mut waiting = VecDeque::from([member.clone()]);
    while let Some(part) = waiting.pop_front() {
        let Some(ty) = held(facts, &part).filter(|ty| !led_by.contains_key(ty)) else {
            continue;
        };
        led_by.insert(ty.clone(), part);
        if ty == owner {
            return way(&led_by, ty, member);
        }
        waiting.extend(links(facts, &ty));
    }
    Vec::new()
}

/// Elements that lead from the member to a type.
fn way(led_by: &BTreeMap<Subject, Subject>, end: Subject, member: &Subject) -> Vec<Subject> {
    let mut parts = Vec::new();
    let mut at = end;
    while let Some(part) = led_by.get(&at) {
        parts.push(part.clone());
        if part == member {
            break;
        }
        at = part.root();
    }
    parts.reverse();
    parts
}

/// Elements through which a type can contain another: boxed members, or the alias itself.
fn links(facts: &Facts, ty: &Subject) -> Vec<Subject> {
    let is_alias = facts.get(ty).is_some_and(|it| it.kind == Kind::Alias);
    let members = facts.under(ty).filter(|(_, it)| it.is(Aspect::Boxed));
    let members = members.map(|(member, _)| member.clone());
    is_alias
        .then(|| ty.clone())
        .into_iter()
        .chain(members)
        .collect()
}

/// Type that an element contains directly. Lists and maps are indirections and need no box.
fn held(facts: &Facts, part: &Subject) -> Option<Subject> {
    let TypeExpr::Name(name) = facts.get(part)?.ty(Aspect::Type)? else {
        return None;
    };
    let ty = Subject::named_type(name);
    facts.get(&ty).map(|_| ty)
}
