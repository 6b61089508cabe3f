//! `removed.yaml` against both sides: what goes gets a tombstone that is true, and tombstones stay.
//!
//! What goes is what the older facts have and the newer ones have not, so a new name leaves a tombstone of the old one,
//! and a resource those of the types that go with it. That a name with a tombstone does not come back is a rule like any
//! other; see `removed-id-reused`.

use super::facts::{Aspect, Element, Facts, Kind};
use super::finding::Finding;
use super::ledger_text;
use super::report::{Change, Location};
use super::subject::Subject;
use super::successor::Successors;
use super::version::is_decreased;
use crate::source::Span;
use crate::spec::{REMOVED, Tombstone};
use std::collections::BTreeMap;

/// The tombstones of both sides.
#[derive(Debug, Clone, Copy)]
pub struct Tombstones<'a> {
    /// Those of the base.
    pub base: &'a [Tombstone],
    /// Those of the head.
    pub head: &'a [Tombstone],
}

/// What the tombstones are compared with.
pub struct Ground<'a> {
    /// What there was.
    pub base: &'a Facts,
    /// What there is.
    pub head: &'a Facts,
    /// The version of the package at the base.
    pub old_version: &'a str,
    /// The version with which things go.
    pub new_version: &'a str,
    /// The file that the tombstones belong into, as reports name it.
    pub ledger: &'a str,
    /// Tells where things of the base stand.
    pub base_place: &'a dyn Fn(Span) -> Location,
    /// Tells where things of the head stand.
    pub head_place: &'a dyn Fn(Span) -> Location,
}

impl Tombstones<'_> {
    /// What is wrong with the tombstones: one is missing, says what is not so, or is gone.
    pub fn faults(self, ground: &Ground<'_>) -> Vec<Change> {
        let by_name = |stones: &'_ [Tombstone]| -> BTreeMap<String, Tombstone> {
            let named = stones.iter().map(|it| (it.name.value.clone(), it.clone()));
            named.collect()
        };
        let (old, new) = (by_name(self.base), by_name(self.head));
        let successors = Successors::between(ground.base, ground.head);
        let missing = missing(ground, &successors, |name| new.contains_key(name));
        let fresh = new.iter().filter(|(name, _)| !old.contains_key(*name));
        let wrong = fresh.filter_map(|(_, stone)| wrong(stone, ground, &successors));
        let removed = old.iter().filter(|(name, _)| !new.contains_key(*name));
        let removed = removed
            // A name that is back already has an entry for that.
            .filter(|(name, _)| find(ground.head, name).is_none())
            .map(|(_, stone)| removed_stone(stone, ground.base_place));
        missing.into_iter().chain(wrong).chain(removed).collect()
    }
}

fn find<'a>(facts: &'a Facts, name: &str) -> Option<&'a Element> {
    facts.get(&Subject::parse(name)?)
}

/// Whether it has a name that could come back with another meaning. That of a placeholder nobody but the path sees.
fn is_named(kind: Kind) -> bool {
    kind.is_type()
        || kind.is_input() && kind != Kind::PathParameter
        || matches!(
            kind,
            Kind::Resource | Kind::Operation | Kind::Field | Kind::Value | Kind::Variant
        )
}

/// What is gone, without what stood in something that is gone.
fn gone<'a>(ground: &Ground<'a>) -> Vec<(&'a Subject, &'a Element)> {
    let is_gone = |subject: &Subject| {
        ground.base.get(subject).is_some() && ground.head.get(subject).is_none()
    };
    let in_its_model = |subject: &Subject| {
        let body = ground.base.get(&subject.parent()?)?;
        let model = body.ty(Aspect::Of).filter(|_| body.kind == Kind::Body)?;
        Some(Subject::named_type(model.name()).child(subject.name()))
    };
    let is_inside = |subject: &Subject| {
        let mut above = subject.parent();
        while let Some(at) = above {
            if is_gone(&at) && ground.base.get(&at).is_some_and(|it| is_named(it.kind)) {
                return true;
            }
            above = at.parent();
        }
        in_its_model(subject).is_some_and(|field| is_gone(&field))
    };
    let all = ground.base.elements.iter();
    all.filter(|(subject, element)| is_named(element.kind) && is_gone(subject))
        .filter(|(subject, _)| !is_inside(subject))
        .collect()
}

/// One entry for all names that lack a tombstone, so that all can be added at once.
fn missing(
    ground: &Ground<'_>,
    successors: &Successors<'_>,
    is_buried: impl Fn(&str) -> bool,
) -> Option<Change> {
    let mut names = Vec::new();
    let mut text = String::new();
    let mut place = None;
    for (subject, element) in gone(ground) {
        let name = subject.to_string();
        if is_buried(&name) {
            continue;
        }
        let replacement = successors.of(subject);
        let (version, replacement) = (ground.new_version, replacement.as_ref());
        text.push_str(&ledger_text::tombstone(
            &name,
            element,
            version,
            replacement,
        ));
        let span = ground.base.places.get(subject);
        place = place.or(span.map(|span| (ground.base_place)(*span)));
        names.push((name, element.kind.word()));
    }
    let (first, kind) = names.first()?;
    let (is, more) = match names.len() - 1 {
        0 => ("is", String::new()),
        more => ("are", format!(" and {more} more")),
    };
    let mut finding = Finding {
        rule: "tombstone-missing",
        subject: first.clone(),
        kind,
        message: format!("`{first}`{more} {is} gone and not on the list of removed names"),
        help: format!("Add this to `{}`:\n\n```yaml\n{text}```", ground.ledger),
        place: None,
    }
    .into_change();
    finding.location.base = place;
    Some(finding)
}

/// What a tombstone that the base has not says and is not so.
fn wrong(stone: &Tombstone, ground: &Ground<'_>, successors: &Successors<'_>) -> Option<Change> {
    let name = &stone.name.value;
    let version = &stone.removed_in.value;
    let (old, new) = (ground.old_version, ground.new_version);
    let is_before = |one: &str, other: &str| is_decreased(other, one);
    // What came and went between the two sides is not in the base.
    let of_the_part = find(ground.base, name).map_or_else(
        || (!is_before(version, new)).then(|| "nothing was called so".to_owned()),
        |was| wrong_of(stone, was),
    );
    let what = if find(ground.head, name).is_some() {
        "it is still there".to_owned()
    } else if !old.is_empty() && (!is_before(old, version) || is_before(new, version)) {
        format!("`{version}` is no version after {old} and up to {new}")
    } else {
        of_the_part.or_else(|| {
            let replacement = stone.replacement.as_ref()?;
            successors.unfit(&Subject::parse(name)?, &replacement.value)
        })?
    };
    let finding = Finding {
        rule: "tombstone-wrong",
        subject: name.clone(),
        kind: &stone.kind.value,
        message: format!("the tombstone of `{name}` is wrong: {what}"),
        help: format!("Mend or remove the entry of `{REMOVED}`."),
        place: Some((ground.head_place)(stone.name.span)),
    };
    Some(finding.into_change())
}

/// What a tombstone says of the part that was there and is not so.
fn wrong_of(stone: &Tombstone, was: &Element) -> Option<String> {
    let day = stone.end_of_life.as_ref().map(|day| day.value.to_string());
    let (kind, eol) = (
        was.kind.word(),
        was.get(Aspect::EndOfLife).map(ToString::to_string),
    );
    if stone.kind.value != kind {
        let said = &stone.kind.value;
        Some(format!("its kind was `{kind}` and not `{said}`"))
    } else if day != eol {
        Some(format!(
            "its end of life was {}",
            eol.as_deref().unwrap_or("never named")
        ))
    } else {
        None
    }
}

fn removed_stone(stone: &Tombstone, place: &dyn Fn(Span) -> Location) -> Change {
    let mut finding = Finding {
        rule: "tombstone-removed",
        subject: stone.name.value.clone(),
        kind: &stone.kind.value,
        message: format!(
            "`{}` is no longer on the list of removed names",
            stone.name.value
        ),
        help: format!(
            "Put it back into `{REMOVED}`: released clients still know what the name meant."
        ),
        place: None,
    }
    .into_change();
    finding.location.base = Some(place(stone.name.span));
    finding
}
