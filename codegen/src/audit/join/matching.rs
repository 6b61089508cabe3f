//! Matches the difference of a Rust item with rules.

use super::signature::rule as signature;
use crate::surface::{Detail, Item, ItemKind};

/// Auto traits, which the compiler implements.
const AUTO: &[&str] = &["RefUnwindSafe", "Send", "Sync", "Unpin", "UnwindSafe"];
/// Derivable traits, which generic code often requires.
const DERIVED: &[&str] = &[
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
];

/// A rule that matches a difference.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RuleMatch {
    /// Id of the rule.
    pub rule: &'static str,
    /// Trait that the match is about; none for the item as a whole.
    pub trait_name: Option<String>,
}

impl RuleMatch {
    fn of_item(rule: &'static str) -> Self {
        Self {
            rule,
            trait_name: None,
        }
    }
}

/// Rules that match the difference between an old and a new declaration. `owner` is the struct or enum that contains the
/// item in the new listing.
pub(super) fn rule_matches(
    old: Option<&Item>,
    new: Option<&Item>,
    owner: Option<&Item>,
) -> Vec<RuleMatch> {
    let of_item = |rule| vec![RuleMatch::of_item(rule)];
    match (old, new) {
        (Some(old), Some(new)) => changed(old, new),
        (None, Some(new)) => match new.kind {
            ItemKind::Feature => of_item("cargo-feature-added"),
            ItemKind::Impl => traits(new).into_iter().map(added_trait).collect(),
            ItemKind::Field | ItemKind::Variant if owner.is_some_and(is_exhaustive) => {
                of_item("rust-exhaustive-extended")
            }
            _ => of_item("rust-item-added"),
        },
        (Some(old), None) => match old.kind {
            ItemKind::Feature => of_item("cargo-feature-removed"),
            ItemKind::Impl => traits(old).into_iter().map(removed_trait).collect(),
            ItemKind::Use => of_item("rust-reexport-removed"),
            _ => of_item("rust-item-removed"),
        },
        (None, None) => Vec::new(),
    }
}

/// Whether callers can construct the struct, or match on the enum without a wildcard.
fn is_exhaustive(owner: &Item) -> bool {
    matches!(owner.kind, ItemKind::Struct | ItemKind::Enum) && !owner.is_closed()
}

fn changed(old: &Item, new: &Item) -> Vec<RuleMatch> {
    let mut rules = Vec::new();
    let mut matches = Vec::new();
    if old.detail != new.detail {
        match new.kind {
            ItemKind::Impl => matches.extend(changed_traits(old, new)),
            ItemKind::Feature => rules.push(changed_feature(old, new)),
            ItemKind::Package => rules.push(changed_package(old, new)),
            ItemKind::Function => rules.push(signature(&old.detail, &new.detail)),
            ItemKind::Constant => rules.push(changed_constant(old, new)),
            ItemKind::Struct | ItemKind::Enum => rules.push("rust-generics-changed"),
            _ => rules.push("rust-item-changed"),
        }
    }
    match (&old.deprecated, &new.deprecated) {
        (None, Some(_)) => rules.push("rust-deprecation-added"),
        (Some(_), None) => rules.push("rust-deprecation-removed"),
        (old, new) if old != new => rules.push("rust-deprecation-changed"),
        _ => {}
    }
    match (old.must_use, new.must_use) {
        (false, true) => rules.push("rust-must-use-added"),
        (true, false) => rules.push("rust-must-use-removed"),
        _ => {}
    }
    match (old.is_closed(), new.is_closed()) {
        (false, true) => rules.push("rust-non-exhaustive-added"),
        (true, false) => rules.push("rust-non-exhaustive-removed"),
        _ => {}
    }
    matches.extend(rules.into_iter().map(RuleMatch::of_item));
    if matches.is_empty() {
        // For example `#[non_exhaustive]` instead of a private field, which callers cannot distinguish.
        matches.push(RuleMatch::of_item("rust-line-changed"));
    }
    matches
}

fn changed_feature(old: &Item, new: &Item) -> &'static str {
    match (&old.detail, &new.detail) {
        (Detail::Features(old), Detail::Features(new)) if old.iter().all(|it| new.contains(it)) => {
            "cargo-feature-added"
        }
        _ => "cargo-feature-removed",
    }
}

fn changed_package(old: &Item, new: &Item) -> &'static str {
    let version = |item: &Item| -> Vec<u64> {
        match &item.detail {
            Detail::Value(value) => value.split('.').filter_map(|it| it.parse().ok()).collect(),
            _ => Vec::new(),
        }
    };
    match new.path.as_str() {
        "name" => "package-renamed",
        "rust-version" if version(new) > version(old) => "cargo-msrv-raised",
        // The edition and a lower compiler version do not affect callers.
        _ => "rust-line-changed",
    }
}

fn changed_constant(old: &Item, new: &Item) -> &'static str {
    match (&old.detail, &new.detail) {
        (Detail::Constant(old, _), Detail::Constant(new, _)) if old == new => {
            "rust-const-value-changed"
        }
        _ => "rust-item-changed",
    }
}

/// The traits that an item lists.
fn traits(item: &Item) -> Vec<String> {
    match &item.detail {
        Detail::Traits(traits) => traits.implemented.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

fn changed_traits(old: &Item, new: &Item) -> Vec<RuleMatch> {
    let (old, new) = (traits(old), traits(new));
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        let only = these.iter().filter(|name| !those.contains(name));
        only.cloned().collect()
    };
    let removed = only(&old, &new).into_iter().map(removed_trait);
    let added = only(&new, &old).into_iter().map(added_trait);
    removed.chain(added).collect()
}

fn removed_trait(name: String) -> RuleMatch {
    let rule = if AUTO.contains(&name.as_str()) {
        "rust-auto-trait-removed"
    } else if DERIVED.contains(&name.as_str()) {
        "rust-derive-removed"
    } else {
        "rust-trait-impl-removed"
    };
    RuleMatch {
        rule,
        trait_name: Some(name),
    }
}

fn added_trait(name: String) -> RuleMatch {
    RuleMatch {
        rule: "rust-trait-impl-added",
        trait_name: Some(name),
    }
}
