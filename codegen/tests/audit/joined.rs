//! After the join: every item of the crate that differs is told once, and the step of the version covers all of them.

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

/// How many random edits are tried on each spec.
const ROUNDS: u64 = 24;

/// Rules that say of an edit that source breaks where no item differs, and what no spec can say in those edits. A change
/// under any other rule that breaks source has an item that shows it.
const NO_ITEM: &[(&str, &str)] = &[
    (
        "operation-moved",
        "its resource has another id and the same name in Rust",
    ),
    (
        "operation-removed",
        "another operation beside it has the same name in Rust",
    ),
    (
        "resource-removed",
        "it came back with another id and the same name in Rust",
    ),
    (
        "success-status-removed",
        "its operation is left without any response",
    ),
    (
        "type-boxed",
        "it is a parameter, and only what is in a type can be part of a ring",
    ),
    ("type-removed", "another type has the same name in Rust"),
];

/// The old and the new line of an item.
type Lines = (Option<String>, Option<String>);

fn lines(item: &RustItem) -> Lines {
    (item.before().map(Item::text), item.after().map(Item::text))
}

/// In how many entries each item is.
fn counted(changes: &[Change]) -> BTreeMap<Lines, usize> {
    let mut count = BTreeMap::new();
    for item in changes.iter().flat_map(|change| &change.rust.items) {
        *count.entry(lines(item)).or_default() += 1;
    }
    count
}

#[test]
fn each_item_is_told_once_and_the_version_covers_all() {
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

/// Each field of the models that are sent, received or both becomes one that may be left out, or be `null`, or the reverse.
#[test]
fn what_a_field_may_be_breaks_source_where_an_item_differs() {
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
        tombstones: &[],
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
                // What no change explains has an entry for each thing that is to be said of it.
                (Some(1), None) | (None, Some(1..)) => {}
                _ => panic!(
                    "{what}\n{item:?} is in {joined:?} changes and {apart:?} entries of its own"
                ),
            }
        }
        let told = joined.len() + apart.len();
        assert_eq!(told, all.len(), "{what}: items that do not differ");
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
    // What the listings say by themselves, without any change that could explain it away.
    let bare = join(&mut [], &surfaces, rules());
    assert!(required_bump(&bare) <= report.required_bump, "{what}");
}
