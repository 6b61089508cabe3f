//! A base that is known only from its listings, because its spec cannot be read. Listings do not relate items to elements of
//! the spec.

use crate::case::{Side, is_apart, rules};
use crate::cases::{base, cases};
use crate::shown;
use clientwright_codegen::audit::join::{self, Surfaces, join};
use clientwright_codegen::audit::report::Revision;
use clientwright_codegen::audit::{Context, GRACE_DAYS, State, build_report, wire};
use clientwright_codegen::surface::Item;
use std::collections::BTreeSet;

/// What can be read of one side.
struct Listed<'a> {
    items: &'a [Item],
    /// The facts in its listing.
    read: State<'static>,
    /// The facts of its spec that a listing has.
    listed: State<'a>,
}

impl<'a> Listed<'a> {
    fn of(side: &'a Side, items: &'a [Item]) -> Self {
        let tree = wire::listing(&side.api);
        let read = State {
            facts: wire::read(tree.files().map(|(_, text)| text)).expect("a listing"),
            sources: None,
        };
        let listed = State::of(&side.api, &side.sources).listed();
        Self {
            items,
            read,
            listed,
        }
    }
}

/// The items that no change explains, from the listings of one side to the other side.
fn unexplained(old: &Listed<'_>, new: &Listed<'_>) -> Vec<String> {
    let context = Context {
        rules: rules(),
        as_of: crate::case::AS_OF.parse().expect("a date"),
        grace_days: GRACE_DAYS,
        removed_names: &[],
    };
    let name = Revision::default;
    let mut report = build_report((&old.read, name()), (&new.listed, name()), &context);
    let checked_in: Vec<_> = old.items.iter().map(|item| item.line.as_str()).collect();
    let surfaces = Surfaces {
        base: Some(join::parse(checked_in)),
        regenerated: None,
        head: new.items.to_vec(),
    };
    let own = join(&mut report.changes, &surfaces, rules());
    own.iter()
        .filter(|it| !is_apart(it))
        .map(shown::change)
        .collect()
}

/// Rules whose cause or effect is not in a listing: Rust names, and derived properties. Their items have separate entries.
const NOT_LISTED: &[&str] = &[
    "body-root-kind-changed",
    "const-removed",
    "enum-value-became-read-only",
    "enum-variant-renamed",
    "field-no-longer-implied",
    "field-presence-changed",
    "field-rust-name-changed",
    "namespace-rust-name-changed",
    "operation-rust-name-changed",
    "package-renamed",
    "param-rust-name-changed",
    "required-params-reordered",
    "resource-item-changed",
    "resource-rust-name-changed",
    "rust-name-taken-over",
    "success-shape-status-changed",
    "type-boxed",
    "type-moved",
    "type-rust-name-changed",
    "union-tagging-changed",
    "union-variant-renamed",
    "variant-unit-changed",
    "webhook-event-changed",
    "webhook-signature-removed",
    "webhooks-removed",
];

#[test]
fn items_are_explained_by_changes() {
    let mut wrong = Vec::new();
    let mut unlisted = BTreeSet::new();
    let old = Listed::of(&base().side, &base().items);
    for it in cases() {
        let new = Listed::of(&it.head, &it.items);
        for (way, from, to) in [("->", &old, &new), ("<-", &new, &old)] {
            let found = unexplained(from, to);
            if found.is_empty() {
                continue;
            }
            let mut rules = it.case.there.iter().map(String::as_str);
            match rules.find(|rule| NOT_LISTED.contains(rule)) {
                Some(rule) => {
                    unlisted.insert(rule.to_owned());
                }
                None => wrong.push(format!("{way} {}\n{}", it.case.title, found.join("\n"))),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    let unlisted: Vec<_> = unlisted.iter().map(String::as_str).collect();
    assert_eq!(unlisted, NOT_LISTED);
}
