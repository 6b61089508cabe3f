//! What needs an approval: the one question that decides whether changes may go in.

use crate::case::{Side, audit, folder, spec};

/// Edits of `base`, and the subjects of what then needs an approval, with the same for the way back.
const CASES: &[(&str, &str, &str, &[&str], &[&str])] = &[
    (
        "a deprecation that makes an `Option` of a field breaks callers",
        "count: {type: i64, required: true, docs: How many there were.}",
        "count: {type: i64, required: true, docs: How many there were., \
         deprecated: {since: 2026-06-01, end_of_life: 2027-06-01, note: Count them.}}",
        &["Receipt.count"],
        &["Receipt.count"],
    ),
    (
        "a deprecation that warns needs none",
        "since: {type: date, docs: Keeps newer zones.}",
        "since: {type: date, docs: Keeps newer zones., \
         deprecated: {since: 2026-06-01, end_of_life: 2027-06-01, note: Sort.}}",
        &[],
        &[],
    ),
    (
        "what goes after its end of life needs none",
        "gone: {docs: It is no more., deprecated: {since: 2025-01-01, end_of_life: 2025-12-31, use: moved}}",
        "",
        &[],
        &[],
    ),
];

#[test]
fn what_breaks_needs_an_approval_unless_its_end_of_life_had_come() {
    let files = spec(&folder().join("base"));
    let side = |files: &_| Side::of(files).unwrap_or_else(|report| panic!("{report}"));
    let base = side(&files);
    for (what, from, to, there, back) in CASES {
        let mut edited = files.clone();
        for text in edited.values_mut() {
            *text = text.replace(from, to);
        }
        assert_ne!(edited, files, "{what}");
        let head = side(&edited);
        for (old, new, wanted) in [(&base, &head, there), (&head, &base, back)] {
            let report = audit(old, new, &[]);
            let blocking = report.changes.iter().filter(|change| change.blocks());
            let subjects = blocking.map(|change| change.subject.as_str());
            let found: Vec<_> = subjects.filter(|it| *it != "service.version").collect();
            assert_eq!(found, *wanted, "{what}");
        }
    }
}
