//! The audit compared with cargo-public-api and cargo-semver-checks: the report has everything that they find between two
//! generated crates.
//!
//! Both tools read rustdoc's JSON. Every case in `cases/` and every witness that edits a crate is compared in both
//! directions. `BLESS=1` rewrites `codegen/rules/crosscheck.md`, a table of what the tools miss.
//!
//! Both must be installed, in versions that support the JSON of the compiler (0.52 and 0.51 for Rust 1.95):
//! `cargo test -p clientwright-codegen --test audit -- --ignored other_tools`.

mod documented;
mod table;
mod tools;

use crate::case::{Side, audit, rules};
use crate::shown;
use crate::witness::book::{Own, witnesses};
use crate::witness::pairs::{Pairs, crate_of, edited, files_of, listed};
use clientwright_codegen::audit::join::{Surfaces, join};
use clientwright_codegen::audit::report::{Bump, Change, RustItem};
use clientwright_codegen::surface::ItemKind;
use clientwright_codegen::tree::Tree;
use documented::Documents;
use std::collections::BTreeSet;
use std::path::Path;
use table::Row;
use tools::Found;

/// The report on two crates.
fn changes(old: (&Side, &Tree), new: (&Side, &Tree), removed_names: &[String]) -> Vec<Change> {
    let mut changes = audit(old.0, new.0, removed_names).changes;
    let surfaces = Surfaces {
        base: None,
        regenerated: Some(listed(old.1)),
        head: listed(new.1),
    };
    let own = join(&mut changes, &surfaces, rules());
    changes.extend(own);
    changes
}

/// Findings of the tools that no change names.
fn unnamed(changes: &[Change], found: &Found) -> Vec<String> {
    let items = || changes.iter().flat_map(|change| &change.rust.items);
    let paths: BTreeSet<&str> = items().map(RustItem::path).collect();
    let wholes: BTreeSet<&str> = items()
        .filter(|item| {
            let kind = item.kind();
            matches!(kind, ItemKind::Impl | ItemKind::Struct | ItemKind::Enum)
        })
        .map(RustItem::path)
        .collect();
    let is_named = |path: &str| {
        let owner = path.rsplit_once("::").map_or("", |(owner, _)| owner);
        // The method of a trait is part of the line with its type's traits, and what a type is generic over of its own.
        paths.contains(path) || wholes.contains(owner)
    };
    let mut unnamed: Vec<_> = found
        .items
        .iter()
        .filter(|path| !is_named(path))
        .map(|path| format!("cargo-public-api: {path}"))
        .collect();
    let ends_as = |words: &BTreeSet<String>| {
        paths.iter().any(|path| {
            words
                .iter()
                .any(|word| *path == word || path.ends_with(&format!("::{word}")))
        })
    };
    let failures = found
        .failures
        .iter()
        .filter(|failure| !ends_as(&failure.words));
    unnamed.extend(failures.map(|failure| format!("cargo-semver-checks: {}", failure.text)));
    let bump = changes.iter().map(|change| change.bump).max();
    if found.is_major && bump != Some(Bump::Major) {
        unnamed.push(format!("cargo-semver-checks: major instead of {bump:?}"));
    }
    unnamed
}

#[test]
#[ignore = "needs cargo-public-api and cargo-semver-checks, and takes minutes"]
fn other_tools_find_nothing_that_the_report_lacks() {
    let pairs = Pairs::read();
    let mut documents = Documents::new();
    let mut missing = Vec::new();
    let mut rows = Vec::new();
    for pair in pairs.iter() {
        let (old, new) = (pairs.side(pair.old), pairs.side(pair.new));
        let (old_tree, new_tree) = (crate_of(old), crate_of(new));
        let changes = changes((old, &old_tree), (new, &new_tree), &pair.removed_names);
        let before = documents.of(pair.old, &old_tree);
        let after = documents.of(pair.new, &new_tree);
        let found = tools::compare(&before, &after);
        let lacks = unnamed(&changes, &found);
        missing.extend(
            lacks
                .iter()
                .map(|it| format!("{} -> {}, {:?}: {it}", pair.old, pair.new, pair.about)),
        );
        rows.extend(
            pair.about
                .iter()
                .map(|rule| Row::new(rule, &changes, &found)),
        );
    }
    let base = pairs.side("base");
    let base_tree = crate_of(base);
    let before = documents.of("base", &base_tree);
    for (index, witness) in witnesses().iter().enumerate() {
        let Some(Own::Crate(edits)) = &witness.own else {
            continue;
        };
        let mut tree = Tree::default();
        for (path, text) in edited(&files_of(&base_tree), edits) {
            tree.insert(path, text);
        }
        let changes = changes((base, &base_tree), (base, &tree), &[]);
        let found = tools::compare(&before, &documents.of(&format!("crate-{index}"), &tree));
        let lacks = unnamed(&changes, &found);
        missing.extend(lacks.iter().map(|it| format!("{}: {it}", witness.rule)));
        rows.push(Row::new(&witness.rule, &changes, &found));
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/crosscheck.md");
    missing.extend(shown::golden(&path, &table::table(&rows)));
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
