//! Checks `removed.yaml`: each removed name has a correct tombstone, and tombstones are never removed.
//!
//! A rename removes the old name, so it needs a tombstone too. The reuse of a name that has a tombstone is the rule
//! `removed-id-reused`.

use super::facts::{Aspect, Element, Facts, Kind};
use super::ledger_yaml;
use super::report::{Change, Location};
use super::subject::Subject;
use super::successor::Successors;
use super::version::{is_decreased, release};
use super::violation::Violation;
use crate::source::Span;
use crate::spec::{REMOVED, Tombstone};
use std::collections::BTreeMap;

/// The tombstones of both sides.
#[derive(Debug, Clone, Copy)]
pub struct Tombstones<'a> {
    /// Tombstones of the base.
    pub base: &'a [Tombstone],
    /// Tombstones of the head.
    pub head: &'a [Tombstone],
}

/// The comparison that tombstones are checked against.
pub struct Removals<'a> {
    /// Facts of the base.
    pub base: &'a Facts,
    /// Facts of the head.
    pub head: &'a Facts,
    /// Version of the package in the base.
    pub old_version: &'a str,
    /// First version without the removed elements. Tombstones name the release that it leads to, because a pre-release such
    /// as `0.2.0-dev` may never be published.
    pub new_version: &'a str,
    /// Path of `removed.yaml` in reports.
    pub ledger: &'a str,
    /// Finds a location in the base.
    pub locate_in_base: &'a dyn Fn(Span) -> Location,
    /// Finds a location in the head.
    pub locate_in_head: &'a dyn Fn(Span) -> Location,
}

impl Tombstones<'_> {
    /// The entries to add to `removed.yaml`: one for each removed element without a tombstone.
    pub fn missing(self, removals: &Removals<'_>) -> Vec<String> {
        let missing = missing(removals, self.head).into_iter();
        missing.map(|it| it.entry).collect()
    }

    /// Violations: a tombstone is missing, wrong, or was removed.
    pub fn violations(self, removals: &Removals<'_>) -> Vec<Change> {
        let by_name = |stones: &'_ [Tombstone]| -> BTreeMap<String, Tombstone> {
            let named = stones.iter().map(|it| (it.name.value.clone(), it.clone()));
            named.collect()
        };
        let (old, new) = (by_name(self.base), by_name(self.head));
        let successors = Successors::between(removals.base, removals.head);
        let missing = violation_of_missing(&missing(removals, self.head), removals.ledger);
        let fresh = new.iter().filter(|(name, _)| !old.contains_key(*name));
        let wrong = fresh.filter_map(|(_, stone)| wrong(stone, removals, &successors));
        let removed = old.iter().filter(|(name, _)| !new.contains_key(*name));
        let removed = removed
            // The reuse of a name is a change of its own.
            .filter(|(name, _)| find(removals.head, name).is_none())
            .map(|(_, stone)| removed_stone(stone, removals.locate_in_base));
        missing.into_iter().chain(wrong).chain(removed).collect()
    }
}

fn find<'a>(facts: &'a Facts, name: &str) -> Option<&'a Element> {
    facts.get(&Subject::parse(name)?)
}

/// Whether the name of an element could be reused with another meaning. Names of path parameters are not sent.
fn is_named(kind: Kind) -> bool {
    kind.is_type()
        || kind.is_input() && kind != Kind::PathParameter
        || matches!(
            kind,
            Kind::Resource | Kind::Operation | Kind::Field | Kind::Value | Kind::Variant
        )
}

/// Removed elements, without the children of removed elements.
fn removed<'a>(removals: &Removals<'a>) -> Vec<(&'a Subject, &'a Element)> {
    let is_removed = |subject: &Subject| {
        removals.base.get(subject).is_some() && removals.head.get(subject).is_none()
    };
    let in_its_model = |subject: &Subject| {
        let body = removals.base.get(&subject.parent()?)?;
        let model = body.ty(Aspect::Of).filter(|_| body.kind == Kind::Body)?;
        Some(Subject::named_type(model.name()).child(subject.name()))
    };
    let is_inside = |subject: &Subject| {
        let mut above = subject.parent();
        while let Some(at) = above {
            if is_removed(&at) && removals.base.get(&at).is_some_and(|it| is_named(it.kind)) {
                return true;
            }
            above = at.parent();
        }
        in_its_model(subject).is_some_and(|field| is_removed(&field))
    };
    let all = removals.base.elements.iter();
    all.filter(|(subject, element)| is_named(element.kind) && is_removed(subject))
        .filter(|(subject, _)| !is_inside(subject))
        .collect()
}

/// An element that was removed without a tombstone.
struct Missing {
    name: String,
    kind: &'static str,
    /// The entry to add.
    entry: String,
    /// Where the element was declared.
    location: Option<Location>,
}

/// Removed elements that have no tombstone in the head.
fn missing(removals: &Removals<'_>, head: &[Tombstone]) -> Vec<Missing> {
    let successors = Successors::between(removals.base, removals.head);
    let has_tombstone = |name: &str| head.iter().any(|stone| stone.name.value == name);
    let release = release(removals.new_version);
    let missing = removed(removals)
        .into_iter()
        .filter_map(|(subject, element)| {
            let name = subject.to_string();
            let replacement = successors.of(subject);
            let span = removals.base.places.get(subject);
            (!has_tombstone(&name)).then(|| Missing {
                kind: element.kind.word(),
                entry: ledger_yaml::tombstone(&name, element, &release, replacement.as_ref()),
                location: span.map(|span| (removals.locate_in_base)(*span)),
                name,
            })
        });
    missing.collect()
}

/// One violation for all missing tombstones, with the entries to add.
fn violation_of_missing(missing: &[Missing], ledger: &str) -> Option<Change> {
    let first = missing.first()?;
    let (was, have, more) = match missing.len() - 1 {
        0 => ("was", "has", String::new()),
        more => ("were", "have", format!(" and {more} more")),
    };
    let name = &first.name;
    let entries: String = missing.iter().map(|it| it.entry.as_str()).collect();
    let mut violation = Violation {
        rule: "tombstone-missing",
        subject: name.clone(),
        kind: first.kind,
        message: format!("`{name}`{more} {was} removed and {have} no tombstone"),
        help: format!(
            "Run `cargo xtask diff --write-tombstones`, which adds to `{ledger}`:\n\n```yaml\n{entries}```"
        ),
        location: None,
    }
    .into_change();
    violation.location.base = missing.iter().find_map(|it| it.location.clone());
    Some(violation)
}

/// A violation if a new tombstone is wrong.
fn wrong(
    stone: &Tombstone,
    removals: &Removals<'_>,
    successors: &Successors<'_>,
) -> Option<Change> {
    let name = &stone.name.value;
    let version = &stone.removed_in.value;
    let (old, new) = (removals.old_version, &*release(removals.new_version));
    let is_before = |one: &str, other: &str| is_decreased(other, one);
    // An element that was added and removed between the two sides is not in the base.
    let of_element = find(removals.base, name).map_or_else(
        || (!is_before(version, new)).then(|| "no element had this name".to_owned()),
        |was| wrong_of(stone, was),
    );
    let problem = if find(removals.head, name).is_some() {
        "the element still exists".to_owned()
    } else if is_decreased(&release(version), version) {
        let release = release(version);
        format!("`removed_in: {version}` is a pre-release; the release is {release}")
    } else if !old.is_empty() && (!is_before(old, version) || is_before(new, version)) {
        format!("`removed_in: {version}` is not after {old} and at most {new}")
    } else {
        of_element.or_else(|| {
            let replacement = stone.replacement.as_ref()?;
            successors.mismatch(&Subject::parse(name)?, &replacement.value)
        })?
    };
    let violation = Violation {
        rule: "tombstone-wrong",
        subject: name.clone(),
        kind: &stone.kind.value,
        message: format!("the tombstone of `{name}` is wrong: {problem}"),
        help: format!("Correct or remove the entry in `{REMOVED}`."),
        location: Some((removals.locate_in_head)(stone.name.span)),
    };
    Some(violation.into_change())
}

/// Errors in a tombstone of an element of the base.
fn wrong_of(stone: &Tombstone, was: &Element) -> Option<String> {
    let day = stone.end_of_life.as_ref().map(|day| day.value.to_string());
    let (kind, eol) = (
        was.kind.word(),
        was.get(Aspect::EndOfLife).map(ToString::to_string),
    );
    if stone.kind.value != kind {
        let found = &stone.kind.value;
        Some(format!("its kind is `{kind}`, not `{found}`"))
    } else if day != eol {
        Some(match eol {
            Some(eol) => format!("its `end_of_life` is {eol}"),
            None => "it has no `end_of_life`".to_owned(),
        })
    } else {
        None
    }
}

fn removed_stone(stone: &Tombstone, locate: &dyn Fn(Span) -> Location) -> Change {
    let mut violation = Violation {
        rule: "tombstone-removed",
        subject: stone.name.value.clone(),
        kind: &stone.kind.value,
        message: format!(
            "the tombstone of `{}` was removed",
            stone.name.value
        ),
        help: format!(
            "Restore the entry in `{REMOVED}`. Released clients still use the name with its old meaning."
        ),
        location: None,
    }
    .into_change();
    violation.location.base = Some(locate(stone.name.span));
    violation
}
