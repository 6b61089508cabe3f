//! What stands although its end of life has passed.

use super::entry::{Entry, entry};
use super::{Context, Sides};
use crate::audit::facts::Aspect;
use crate::audit::report::Change;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What is still there although its end of life has passed, which it had before. What shares a declaration counts once.
pub(super) fn changes(sides: &Sides<'_>, context: &Context<'_>) -> Vec<Change> {
    let mut seen = BTreeSet::new();
    let mut changes = Vec::new();
    // Models come before the bodies that take fields from them: types start with capitals.
    for (subject, element) in &sides.head.elements {
        let Some(day) = element.get(Aspect::EndOfLife) else {
            continue;
        };
        let over = day.parse::<Date>().is_ok_and(|date| date <= context.as_of);
        let before = sides.base.get(subject);
        let stands = before.and_then(|it| it.get(Aspect::EndOfLife)) == Some(day);
        let place = sides.head.places.get(subject);
        if !over || !stands || place.is_some_and(|place| !seen.insert((*place, day.to_owned()))) {
            continue;
        }
        changes.extend(entry(
            sides,
            context,
            &Entry {
                rule: "eol-passed-still-present",
                subject: subject.clone(),
                old: Some(day.to_owned()),
                new: None,
            },
        ));
    }
    changes
}
