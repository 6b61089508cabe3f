//! Rings of types that hold each other: which parts make a type hold itself.

use crate::audit::facts::{Aspect, Element, Facts, Kind};
use crate::audit::reach::words;
use crate::audit::subject::Subject;
use std::collections::{BTreeMap, VecDeque};

/// The shortest way from a boxed member back to the type that it stands in: members, and the aliases between them. What
/// made or broke the ring differs in one of these, since every other way back needs a difference too.
pub(super) fn way_back(facts: &Facts, member: &Subject) -> Vec<Subject> {
    let owner = member.root();
    // Each type, with the part of another that leads to it.
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

/// The parts that led to a type, from the member on.
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

/// The parts of a type that can hold another one in themselves: boxed members, or what an alias stands for.
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

/// The types that a part holds in itself; behind a list or map they need no box.
fn held(facts: &Facts, part: &Subject) -> Option<Subject> {
    let held = facts
        .get(part)
        .and_then(|it: &Element| it.get(Aspect::Type))?;
    let is_direct = !held.starts_with(['[', '{']);
    let name = words(held).next().filter(|_| is_direct)?;
    let ty = Subject::named_type(name);
    facts.get(&ty).map(|_| ty)
}
