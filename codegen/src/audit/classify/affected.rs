//! Operations that a change affects.

use super::Sides;
use super::group::Cause;
use crate::audit::facts::{Aspect, Element, Facts, Kind};
use crate::audit::reach::{Operations, Reach};
use crate::audit::subject::Subject;

/// Operations that a cause affects, on either side.
pub(super) fn affected(sides: &Sides<'_>, cause: &Cause<'_>) -> Operations {
    let deltas = cause.deltas.iter().chain(&cause.touched);
    let mut all = Operations::new();
    for delta in deltas {
        let subject = delta.subject();
        all.extend(operations(sides.base, &sides.base_reach, subject));
        all.extend(operations(sides.head, &sides.head_reach, subject));
    }
    all
}

/// Operations that reach an element.
pub(super) fn operations(facts: &Facts, reach: &Reach, subject: &Subject) -> Operations {
    let Some(element) = facts.get(subject) else {
        return Operations::new();
    };
    let in_type = matches!(element.kind, Kind::Field | Kind::Value | Kind::Variant);
    if in_type || element.kind.is_type() {
        let (requests, responses) = reach.of_type(subject, element);
        return requests.union(&responses).cloned().collect();
    }
    let mut above = Some(subject.clone());
    while let Some(at) = above {
        let kind = facts.get(&at).map(|it| it.kind);
        match kind {
            Some(Kind::Operation) => return Operations::from([at.to_string()]),
            Some(Kind::Resource) => return below(facts, &at),
            Some(Kind::Pagination) => {
                let name = at.name().to_owned();
                let paged = |it: &Element| it.text(Aspect::Pagination) == Some(&name);
                return filtered(facts, paged);
            }
            Some(Kind::Namespace) => {
                let path = at.steps().get(1..).unwrap_or_default();
                let under = |resource: &Element| resource.namespace().starts_with(path);
                let resources = facts
                    .elements
                    .iter()
                    .filter(|(_, it)| it.kind == Kind::Resource && under(it));
                return resources
                    .flat_map(|(resource, _)| below(facts, resource))
                    .collect();
            }
            _ => above = at.parent(),
        }
    }
    reach.all().clone()
}

/// All operations of a resource.
fn below(facts: &Facts, resource: &Subject) -> Operations {
    let parts = facts.under(resource);
    parts
        .filter(|(_, it)| it.kind == Kind::Operation)
        .map(|(subject, _)| subject.to_string())
        .collect()
}

fn filtered(facts: &Facts, wanted: impl Fn(&Element) -> bool) -> Operations {
    let all = facts.elements.iter();
    all.filter(|(_, it)| it.kind == Kind::Operation && wanted(it))
        .map(|(subject, _)| subject.to_string())
        .collect()
}
