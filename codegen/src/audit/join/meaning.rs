//! What the difference of an item means for callers, by the name of its rule in `codegen/rules/`.

use super::difference::Difference;
use super::signature::rule as signature;
use crate::surface::{Detail, Item, ItemKind};

/// The traits that the compiler gives to types.
const AUTO: &[&str] = &["RefUnwindSafe", "Send", "Sync", "Unpin", "UnwindSafe"];
/// The traits that a derive gives, and that hand-written code relies on without naming them.
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

/// One thing that is to be said of a difference.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Meaning {
    /// The rule.
    pub rule: &'static str,
    /// What of the item it is about: a trait, a feature; empty for the item as a whole.
    pub about: String,
}

/// All that is to be said of it. `owner` is the line of the struct or enum that the item stands in, as it is now.
pub(super) fn meanings(difference: &Difference, owner: Option<&Item>) -> Vec<Meaning> {
    let whole = |rule| {
        vec![Meaning {
            rule,
            about: String::new(),
        }]
    };
    match (&difference.old, &difference.new) {
        (Some(old), Some(new)) => changed(old, new),
        (None, Some(new)) => match new.kind {
            ItemKind::Feature => whole("cargo-feature-added"),
            ItemKind::Impl => traits(new).into_iter().map(added_trait).collect(),
            ItemKind::Field | ItemKind::Variant if owner.is_some_and(is_written_out) => {
                whole("rust-exhaustive-extended")
            }
            _ => whole("rust-item-added"),
        },
        (Some(old), None) => match old.kind {
            ItemKind::Feature => whole("cargo-feature-removed"),
            ItemKind::Impl => traits(old).into_iter().map(removed_trait).collect(),
            ItemKind::Use => whole("rust-reexport-removed"),
            _ => whole("rust-item-removed"),
        },
        (None, None) => Vec::new(),
    }
}

/// Whether callers may write the struct out, or match on all of the enum.
fn is_written_out(owner: &Item) -> bool {
    matches!(owner.kind, ItemKind::Struct | ItemKind::Enum) && !owner.is_closed()
}

fn changed(old: &Item, new: &Item) -> Vec<Meaning> {
    let mut rules = Vec::new();
    let mut about = Vec::new();
    if old.detail != new.detail {
        match new.kind {
            ItemKind::Impl => about.extend(changed_traits(old, new)),
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
    about.extend(rules.into_iter().map(|rule| Meaning {
        rule,
        about: String::new(),
    }));
    if about.is_empty() {
        // One way of being closed for another: nothing that callers could tell.
        about.push(Meaning {
            rule: "rust-line-changed",
            about: String::new(),
        });
    }
    about
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
        // Callers build with any edition and with a newer compiler.
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

/// The traits of an `impl` line.
fn traits(item: &Item) -> Vec<String> {
    match &item.detail {
        Detail::Traits(traits) => traits.implemented.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

fn changed_traits(old: &Item, new: &Item) -> Vec<Meaning> {
    let (old, new) = (traits(old), traits(new));
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        let only = these.iter().filter(|name| !those.contains(name));
        only.cloned().collect()
    };
    let removed = only(&old, &new).into_iter().map(removed_trait);
    let added = only(&new, &old).into_iter().map(added_trait);
    removed.chain(added).collect()
}

fn removed_trait(name: String) -> Meaning {
    let rule = if AUTO.contains(&name.as_str()) {
        "rust-auto-trait-removed"
    } else if DERIVED.contains(&name.as_str()) {
        "rust-derive-removed"
    } else {
        "rust-trait-impl-removed"
    };
    Meaning { rule, about: name }
}

fn added_trait(name: String) -> Meaning {
    Meaning {
        rule: "rust-trait-impl-added",
        about: name,
    }
}
