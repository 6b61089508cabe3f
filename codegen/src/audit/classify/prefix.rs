//! Path prefixes: a prefix that several operations of a resource share changes once.

use super::Sides;
use super::cause::Cause;
use crate::audit::delta::Delta;
use crate::audit::facts::{Aspect, Facts, Kind, Value};
use crate::audit::report::Locations;
use crate::audit::subject::Subject;
use crate::source::Sources;
use std::collections::{BTreeMap, BTreeSet};

/// Resource, rules, old and new prefix.
type Key<'a> = (Subject, Vec<&'a str>, String, String);

/// Merges the causes of operations whose prefix changed in the same way.
pub(super) fn shared<'a>(sides: &Sides<'_>, causes: Vec<Cause<'a>>) -> Vec<Cause<'a>> {
    let mut groups: BTreeMap<Key<'a>, Vec<Cause<'a>>> = BTreeMap::new();
    let mut done = Vec::new();
    for cause in causes {
        match key(sides, &cause) {
            Some(key) => groups.entry(key).or_default().push(cause),
            None => done.push(cause),
        }
    }
    for ((resource, _, old, new), group) in groups {
        if group.len() < 2 || !is_of_resource(sides, &resource, &group) {
            done.extend(group);
            continue;
        }
        done.extend(together(resource, (old, new), group));
    }
    done
}

/// Whether the change is one of the resource: its `path` changed, or the paths of all its operations did.
fn is_of_resource(sides: &Sides<'_>, resource: &Subject, group: &[Cause<'_>]) -> bool {
    let at_start = |cause: &Cause<'_>| {
        let first = cause.deltas.first();
        first.is_some_and(|delta| location(sides, delta).is_some())
    };
    let operations = sides
        .head
        .under(resource)
        .filter(|(_, part)| part.kind == Kind::Operation);
    let staying = operations.filter(|(subject, _)| sides.base.get(subject).is_some());
    group.iter().all(at_start) || staying.count() == group.len()
}

/// Key of a cause that changes a path and nothing else.
fn key<'a>(sides: &Sides<'_>, cause: &Cause<'a>) -> Option<Key<'a>> {
    let [
        Delta::Changed {
            aspect: Aspect::Path,
            subject,
            old: Some(Value::Path(old)),
            new: Some(Value::Path(new)),
        },
    ] = cause.deltas.as_slice()
    else {
        return None;
    };
    let resource = subject.parent()?;
    let is_resource = sides.head.get(&resource)?.kind == Kind::Resource;
    let (old, new) = (old.without_common_end(new), new.without_common_end(old));
    is_resource.then(|| (resource, cause.shown_rules(), old, new))
}

/// Where the `path` of the resource is declared, if it changed and the rest of the operation's path did not.
pub(super) fn location(sides: &Sides<'_>, delta: &Delta) -> Option<Locations> {
    let Delta::Changed {
        aspect: Aspect::Path,
        subject,
        old: Some(Value::Path(old)),
        new: Some(Value::Path(new)),
    } = delta
    else {
        return None;
    };
    let (old, new) = (&old.to_string(), &new.to_string());
    let resource = subject.parent()?;
    let start = |facts: &Facts, sources: Option<&Sources>| {
        let span = facts.aspect_places.get(&(resource.clone(), Aspect::Path))?;
        let text = sources?.text(span.file).get(span.start..span.end)?;
        Some(text.trim_matches(['"', '\'', '/']).to_owned())
    };
    let own = |path: &str, start: &str| {
        let own = path.trim_start_matches('/').strip_prefix(start);
        own.map(str::to_owned)
    };
    let now = start(sides.head, sides.head_sources)?;
    let is_start = match start(sides.base, sides.base_sources) {
        Some(before) => {
            let own = own(old, &before).zip(own(new, &now));
            before != now && own.is_some_and(|(old, new)| old == new)
        }
        // Listings contain whole paths only.
        None => {
            let starts_now = own(new, &now).is_some() && own(old, &now).is_none();
            sides.base_sources.is_none() && starts_now
        }
    };
    let location = |facts: &Facts, sources: Option<&Sources>| {
        Sides::aspect_location(facts, sources, (&resource, Aspect::Path))
    };
    is_start.then(|| Locations {
        base: location(sides.base, sides.base_sources),
        head: location(sides.head, sides.head_sources),
    })
}

fn together<'a>(
    resource: Subject,
    (old, new): (String, String),
    group: Vec<Cause<'a>>,
) -> Option<Cause<'a>> {
    let members: BTreeSet<_> = group.iter().map(|cause| cause.subject.clone()).collect();
    let mut group = group.into_iter();
    let mut first = group.next()?;
    for other in group {
        first.absorb(other);
    }
    first.subject = resource;
    first.members.extend(members);
    (first.old, first.new) = (Some(old), Some(new));
    Some(first)
}
