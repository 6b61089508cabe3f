//! Ids of changes: what is approved is all that the change consists of, and nothing that is said of it.

use crate::case::{Side, audit, folder, spec};
use std::collections::BTreeMap;

/// A rule and its subject, what is edited, and two texts instead of it.
const CASES: &[(&str, &str, &str, &str, &str, bool)] = &[
    (
        "deprecated Zone.comment",
        "docs: A remark., example: Ours}",
        "docs: A remark., deprecated: {since: 2026-06-01, end_of_life: 2027-06-01, use: name}}",
        "docs: A remark., deprecated: {since: 2026-06-01, end_of_life: 2027-06-02, use: name}}",
        "another end of life",
        false,
    ),
    (
        "deprecated Zone.comment",
        "docs: A remark., example: Ours}",
        "docs: A remark., deprecated: {since: 2026-06-01, end_of_life: 2027-06-01, use: name}}",
        "docs: A remark., deprecated: {since: 2026-06-01, end_of_life: 2027-06-01}}",
        "no replacement",
        false,
    ),
    (
        "deprecated Zone.comment",
        "docs: A remark., example: Ours}",
        "docs: A remark., deprecated: {since: 2026-06-01, end_of_life: 2027-06-01, note: Ours.}}",
        "docs: A remark., deprecated: {since: 2026-06-01, end_of_life: 2027-06-01, note: Yours.}}",
        "other words",
        true,
    ),
    (
        "resp-field-became-optional Created.by",
        "by: {type: string, required: true, docs: Who.}",
        "by: {type: string, docs: Who.}",
        "by: {type: string, docs: Who.}\n      for: {type: string, required: true, docs: For whom.}",
        "other arguments of `new`, which follow",
        true,
    ),
    (
        "type-kind-changed ZoneKind",
        "values: {full: Everything., partial: Some of it.}",
        "fields: {a: {type: string, docs: One.}}",
        "fields: {a: {type: i64, docs: One.}}",
        "another content of the new kind",
        false,
    ),
    (
        "operation-added zones.freeze",
        "  delete:\n    docs: Deletes",
        "  freeze:\n    docs: Freezes.\n    http: POST /{zone_id}/freeze\n    \
         query: {until: {type: date, docs: How long.}}\n  delete:\n    docs: Deletes",
        "  freeze:\n    docs: Freezes.\n    http: POST /{zone_id}/freeze\n    \
         query: {until: {type: date, required: true, docs: How long.}}\n  delete:\n    docs: Deletes",
        "another parameter of the same operation",
        false,
    ),
];

#[test]
fn an_id_stands_for_all_that_a_change_consists_of() {
    let files = spec(&folder().join("base"));
    let side = |files: &BTreeMap<_, _>| Side::of(files).unwrap_or_else(|report| panic!("{report}"));
    let base = side(&files);
    for (change, from, one, other, what, is_same) in CASES {
        let id = |to: &str| {
            let mut edited = files.clone();
            for text in edited.values_mut() {
                *text = text.replace(from, to);
            }
            assert_ne!(edited, files, "{what}");
            let report = audit(&base, &side(&edited), &[]);
            let mut changes = report.changes.into_iter();
            let found = changes.find(|it| format!("{} {}", it.rule, it.subject) == *change);
            found.unwrap_or_else(|| panic!("no {change}: {what}")).id
        };
        assert_eq!(id(one) == id(other), *is_same, "{change}: {what}");
    }
}
