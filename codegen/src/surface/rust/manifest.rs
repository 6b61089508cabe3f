//! What the manifest promises: the package, its edition and oldest compiler, and its features.

use super::item::Fact;
use super::kind::ItemKind;
use super::marks::Marks;
use crate::tree::Tree;

/// The keys of the package that callers depend on.
const KEYS: &[&str] = &["edition", "name", "rust-version"];

/// A line for each promise, read from the lines that [`crate::emit`] wrote: a key, `=`, and a value of one line.
pub(super) fn facts(tree: &Tree) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut table = "";
    for line in tree.get("Cargo.toml").unwrap_or_default().lines() {
        if line.starts_with('[') {
            table = line;
        } else if let Some((key, value)) = line.split_once(" = ") {
            match table {
                "[package]" if KEYS.contains(&key) => facts.push(fact(
                    ItemKind::Package,
                    key,
                    format!(" = {}", strings(value).concat()),
                )),
                "[features]" => facts.push(fact(
                    ItemKind::Feature,
                    key,
                    format!(" = [{}]", strings(value).join(", ")),
                )),
                _ => {}
            }
        }
    }
    facts
}

fn fact(kind: ItemKind, path: &str, rest: String) -> Fact {
    Fact {
        kind,
        path: path.trim_matches('"').to_owned(),
        rest,
        marks: Marks::default(),
    }
}

/// The strings of a value, which is one or a list of them: JSON has the same notation.
fn strings(value: &str) -> Vec<String> {
    serde_json::from_str(value)
        .or_else(|_| serde_json::from_str(value).map(|one: String| vec![one]))
        .unwrap_or_default()
}
