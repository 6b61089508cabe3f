//! Elements that are past their end of life, and whose end of life did not change.

use super::entry::{Entry, entry};
use super::{Context, Sides};
use crate::audit::facts::Aspect;
use crate::audit::report::Change;
use std::collections::BTreeSet;

/// One change per declaration that is past its end of life. A new or earlier end of life of an element of the base is a
/// change of its own.
pub(super) fn changes(sides: &Sides<'_>, context: &Context<'_>) -> Vec<Change> {
    let mut seen = BTreeSet::new();
    let mut changes = Vec::new();
    // Types start with capitals, so models come before the bodies that take fields from them.
    for (subject, element) in &sides.head.elements {
        let Some(day) = element.date(Aspect::EndOfLife) else {
            continue;
        };
        let over = day <= context.as_of;
        let before = sides.base.get(subject);
        let is_unchanged = before.is_none_or(|it| it.date(Aspect::EndOfLife) == Some(day));
        let place = sides.head.places.get(subject);
        if !over || !is_unchanged || place.is_some_and(|place| !seen.insert((*place, day))) {
            continue;
        }
        changes.extend(entry(
            sides,
            context,
            &Entry {
                rule: "eol-passed-still-present",
                subject: subject.clone(),
                old: Some(day.to_string()),
                new: None,
            },
        ));
    }
    changes
}
