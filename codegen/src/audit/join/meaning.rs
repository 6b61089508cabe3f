//! What the difference of an item means for callers, by the name of its rule in `codegen/rules/`.

use super::difference::Difference;
use super::line::Line;
use super::signature::{rule as signature, split};

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
pub(super) fn meanings(difference: &Difference, owner: Option<&Line>) -> Vec<Meaning> {
    let whole = |rule| {
        vec![Meaning {
            rule,
            about: String::new(),
        }]
    };
    match (&difference.old, &difference.new) {
        (Some(old), Some(new)) => changed(old, new),
        (None, Some(new)) => match new.kind.as_str() {
            "feature" => whole("cargo-feature-added"),
            "impl" => traits(new).into_iter().map(added_trait).collect(),
            "field" | "variant" if owner.is_some_and(is_written_out) => {
                whole("rust-exhaustive-extended")
            }
            _ => whole("rust-item-added"),
        },
        (Some(old), None) => match old.kind.as_str() {
            "feature" => whole("cargo-feature-removed"),
            "impl" => traits(old).into_iter().map(removed_trait).collect(),
            "use" => whole("rust-reexport-removed"),
            _ => whole("rust-item-removed"),
        },
        (None, None) => Vec::new(),
    }
}

/// Whether callers may write the struct out, or match on all of the enum.
fn is_written_out(owner: &Line) -> bool {
    matches!(owner.kind.as_str(), "struct" | "enum")
        && !owner.has("non_exhaustive")
        && !owner.has("private_fields")
}

fn changed(old: &Line, new: &Line) -> Vec<Meaning> {
    let mut rules = Vec::new();
    let mut about = Vec::new();
    if old.rest != new.rest {
        match new.kind.as_str() {
            "impl" => about.extend(changed_traits(old, new)),
            "feature" => rules.push(changed_feature(old, new)),
            "crate" => rules.push(changed_package(old, new)),
            "fn" => rules.push(signature(&old.rest, &new.rest)),
            "const" => rules.push(changed_constant(old, new)),
            "struct" | "enum" => rules.push("rust-generics-changed"),
            _ => rules.push("rust-item-changed"),
        }
    }
    match (old.mark("deprecated"), new.mark("deprecated")) {
        (None, Some(_)) => rules.push("rust-deprecation-added"),
        (Some(_), None) => rules.push("rust-deprecation-removed"),
        (old, new) if old != new => rules.push("rust-deprecation-changed"),
        _ => {}
    }
    match (old.has("must_use"), new.has("must_use")) {
        (false, true) => rules.push("rust-must-use-added"),
        (true, false) => rules.push("rust-must-use-removed"),
        _ => {}
    }
    // A struct with a field that callers cannot name can be written out as little as one that says so.
    let is_closed = |line: &Line| line.has("non_exhaustive") || line.has("private_fields");
    match (is_closed(old), is_closed(new)) {
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

fn changed_feature(old: &Line, new: &Line) -> &'static str {
    let list = |line: &Line| -> Vec<String> {
        let inside = line.rest.trim_start_matches(" = [").trim_end_matches(']');
        inside.split(", ").map(str::to_owned).collect()
    };
    let now = list(new);
    if list(old).iter().all(|part| now.contains(part)) {
        "cargo-feature-added"
    } else {
        "cargo-feature-removed"
    }
}

fn changed_package(old: &Line, new: &Line) -> &'static str {
    let version = |line: &Line| -> Vec<u64> {
        let value = line.rest.trim_start_matches(" = ");
        value
            .split('.')
            .filter_map(|part| part.parse().ok())
            .collect()
    };
    match new.path.as_str() {
        "name" => "package-renamed",
        "rust-version" if version(new) > version(old) => "cargo-msrv-raised",
        // Callers build with any edition and with a newer compiler.
        _ => "rust-line-changed",
    }
}

fn changed_constant(old: &Line, new: &Line) -> &'static str {
    let ty = |line: &Line| {
        line.rest
            .split_once(" = ")
            .map_or(line.rest.clone(), |(ty, _)| ty.to_owned())
    };
    if ty(old) == ty(new) {
        "rust-const-value-changed"
    } else {
        "rust-item-changed"
    }
}

/// The traits of an `impl` line.
fn traits(line: &Line) -> Vec<String> {
    let list = line.rest.trim_start_matches(": ");
    split(list, " + ").into_iter().map(str::to_owned).collect()
}

fn changed_traits(old: &Line, new: &Line) -> Vec<Meaning> {
    let (old, new) = (traits(old), traits(new));
    // `!Send` is told by what becomes of `Send`.
    let gone = old
        .iter()
        .filter(|name| !new.contains(name) && !name.starts_with('!'))
        .cloned()
        .map(removed_trait);
    let come = new
        .iter()
        .filter(|name| !old.contains(name) && !name.starts_with('!'))
        .cloned()
        .map(added_trait);
    gone.chain(come).collect()
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
