//! The join of changes and items: every item that differs is in one change, and the version step covers all of them.

use crate::case::{Side, folder, rules, spec, surface};
use crate::edits::{self, Random};
use clientwright_codegen::audit::join::{Surfaces, differences, join};
use clientwright_codegen::audit::report::{Change, Revision, RustItem, RustSeverity};
use clientwright_codegen::audit::{
    Context, GRACE_DAYS, State, build_report, required_bump, update_summary,
};
use clientwright_codegen::ir::{Field, TypeKind};
use clientwright_codegen::surface::Item;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Number of random edits of each spec.
const ROUNDS: u64 = 24;

/// Rules that report a source break although no item differs, and the reason, which only edits of the IR can cause. A
/// change by any other rule that breaks source has an item.
const NO_ITEM: &[(&str, &str)] = &[
    (
        "operation-moved",
        "its resource has a different id and the same Rust name",
    ),
    (
        "operation-removed",
        "another operation has the same Rust name",
    ),
    (
        "resource-removed",
        "it came back with a different id and the same Rust name",
    ),
    (
        "success-status-removed",
        "its operation has no response left",
    ),
    (
        "type-boxed",
        "it is a parameter, and only fields of types can be part of a cycle",
    ),
    ("type-removed", "another type has the same name in Rust"),
];

/// The old and the new line of an item.
type Lines = (Option<String>, Option<String>);

fn lines(item: &RustItem) -> Lines {
    (item.before().map(Item::text), item.after().map(Item::text))
}

/// The number of entries with each item.
fn counted(changes: &[Change]) -> BTreeMap<Lines, usize> {
    let mut count = BTreeMap::new();
    for item in changes.iter().flat_map(|change| &change.rust.items) {
        *count.entry(lines(item)).or_default() += 1;
    }
    count
}

#[test]
fn every_item_is_in_one_entry_and_the_version_covers_all() {
    let mut bare = BTreeSet::new();
    let crates = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in [
        folder().join("base"),
        crates.join("tests/golden/shapes/spec"),
    ] {
        let base = Side::of(&spec(&folder)).unwrap_or_else(|report| panic!("{report}"));
        let before = surface(&base);
        for seed in 0..ROUNDS {
            let (api, edits) = edits::edited(&base.api, &mut Random::new(seed));
            let head = Side {
                api,
                sources: base.sources.clone(),
            };
            let after = surface(&head);
            let (old, new) = ((&base, before.as_slice()), (&head, after.as_slice()));
            for (old, new) in [(old, new), (new, old)] {
                let what = format!("{} {seed}: {edits:?}", folder.display());
                told_once(old, new, &what, &mut bare);
            }
        }
    }
    assert!(
        bare.iter().eq(NO_ITEM.iter().map(|(rule, _)| rule)),
        "{bare:?}"
    );
}

/// Toggles `required` and `nullable` of each field of sent and received models.
#[test]
fn presence_changes_break_source_only_if_an_item_differs() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = spec(&crates.join("tests/golden/shapes/spec"));
    let base = Side::of(&files).unwrap_or_else(|report| panic!("{report}"));
    let before = surface(&base);
    let mut bare = BTreeSet::new();
    for (index, ty) in base.api.types.iter().enumerate() {
        let fields = match &ty.kind {
            TypeKind::Model(model) if ty.name.ends_with("Presence") => model.fields.len(),
            _ => 0,
        };
        for (at, flips) in (0..fields).flat_map(|at| FLIPS.iter().map(move |it| (at, it))) {
            let mut api = base.api.clone();
            if let Some(TypeKind::Model(model)) = api.types.get_mut(index).map(|it| &mut it.kind) {
                flips(&mut model.fields[at]);
            }
            let head = Side {
                api,
                sources: base.sources.clone(),
            };
            let after = surface(&head);
            let (old, new) = ((&base, before.as_slice()), (&head, after.as_slice()));
            let what = format!("field {at} of {}", ty.name);
            told_once(old, new, &what, &mut bare);
            told_once(new, old, &what, &mut bare);
        }
    }
    assert!(bare.is_empty(), "{bare:?}");
}

const FLIPS: &[fn(&mut Field)] = &[
    |field| field.required = !field.required,
    |field| field.nullable = !field.nullable,
];

fn told_once(
    old: (&Side, &[Item]),
    new: (&Side, &[Item]),
    what: &str,
    bare: &mut BTreeSet<&'static str>,
) {
    let context = Context {
        rules: rules(),
        as_of: crate::case::AS_OF.parse().expect("a date"),
        grace_days: GRACE_DAYS,
        removed_names: &[],
    };
    let (base, head) = (
        State::of(&old.0.api, &old.0.sources),
        State::of(&new.0.api, &new.0.sources),
    );
    let name = Revision::default;
    let mut report = build_report((&base, name()), (&head, name()), &context);
    let surfaces = Surfaces {
        base: None,
        regenerated: Some(old.1.to_vec()),
        head: new.1.to_vec(),
    };
    let own = join(&mut report.changes, &surfaces, rules());
    let all: Vec<_> = differences(old.1, new.1).iter().map(lines).collect();
    {
        let (joined, apart) = (counted(&report.changes), counted(&own));
        for item in &all {
            let (joined, apart) = (joined.get(item).copied(), apart.get(item).copied());
            match (joined, apart) {
                // An unexplained item has an entry for each of its differences.
                (Some(1), None) | (None, Some(1..)) => {}
                _ => panic!(
                    "{what}\n{item:?} is in {joined:?} changes and {apart:?} separate entries"
                ),
            }
        }
        let reported = joined.len() + apart.len();
        assert_eq!(reported, all.len(), "{what}: entries for equal items");
    }
    let is_bare =
        |it: &&Change| it.rust.severity == RustSeverity::Major && it.rust.items.is_empty();
    for it in report.changes.iter().filter(is_bare) {
        let reason = NO_ITEM.iter().find(|(rule, _)| *rule == it.rule);
        let (rule, _) = reason
            .unwrap_or_else(|| panic!("{what}\n{} of {} breaks no item", it.rule, it.subject));
        bare.insert(rule);
    }
    report.changes.extend(own);
    update_summary(&mut report, &context);
    let most = report
        .changes
        .iter()
        .map(|it| it.bump)
        .max()
        .unwrap_or_default();
    assert_eq!(report.required_bump, most, "{what}");
    // The differences of the listings alone, without changes that explain them.
    let bare = join(&mut [], &surfaces, rules());
    assert!(required_bump(&bare) <= report.required_bump, "{what}");
}
