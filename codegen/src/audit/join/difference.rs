//! How one listing differs from another, item by item.

use super::super::report::{ItemChange, RustItem};
use crate::surface::Item;
use std::collections::BTreeMap;

/// An item that differs. At least one side is there.
#[derive(Debug, Clone)]
pub struct Difference {
    /// Its older line; none for what was added.
    pub old: Option<Item>,
    /// Its newer line; none for what was removed.
    pub new: Option<Item>,
}

impl Difference {
    /// The side that tells best what the item is: the newer one, if there is one.
    pub fn line(&self) -> Option<&Item> {
        self.new.as_ref().or(self.old.as_ref())
    }

    /// What happened to the item.
    pub fn change(&self) -> ItemChange {
        match (&self.old, &self.new) {
            (None, _) => ItemChange::Added,
            (_, None) => ItemChange::Removed,
            _ => ItemChange::Changed,
        }
    }

    /// The item as a report shows it.
    pub fn item(&self) -> RustItem {
        let text = |side: &Option<Item>| side.as_ref().map(Item::text);
        RustItem {
            path: self
                .line()
                .map(|line| line.path.clone())
                .unwrap_or_default(),
            old: text(&self.old),
            new: text(&self.new),
            change: self.change(),
        }
    }
}

/// The items that differ, by kind and path.
pub fn differences(old: &[Item], new: &[Item]) -> Vec<Difference> {
    let key = |line: &Item| (line.kind.word(), line.path.clone(), line.feature.clone());
    let mut pairs: BTreeMap<_, Difference> = BTreeMap::new();
    for line in old {
        pairs.insert(
            key(line),
            Difference {
                old: Some(line.clone()),
                new: None,
            },
        );
    }
    for line in new {
        let pair = pairs.entry(key(line)).or_insert(Difference {
            old: None,
            new: None,
        });
        pair.new = Some(line.clone());
    }
    pairs
        .into_values()
        .filter(|pair| pair.old.as_ref().map(Item::text) != pair.new.as_ref().map(Item::text))
        .collect()
}
