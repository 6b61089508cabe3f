//! Ids of changes depend on everything that is approved, and not on wording.

use crate::case::{Side, audit, folder, spec};
use std::collections::BTreeMap;

/// Rule and subject, the replaced string, two replacements, how they differ, and whether the ids are equal.
const CASES: &[(&str, &str, &str, &str, &str, bool)] = &[
    (
        "deprecated Zone.comment",
        "docs: A remark., example: Ours}",
        "docs: A remark., deprecated: {since: 2026-06-01, end_of_life: 2027-06-01, use: name}}",
        "docs: A remark., deprecated: {since: 2026-06-01, end_of_life: 2027-06-02, use: name}}",
        "a different end of life",
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
        "different wording",
        true,
    ),
    (
        "resp-field-became-optional Created.by",
        "by: {type: string, required: true, docs: Who.}",
        "by: {type: string, docs: Who.}",
        "by: {type: string, docs: Who.}\n      for: {type: string, required: true, docs: For whom.}",
        "different arguments of `new`, which are an effect",
        true,
    ),
    (
        "type-kind-changed ZoneKind",
        "enum: {full: Everything., partial: Some of it.}",
        "fields: {a: {type: string, docs: One.}}",
        "fields: {a: {type: i64, docs: One.}}",
        "different content of the new kind",
        false,
    ),
    (
        "operation-added zones.freeze",
        "  delete:\n    docs: Deletes",
        "  freeze:\n    docs: Freezes.\n    http: POST /{zone_id}/freeze\n    \
         query: {until: {type: date, docs: How long.}}\n  delete:\n    docs: Deletes",
        "  freeze:\n    docs: Freezes.\n    http: POST /{zone_id}/freeze\n    \
         query: {until: {type: date, required: true, docs: How long.}}\n  delete:\n    docs: Deletes",
        "a different parameter of the same operation",
        false,
    ),
];

#[test]
fn ids_depend_on_the_content_of_a_change() {
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

/// A resource with three operations: the path of each, and whether it uses the shared parameter.
fn parts(operations: [(&str, bool); 3]) -> Side {
    let api = "name: demo\nversion: 1.0.0\ntitle: Demo\ndocs: A demo.\nservers: [https://example.com]\n\
               parameters:\n  trace: {in: query, type: string, docs: Marks the call.}\n";
    let mut resource = "docs: Parts.\noperations:\n".to_owned();
    for ((path, traced), name) in operations.into_iter().zip(["one", "two", "three"]) {
        let uses = if traced {
            ", use_parameters: [trace]"
        } else {
            ""
        };
        resource.push_str(&format!(
            "  {name}: {{docs: Does it., http: GET {path}/{name}{uses}}}\n"
        ));
    }
    // An unused parameter would be an error.
    resource.push_str("  last: {docs: Does it., http: GET /last, use_parameters: [trace]}\n");
    let files = BTreeMap::from([
        ("api.yaml".to_owned(), api.to_owned()),
        ("resources/parts.yaml".to_owned(), resource),
    ]);
    Side::of(&files).unwrap_or_else(|report| panic!("{report}"))
}

#[test]
fn ids_of_combined_changes_depend_on_all_members() {
    let base = parts([("", true); 3]);
    let ids = |head: [(&str, bool); 3]| -> Vec<_> {
        let changes = audit(&base, &parts(head), &[]).changes.into_iter();
        let of_the_parts = changes.filter(|it| it.subject.starts_with("parts"));
        of_the_parts.map(|it| (it.subject, it.id)).collect()
    };
    let two = ids([("", false), ("", false), ("", true)]);
    let three = ids([("", false), ("", false), ("", false)]);
    assert_eq!((two.len(), three.len()), (1, 1), "{two:?} {three:?}");
    assert_eq!(two[0].0, three[0].0);
    assert_ne!(
        two[0].1, three[0].1,
        "one more operation lost the parameter"
    );

    let two = ids([("/x", true), ("/x", true), ("", true)]);
    let three = ids([("/x", true), ("/x", true), ("/x", true)]);
    let subjects: Vec<_> = two.iter().map(|(subject, _)| subject.as_str()).collect();
    assert_eq!(
        subjects,
        ["parts.one", "parts.two"],
        "only part of the resource moved"
    );
    assert!(two.iter().all(|it| three.contains(it)), "{two:?} {three:?}");
    assert_eq!(three.len(), 3);
}
