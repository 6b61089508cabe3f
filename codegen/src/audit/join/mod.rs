//! Links the changes of a spec to the Rust items that differ, and reports the remaining differences as changes of their own.
//!
//! Three listings of the crate are compared:
//!
//! 1. the listing that was checked in with the base,
//! 2. the listing that today's generator makes of the base spec,
//! 3. the listing of the head.
//!
//! Differences between 1 and 2 were made by the generator, those between 2 and 3 by edits of the spec. The latter are
//! linked to changes by the stable path that items and changes have in common.

mod aliases;
mod entries;
mod link;
mod matching;
mod order;
mod signature;
mod subjects;

use super::report::{Change, Class, Origin, RustItem, RustSeverity};
use super::rules::Rules;
pub use crate::surface::parse;
use crate::surface::{Item, ItemKind};
use aliases::Aliases;
use link::{Candidates, Link};
use matching::{RuleMatch, rule_matches};
use order::Order;
use std::collections::{BTreeMap, BTreeSet};

/// Listings of the crate.
#[derive(Debug, Clone, Default)]
pub struct Surfaces {
    /// Listing that was checked in with the base; none if there was none.
    pub base: Option<Vec<Item>>,
    /// Listing that today's generator makes of the base spec; none if it cannot parse the spec.
    pub regenerated: Option<Vec<Item>>,
    /// Listing of the head.
    pub head: Vec<Item>,
}

/// Adds the items that differ to the changes that caused them. Returns the remaining differences as changes.
pub fn join(changes: &mut [Change], surfaces: &Surfaces, rules: &Rules) -> Vec<Change> {
    let Surfaces {
        base,
        regenerated,
        head,
    } = surfaces;
    let mut own = Vec::new();
    if let (Some(base), Some(regenerated)) = (base, regenerated) {
        let matched = matched(differences(base, regenerated), base, regenerated);
        own.extend(entries::entries(&matched, Origin::Generator, rules));
    }
    // Without the regenerated listing the origin is unknown, and an edit of the spec is more likely.
    let before = match (base, regenerated) {
        (_, Some(regenerated)) => regenerated.clone(),
        (Some(base), None) => subjects::with_subjects(base, head, changes),
        (None, None) => return own,
    };
    let (unlinked, broken) = link(changes, (&before, head), rules);
    own.extend(entries::entries(&unlinked, Origin::Spec, rules));
    let order = Order::of([before.as_slice(), head.as_slice()]);
    for change in changes.iter_mut().chain(&mut own) {
        order.sort(&mut change.rust.items);
    }
    for (index, broken) in broken {
        if let Some(change) = changes.get_mut(index) {
            add_compile_errors(change, &broken);
        }
    }
    own
}

/// The items that differ between two listings, by kind and path.
pub fn differences(old: &[Item], new: &[Item]) -> Vec<RustItem> {
    let key = |item: &Item| (item.kind.word(), item.path.clone(), item.feature.clone());
    let mut pairs: BTreeMap<_, (Option<&Item>, Option<&Item>)> = BTreeMap::new();
    for item in old {
        pairs.entry(key(item)).or_default().0 = Some(item);
    }
    for item in new {
        pairs.entry(key(item)).or_default().1 = Some(item);
    }
    let differing = pairs.into_values().filter_map(|pair| match pair {
        (None, Some(new)) => Some(RustItem::Added(new.clone())),
        (Some(old), None) => Some(RustItem::Removed(old.clone())),
        (Some(old), Some(new)) if old.text() != new.text() => Some(RustItem::Changed {
            old: Box::new(old.clone()),
            new: Box::new(new.clone()),
        }),
        _ => None,
    });
    differing.collect()
}

/// An item that differs, with the rules that match the difference.
type Matched = (RustItem, Vec<RuleMatch>);

/// Matches items that differ between two listings with rules.
fn matched(items: Vec<RustItem>, old: &[Item], new: &[Item]) -> Vec<Matched> {
    let is_type = |item: &&Item| matches!(item.kind, ItemKind::Struct | ItemKind::Enum);
    let old_types: BTreeSet<_> = old.iter().filter(is_type).map(|it| &it.path).collect();
    // Callers cannot have constructed, or matched on, a type that is new.
    let owners: BTreeMap<_, _> = new
        .iter()
        .filter(|it| is_type(it) && old_types.contains(&it.path))
        .map(|it| (it.path.as_str(), it))
        .collect();
    let (old, new) = (Aliases::of(old), Aliases::of(new));
    let with_matches = |item: RustItem| {
        let owner = item.item().owner();
        let owner = owner.and_then(|path| owners.get(path).copied());
        let old = item.before().map(|it| old.resolved(it));
        let new = item.after().map(|it| new.resolved(it));
        let matches = rule_matches(old.as_ref(), new.as_ref(), owner);
        (item, matches)
    };
    items.into_iter().map(with_matches).collect()
}

/// Paths of the items whose difference does not compile, by the index of the change that they are linked to.
type Broken = BTreeMap<usize, BTreeSet<String>>;

/// Links items to changes. Returns the items that no change covers.
fn link(
    changes: &mut [Change],
    (before, head): (&[Item], &[Item]),
    rules: &Rules,
) -> (Vec<Matched>, Broken) {
    let candidates = Candidates::of(changes);
    let mut broken = Broken::new();
    let mut left = matched(differences(before, head), before, head);
    for link in Link::ORDER {
        let mut unlinked = Vec::new();
        for (item, matches) in left {
            let severity = severity(&matches, rules);
            let found = candidates.find(&item, severity, *link, changes);
            match found.and_then(|index| Some((index, changes.get_mut(index)?))) {
                Some((index, change)) => {
                    if severity == RustSeverity::Major {
                        let paths = broken.entry(index).or_default();
                        paths.insert(item.path().to_owned());
                    }
                    change.rust.items.push(item);
                }
                None => unlinked.push((item, matches)),
            }
        }
        left = unlinked;
    }
    (left, broken)
}

/// The highest severity of the rules. A rule without a file counts as breaking.
fn severity(matches: &[RuleMatch], rules: &Rules) -> RustSeverity {
    let severities = matches.iter().map(|it| {
        rules
            .get(it.rule)
            .map_or(RustSeverity::Major, |rule| rule.rust)
    });
    severities.max().unwrap_or_default()
}

/// Number of items that a message names.
const NAMED: usize = 2;

/// Adds to the message of a silent change that it also breaks the build of some callers. Its class stays silent, because
/// the compiler does not find all affected callers.
fn add_compile_errors(change: &mut Change, broken: &BTreeSet<String>) {
    if change.class != Class::Silent || broken.is_empty() {
        return;
    }
    change.rust.severity = RustSeverity::Major;
    let paths = change.rust.items.iter().map(RustItem::path);
    let named = paths.filter(|path| broken.contains(*path)).take(NAMED);
    let named: Vec<_> = named.map(|path| format!("`{path}`")).collect();
    let more = match broken.len().saturating_sub(named.len()) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let named = named.join(", ");
    let clause = format!("; some callers no longer compile: {named}{more}");
    change.message.push_str(&clause);
}
