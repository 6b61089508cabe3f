//! Lists the deprecations of an API, with the days left and the operations that use each.

use super::facts::{Aspect, Element, Facts};
use super::reach::Reach;
use super::report::{Change, Location, date, optional_date};
use crate::ir::Api;
use crate::source::Sources;
use jiff::Unit;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Name and version of the JSON form. Adding a field keeps the version; changing or removing one does not.
pub const SCHEMA: &str = "deprecations/1";

/// All deprecations of an API.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DeprecationReport {
    /// Always [`SCHEMA`].
    pub schema: &'static str,
    /// Date that ends of life are compared with.
    #[serde(serialize_with = "date")]
    pub as_of: Date,
    /// Deprecations by end of life, those without one last, then by subject.
    pub entries: Vec<DeprecationEntry>,
}

/// A deprecated element.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DeprecationEntry {
    /// Stable path, such as `Zone.paused`; that of the first use if several operations share the declaration.
    pub subject: String,
    /// Stable paths of elements that share the declaration: the same parameter of other operations, and fields of bodies
    /// that use the fields of a model.
    pub also: Vec<String>,
    /// Kind of the element.
    pub kind: String,
    /// First day of the deprecation.
    #[serde(serialize_with = "optional_date")]
    pub since: Option<Date>,
    /// Day from which the element can be removed.
    #[serde(serialize_with = "optional_date")]
    pub end_of_life: Option<Date>,
    /// Days until the end of life; negative if it has passed.
    pub days: Option<i64>,
    /// Replacement, as named in the spec.
    pub replacement: Option<String>,
    /// Note about the migration.
    pub note: Option<String>,
    /// Ids of the operations that use the element, sorted.
    pub used_by: Vec<String>,
    /// Where the element is declared.
    pub location: Location,
}

/// All deprecations of an API, compared with a date. `sources` are those that the API was read from.
pub fn collect(api: &Api, sources: &Sources, as_of: Date) -> DeprecationReport {
    let facts = Facts::of(api);
    let reach = Reach::of(&facts);
    let mut entries: BTreeMap<_, DeprecationEntry> = BTreeMap::new();
    for (subject, deprecation) in &facts.deprecations {
        let (Some(element), Some(place)) = (facts.get(subject), facts.places.get(subject)) else {
            continue;
        };
        let path = subject.to_string();
        let entry = entries
            .entry((*deprecation, subject.name()))
            .and_modify(|entry| entry.also.push(path.clone()))
            .or_insert_with(|| new_entry(path, element, Location::of(sources, *place), as_of));
        let operations = reach.of_element(&facts, subject);
        entry.used_by.extend(operations);
    }
    let mut entries: Vec<_> = entries.into_values().collect();
    for entry in &mut entries {
        entry.used_by.sort();
        entry.used_by.dedup();
    }
    entries.sort_by(|a, b| {
        let key = |it: &DeprecationEntry| (it.end_of_life.is_none(), it.end_of_life);
        key(a).cmp(&key(b)).then_with(|| a.subject.cmp(&b.subject))
    });
    DeprecationReport {
        schema: SCHEMA,
        as_of,
        entries,
    }
}

fn new_entry(
    subject: String,
    element: &Element,
    location: Location,
    as_of: Date,
) -> DeprecationEntry {
    let text = |aspect| element.text(aspect).map(str::to_owned);
    let end_of_life = element.date(Aspect::EndOfLife);
    DeprecationEntry {
        subject,
        also: Vec::new(),
        kind: element.kind.word().to_owned(),
        since: element.date(Aspect::Since),
        end_of_life,
        days: end_of_life.and_then(|day| days_between(as_of, day)),
        replacement: text(Aspect::Replacement),
        note: text(Aspect::Note),
        used_by: Vec::new(),
        location,
    }
}

impl DeprecationReport {
    /// Keeps one overdue change per declaration. A body that uses the fields of a model has the same deprecations as the
    /// model.
    pub fn deduplicate(&self, changes: &mut Vec<Change>) {
        let entry_of = |subject: &str| {
            let mut entries = self.entries.iter();
            entries.position(|entry| {
                entry.subject == subject || entry.also.iter().any(|other| other == subject)
            })
        };
        let mut seen = BTreeSet::new();
        changes.retain(|change| {
            let entry = change.is_overdue().then(|| entry_of(&change.subject));
            entry.flatten().is_none_or(|entry| seen.insert(entry))
        });
    }
}

/// Days from one date to another.
pub(super) fn days_between(from: Date, to: Date) -> Option<i64> {
    let span = from.until((Unit::Day, to)).ok()?;
    Some(i64::from(span.get_days()))
}
