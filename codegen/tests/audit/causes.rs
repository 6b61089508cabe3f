//! What is one cause, and needs one approval or none: of two edits, the first makes the base, and the second the change.

use crate::case::{Side, audit, folder, misjoined, spec, surface};
use std::collections::BTreeMap;

/// Texts of a spec and what takes their place.
type Edits = &'static [(&'static str, &'static str)];

struct Case {
    what: &'static str,
    base: Edits,
    edits: Edits,
    /// All changes; `!` marks those that need an approval, and the end is what source sees of it.
    there: &'static [&'static str],
    /// The same for the way back.
    back: &'static [&'static str],
}

const NULLABLE: &str =
    "count: {type: i64, required: true, nullable: true, docs: How many there were.}";

const CASES: &[Case] = &[
    Case {
        what: "`None` is `None`, whether a response says `null` or nothing",
        base: &[(
            "count: {type: i64, required: true, docs: How many there were.}",
            NULLABLE,
        )],
        edits: &[(
            NULLABLE,
            "count: {type: i64, nullable: true, docs: How many there were.}",
        )],
        there: &["!resp-field-became-optional Receipt.count none"],
        back: &["resp-field-became-required Receipt.count none"],
    },
];

fn edited(files: &BTreeMap<String, String>, edits: Edits, what: &str) -> BTreeMap<String, String> {
    let mut files = files.clone();
    for (from, to) in edits {
        let times: usize = files.values().map(|text| text.matches(from).count()).sum();
        assert_eq!(times, 1, "{what}: {from}");
        for text in files.values_mut() {
            *text = text.replace(from, to);
        }
    }
    files
}

#[test]
fn what_follows_from_a_cause_is_told_with_it() {
    let files = spec(&folder().join("base"));
    let mut failures = Vec::new();
    for case in CASES {
        let Case { what, .. } = case;
        let base = edited(&files, case.base, what);
        let head = edited(&base, case.edits, what);
        let side = |files| Side::of(files).unwrap_or_else(|report| panic!("{what}: {report}"));
        let (base, head) = (side(&base), side(&head));
        for (old, new, wanted) in [(&base, &head, case.there), (&head, &base, case.back)] {
            let mut report = audit(old, new, &[]);
            let wrong = misjoined(&mut report, &surface(old), &surface(new));
            failures.extend(wrong.iter().map(|it| format!("{what}: {it}")));
            let aside = ["eol-passed-still-present", "version-bump-insufficient"];
            let changes = report.changes.iter();
            let changes = changes.filter(|it| !aside.contains(&it.rule.as_str()));
            let found: Vec<_> = changes
                .map(|it| {
                    let mark = if it.blocks() { "!" } else { "" };
                    let rust = serde_json::to_value(it.rust.severity).expect("a word");
                    let rust = rust.as_str().unwrap_or_default();
                    format!("{mark}{} {} {rust}", it.rule, it.subject)
                })
                .collect();
            if found != wanted {
                failures.push(format!("{what}: {found:#?} instead of {wanted:#?}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
