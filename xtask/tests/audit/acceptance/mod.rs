//! Reports on the edits that maintainers make, with the fixture `settings`.

mod cases;
mod edit;

use super::json::assert_conforms;
use crate::sandbox::{Sandbox, run};
use cases::{CASES, Case};
use edit::apply;
use serde_json::Value;
use std::fs;

const DAY: &str = "2026-11-24";

/// Rules about the version, tombstones and the state of the base, which are not about the edit.
const INDIRECT: [&str; 3] = [
    "version-bump-insufficient",
    "tombstone-missing",
    "eol-passed-still-present",
];

#[test]
fn every_edit_has_the_expected_verdict() {
    for case in CASES {
        let (base, head) = (Sandbox::new(), Sandbox::new());
        for edit in case.before {
            apply(edit, &base);
            apply(edit, &head);
        }
        for edit in case.edits {
            apply(edit, &head);
        }
        let (_, report) = diff(case, &base, &head);
        let changes = report["changes"].as_array().expect(case.name);
        let found: Vec<[&str; 6]> = changes
            .iter()
            .filter(|change| !INDIRECT.contains(&text(&change["rule"])))
            .map(|change| {
                [
                    &change["rule"],
                    &change["subject"],
                    &change["class"],
                    &change["wire"]["severity"],
                    &change["rust"]["severity"],
                    &change["bump"],
                ]
                .map(text)
            })
            .collect();
        let mut expected = case.changes.to_vec();
        expected.sort_unstable();
        let mut found = found;
        found.sort_unstable();
        assert_eq!(found, expected, "{}", case.name);
        assert_eq!(
            text(&report["version"]["required"]),
            case.version,
            "{}",
            case.name
        );

        // After following the instructions of the report, only decisions of people are left.
        let from = format!("version: {}", text(&report["version"]["head"]));
        head.edit("api.yaml", &from, &format!("version: {}", case.version));
        let tombstones: String = changes
            .iter()
            .filter(|change| change["rule"] == "tombstone-missing")
            .filter_map(|change| Some(text(&change["migration"]).split_once("```yaml\n")?.1))
            .filter_map(|rest| Some(rest.split_once("```")?.0.to_owned()))
            .collect();
        // Rust names need no tombstones.
        assert!(!tombstones.contains("::"), "{}: {tombstones}", case.name);
        if !tombstones.is_empty() {
            fs::write(head.spec().join("removed.yaml"), tombstones).expect(case.name);
        }
        let (code, report) = diff(case, &base, &head);
        assert_eq!(code, case.code, "{}: {report:#}", case.name);
    }
}

fn diff(case: &Case, base: &Sandbox, head: &Sandbox) -> (i32, Value) {
    let outcome = run(&[
        "diff",
        "--base",
        &base.spec().to_string_lossy(),
        "--spec",
        &head.spec().to_string_lossy(),
        "--format",
        "json",
        "--as-of",
        DAY,
    ]);
    let report = serde_json::from_str(&outcome.stdout);
    let report = report.unwrap_or_else(|error| {
        panic!(
            "{}: {error}\n{}{}",
            case.name, outcome.stdout, outcome.stderr
        )
    });
    assert_conforms(&report);
    (outcome.code, report)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
