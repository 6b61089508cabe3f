//! Directions in which the data of a delta travels.

use super::Sides;
use crate::audit::delta::Delta;
use crate::audit::facts::{Aspect, Facts, Kind};
use crate::audit::report::Direction;
use crate::audit::subject::Subject;

/// Directions whose rules apply to a delta.
pub(super) fn directions(sides: &Sides<'_>, delta: &Delta) -> Vec<Direction> {
    let subject = delta.subject();
    let in_head = sides.head.get(subject);
    let Some(element) = in_head.or_else(|| sides.base.get(subject)) else {
        return Vec::new();
    };
    match element.kind {
        kind if kind.is_input() || kind == Kind::Body => vec![Direction::Request],
        Kind::Response | Kind::ErrorResponse => vec![Direction::Response],
        kind if kind.is_in_type() => of_type(sides, delta),
        _ => vec![Direction::Request, Direction::Response],
    }
}

fn of_type(sides: &Sides<'_>, delta: &Delta) -> Vec<Direction> {
    let subject = delta.subject();
    let (mut is_sent, mut is_received) = (false, false);
    for (facts, reach) in [
        (sides.base, &sides.base_reach),
        (sides.head, &sides.head_reach),
    ] {
        if let Some(element) = facts.get(subject) {
            let (requests, responses) = reach.of_type(subject, element);
            is_sent |= !requests.is_empty();
            is_received |= !responses.is_empty();
        }
    }
    let is_about_access = matches!(
        delta,
        Delta::Changed {
            aspect: Aspect::Access,
            ..
        }
    );
    is_sent |= is_about_access && is_used_by_body(sides.base, subject);
    let mut directions = Vec::new();
    if is_sent {
        directions.push(Direction::Request);
    }
    // A model whose fields only bodies use is still a struct that callers can name.
    if is_received || !is_sent {
        directions.push(Direction::Response);
    }
    directions
}

/// Whether a body uses a field of a model.
fn is_used_by_body(facts: &Facts, field: &Subject) -> bool {
    let model = field.root();
    let mut bodies = facts.elements.iter().filter(|(_, element)| {
        let of = element
            .ty(Aspect::Of)
            .map(|ty| Subject::named_type(ty.name()));
        element.kind == Kind::Body && of.as_ref() == Some(&model)
    });
    bodies.any(|(body, _)| facts.get(&body.child(field.name())).is_some())
}
