//! What the changes of a spec, and of the generator, do to the items of the crate.
//!
//! Three listings are compared: A was checked in with the older state, B is what today's generator makes of the older
//! spec, C is what it makes of the newer one. From A to B the generator changed, from B to C the spec did; nothing else
//! tells the two apart. An item that differs from B to C is joined to the change of the spec that it differs for, by the
//! stable path that both have. What no change explains has an entry of its own.

mod aliases;
mod difference;
mod entries;
mod explain;
mod items;
mod meaning;
mod recall;
mod signature;

use super::report::{Cause, Change, RustSeverity};
use super::rules::Rules;
use crate::surface::{Item, ItemKind};
use aliases::Aliases;
pub use difference::{Difference, differences};
use explain::{Causes, Way};
use items::{Order, tell_breaks};
use meaning::{Meaning, meanings};
use recall::recalled;
use std::collections::{BTreeMap, BTreeSet};

/// The listings of the crate.
#[derive(Debug, Clone, Default)]
pub struct Surfaces {
    /// A: what was checked in with the older spec; none from before there was a listing.
    pub base: Option<Vec<Item>>,
    /// B: what today's generator makes of the older spec; none when it cannot read that.
    pub regenerated: Option<Vec<Item>>,
    /// C: what it makes of the newer spec.
    pub head: Vec<Item>,
}

/// The items of the files of a listing.
pub fn parse<'a>(files: impl IntoIterator<Item = &'a str>) -> Vec<Item> {
    let lines = files.into_iter().flat_map(str::lines);
    lines.filter_map(Item::parse).collect()
}

/// Joins the items that differ to the changes, and gives those that remain as changes of their own.
pub fn join(changes: &mut [Change], surfaces: &Surfaces, rules: &Rules) -> Vec<Change> {
    let Surfaces {
        base,
        regenerated,
        head,
    } = surfaces;
    let mut own = Vec::new();
    if let (Some(base), Some(regenerated)) = (base, regenerated) {
        let differing = with_meanings(differences(base, regenerated), base, regenerated);
        own.extend(entries::entries(&differing, Cause::Generator, rules));
    }
    // Without B the two causes cannot be told apart, and the spec is the likelier one.
    let before = match (base, regenerated) {
        (_, Some(regenerated)) => regenerated.clone(),
        (Some(base), None) => recalled(base, head, changes),
        (None, None) => return own,
    };
    let (unexplained, broken) = explained(changes, (&before, head), rules);
    own.extend(entries::entries(&unexplained, Cause::Spec, rules));
    let order = Order::of([before.as_slice(), head.as_slice()]);
    for change in changes.iter_mut().chain(&mut own) {
        order.sort(&mut change.rust.items);
    }
    for (index, broken) in broken {
        if let Some(change) = changes.get_mut(index) {
            tell_breaks(change, &broken);
        }
    }
    own
}

/// Each difference with what it means among the items that there were `before` and are `now`.
fn with_meanings(
    differing: Vec<Difference>,
    before: &[Item],
    now: &[Item],
) -> Vec<(Difference, Vec<Meaning>)> {
    let can_hold = |item: &&Item| matches!(item.kind, ItemKind::Struct | ItemKind::Enum);
    let was_there: BTreeSet<_> = before.iter().filter(can_hold).map(|it| &it.path).collect();
    // Nobody has written out, or matched on, what is new itself.
    let owners: BTreeMap<_, _> = now
        .iter()
        .filter(|line| can_hold(line) && was_there.contains(&line.path))
        .map(|line| (line.path.as_str(), line))
        .collect();
    let (old, new) = (Aliases::of(before), Aliases::of(now));
    let with_meaning = |difference: Difference| {
        let owner = difference.line().and_then(Item::owner);
        let owner = owner.and_then(|path| owners.get(path).copied());
        let plain = Difference {
            old: difference.old.as_ref().map(|line| old.expanded(line)),
            new: difference.new.as_ref().map(|line| new.expanded(line)),
        };
        let meanings = meanings(&plain, owner);
        (difference, meanings)
    };
    differing.into_iter().map(with_meaning).collect()
}

/// The paths of items without which source does not compile, by the index of the change that they differ for.
type Broken = BTreeMap<usize, BTreeSet<String>>;

/// Joins what changes explain. Gives back the rest, and what breaks of that.
fn explained(
    changes: &mut [Change],
    (before, head): (&[Item], &[Item]),
    rules: &Rules,
) -> (Vec<(Difference, Vec<Meaning>)>, Broken) {
    let causes = Causes::of(changes);
    let mut broken = Broken::new();
    let mut left = with_meanings(differences(before, head), before, head);
    for way in Way::ALL {
        left = left
            .into_iter()
            .filter_map(|(difference, meanings)| {
                let severity = worst(&meanings, rules);
                match causes.of_difference(&difference, severity, *way, changes) {
                    Some(index) => {
                        let item = difference.item();
                        if severity == RustSeverity::Major {
                            broken.entry(index).or_default().insert(item.path.clone());
                        }
                        if let Some(change) = changes.get_mut(index) {
                            change.rust.items.push(item);
                        }
                        None
                    }
                    None => Some((difference, meanings)),
                }
            })
            .collect();
    }
    (left, broken)
}

fn worst(meanings: &[Meaning], rules: &Rules) -> RustSeverity {
    let severities = meanings.iter().map(|meaning| {
        rules
            .get(meaning.rule)
            .map_or(RustSeverity::Major, |rule| rule.rust)
    });
    severities.max().unwrap_or_default()
}
