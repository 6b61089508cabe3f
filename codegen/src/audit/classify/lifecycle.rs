//! Rules that depend on dates and on tombstones.

use super::{Context, Sides};
use crate::audit::delta::Delta;
use crate::audit::facts::{Aspect, Element, Kind, Value};
use crate::audit::report::Lifecycle;
use crate::audit::subject::Subject;
use jiff::civil::Date;

/// A rule that applies, and the value that its message shows.
pub(super) struct Finding {
    pub(super) rule: &'static str,
    pub(super) value: Option<String>,
}

fn finding(rule: &'static str, value: Option<impl ToString>) -> Finding {
    Finding {
        rule,
        value: value.map(|it| it.to_string()),
    }
}

/// Lifecycle rules that apply to a delta.
pub(super) fn findings(sides: &Sides<'_>, context: &Context<'_>, delta: &Delta) -> Vec<Finding> {
    let mut found = Vec::new();
    if !context.rules.have_policies() {
        return found;
    }
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
            new: Some(Value::Date(new)),
            ..
        } if !matches!(old, Some(Value::Date(old)) if new >= old) => {
            found.extend(end(*new, context));
        }
        Delta::Removed { element, .. } => {
            found.extend(removed(element, context));
            if element.kind == Kind::Resource {
                let parts = sides.base.under(subject);
                let operations = parts.filter(|(_, part)| part.kind == Kind::Operation);
                let all: Vec<_> = operations
                    .filter_map(|(_, part)| removed(part, context))
                    .collect();
                // A resource counts as the worst of its operations.
                for rule in [NEVER, BEFORE, AFTER] {
                    if let Some(worst) = all.iter().find(|it| it.rule == rule) {
                        found.push(finding(worst.rule, worst.value.as_ref()));
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

/// Whether a delta reuses the name of a removed element.
pub(super) fn reused(context: &Context<'_>, delta: &Delta) -> Option<Finding> {
    let (Delta::Added { subject, .. } | Delta::Renamed { to: subject, .. }) = delta else {
        return None;
    };
    let name = subject.to_string();
    let is_reused = context.removed_names.contains(&name);
    is_reused.then(|| finding("removed-id-reused", Some(name)))
}

/// Rule for an element that is removed after its end of life.
pub(super) const AFTER: &str = "removed-after-eol";
const BEFORE: &str = "removed-before-eol";
const NEVER: &str = "removed-never-deprecated";
/// Presence of a field that the struct does not have.
const IMPLIED: &str = "implied";
/// For rules whose message shows no value.
const NO_VALUE: Option<&str> = None;

/// Rules for a new deprecation.
fn introduced(element: &Element, context: &Context<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let has = |aspect| element.get(aspect).is_some();
    let has_successor = has(Aspect::Replacement) || has(Aspect::Note);
    match element.date(Aspect::EndOfLife) {
        // Such a deprecation is an error, unless the spec sets another level of the lint `bare-deprecation`.
        None if !has_successor && !has(Aspect::Since) => {
            return vec![finding("deprecated-without-details", NO_VALUE)];
        }
        None => found.push(finding("deprecated-without-eol", NO_VALUE)),
        Some(day) => found.extend(end(day, context)),
    }
    if !has_successor {
        found.push(finding("deprecated-without-replacement", NO_VALUE));
    }
    found
}

/// Rules for an end of life that is set or brought forward.
fn end(date: Date, context: &Context<'_>) -> Option<Finding> {
    if date <= context.as_of {
        return Some(finding("deprecated-eol-in-past", Some(date)));
    }
    let left = date.since(context.as_of).ok()?.get_days();
    (left < context.grace_days).then(|| finding("deprecated-eol-too-soon", Some(date)))
}

/// Rule for a removed element.
fn removed(element: &Element, context: &Context<'_>) -> Option<Finding> {
    let deprecated = element.is(Aspect::Deprecated);
    // Unused types are removed, path parameters belong to the path, and callers neither pass nor read constants.
    let counts = element.kind.is_deprecable()
        && element.kind != Kind::PathParameter
        && !(element.kind.is_input() && element.get(Aspect::Constant).is_some())
        && element.text(Aspect::Presence) != Some(IMPLIED);
    if !(counts || deprecated && element.kind.is_type()) {
        return None;
    }
    if !deprecated {
        return Some(finding(NEVER, NO_VALUE));
    }
    let end = element.date(Aspect::EndOfLife);
    let over = end.is_some_and(|date| date <= context.as_of);
    Some(finding(if over { AFTER } else { BEFORE }, end))
}

/// Deprecation of an element: that of the head, or that of the base if it was removed.
pub(super) fn lifecycle(sides: &Sides<'_>, subject: &Subject) -> Option<Lifecycle> {
    let element = sides
        .head
        .get(subject)
        .or_else(|| sides.base.get(subject))?;
    if !element.is(Aspect::Deprecated) {
        return None;
    }
    Some(Lifecycle {
        since: element.date(Aspect::Since),
        eol: element.date(Aspect::EndOfLife),
        replacement: element.text(Aspect::Replacement).map(str::to_owned),
    })
}
