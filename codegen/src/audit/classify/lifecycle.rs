//! Rules that depend on the day, and on what was removed before.

use super::{Context, Sides};
use crate::audit::delta::Delta;
use crate::audit::facts::{Aspect, Element, Kind};
use crate::audit::report::Lifecycle;
use crate::audit::subject::Subject;
use jiff::civil::Date;

/// Something that was removed, and whose name may not come back with another meaning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tombstone {
    /// Its path.
    pub subject: String,
    /// The version that removed it.
    pub removed_in: Option<String>,
    /// Its end of life, `YYYY-MM-DD`.
    pub eol: Option<String>,
    /// What took its place.
    pub replacement: Option<String>,
}

/// A rule that holds, and the value that its message shows as old or new.
pub(super) struct Finding {
    pub(super) rule: &'static str,
    pub(super) day: Option<String>,
}

fn finding(rule: &'static str, day: Option<&str>) -> Finding {
    Finding {
        rule,
        day: day.map(str::to_owned),
    }
}

/// What the policy says of a difference.
pub(super) fn findings(sides: &Sides<'_>, context: &Context<'_>, delta: &Delta) -> Vec<Finding> {
    let mut found = Vec::new();
    let subject = delta.subject();
    match delta {
        Delta::Changed {
            aspect: Aspect::Deprecated,
            new: Some(_),
            ..
        } => {
            if let Some(element) = sides.head.get(subject) {
                found.extend(introduced(element, context));
            }
        }
        Delta::Changed {
            aspect: Aspect::EndOfLife,
            old,
            new: Some(new),
            ..
        } if old.as_ref().is_none_or(|old| new < old) => {
            found.extend(end(new, context));
        }
        Delta::Removed { element, .. } => {
            found.extend(removed(element, context));
            if element.kind == Kind::Resource {
                let parts = sides.base.under(subject);
                let operations = parts.filter(|(_, part)| part.kind == Kind::Operation);
                let all: Vec<_> = operations
                    .filter_map(|(_, part)| removed(part, context))
                    .collect();
                // The worst of its operations speaks for the resource.
                for rule in [NEVER, BEFORE, AFTER] {
                    if let Some(worst) = all.iter().find(|it| it.rule == rule) {
                        found.push(finding(worst.rule, worst.day.as_deref()));
                        break;
                    }
                }
            }
        }
        _ => {}
    }
    found.extend(reused(context, delta));
    found
}

/// A name that comes back, be it with something else.
pub(super) fn reused(context: &Context<'_>, delta: &Delta) -> Option<Finding> {
    let (Delta::Added { subject, .. } | Delta::Renamed { to: subject, .. }) = delta else {
        return None;
    };
    let name = subject.to_string();
    let stone = context.tombstones.iter().find(|it| it.subject == name)?;
    Some(finding("removed-id-reused", Some(&stone.subject)))
}

/// The one finding that says that a promise was kept.
pub(super) const AFTER: &str = "removed-after-eol";
const BEFORE: &str = "removed-before-eol";
const NEVER: &str = "removed-never-deprecated";

/// A deprecation that is new.
fn introduced(element: &Element, context: &Context<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    match element.get(Aspect::EndOfLife) {
        None => found.push(finding("deprecated-without-eol", None)),
        Some(day) => found.extend(end(day, context)),
    }
    let says = |aspect| element.get(aspect).is_some();
    if !says(Aspect::Replacement) && !says(Aspect::Note) {
        found.push(finding("deprecated-without-replacement", None));
    }
    found
}

/// An end of life that is set or comes sooner.
fn end(day: &str, context: &Context<'_>) -> Option<Finding> {
    let date: Date = day.parse().ok()?;
    if date <= context.as_of {
        return Some(finding("deprecated-eol-in-past", Some(day)));
    }
    let left = date.since(context.as_of).ok()?.get_days();
    (left < context.grace_days).then(|| finding("deprecated-eol-too-soon", Some(day)))
}

fn removed(element: &Element, context: &Context<'_>) -> Option<Finding> {
    let promised = element.is(Aspect::Deprecated);
    // Types go when nothing uses them, the path is part of its operation, and constants are nobody's to give.
    let counts = element.kind.is_deprecable()
        && element.kind != Kind::PathParameter
        && !(element.kind.is_input() && element.get(Aspect::Constant).is_some());
    if !(counts || promised && element.kind.is_type()) {
        return None;
    }
    if !promised {
        return Some(finding(NEVER, None));
    }
    let day = element.get(Aspect::EndOfLife);
    let over = day
        .and_then(|day| day.parse::<Date>().ok())
        .is_some_and(|date| date <= context.as_of);
    Some(finding(if over { AFTER } else { BEFORE }, day))
}

/// The deprecation of a part: the head's, or the base's where the part is gone.
pub(super) fn lifecycle(sides: &Sides<'_>, subject: &Subject) -> Option<Lifecycle> {
    let element = sides
        .head
        .get(subject)
        .or_else(|| sides.base.get(subject))?;
    if !element.is(Aspect::Deprecated) {
        return None;
    }
    let get = |aspect| element.get(aspect).map(str::to_owned);
    Some(Lifecycle {
        since: get(Aspect::Since),
        eol: get(Aspect::EndOfLife),
        replacement: get(Aspect::Replacement),
    })
}
