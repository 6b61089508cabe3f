//! What the audit reports for each kind of edit that a maintainer makes, on the fixture `settings`.

mod cases;
mod edit;

use super::json::must_fit;
use crate::sandbox::{Sandbox, run};
use cases::{CASES, Case};
use edit::apply;
use serde_json::Value;
use std::fs;

const DAY: &str = "2026-11-24";

/// What only asks for something beside the change, or tells how things stand.
const ASIDE: [&str; 3] = [
    "version-bump-insufficient",
    "tombstone-missing",
    "eol-passed-still-present",
];

#[test]
fn each_edit_is_called_what_it_is() {
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
        let said: Vec<[&str; 6]> = changes
            .iter()
            .filter(|change| !ASIDE.contains(&text(&change["rule"])))
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
        let mut wanted = case.changes.to_vec();
        wanted.sort_unstable();
        let mut found = said;
        found.sort_unstable();
        assert_eq!(found, wanted, "{}", case.name);
        assert_eq!(
            text(&report["version"]["required"]),
            case.version,
            "{}",
            case.name
        );

        // What the report asks for is done as it says; what is left is what only people can decide.
        let from = format!("version: {}", text(&report["version"]["head"]));
        head.edit("api.yaml", &from, &format!("version: {}", case.version));
        let stones: String = changes
            .iter()
            .filter(|change| change["rule"] == "tombstone-missing")
            .filter_map(|change| Some(text(&change["migration"]).split_once("```yaml\n")?.1))
            .filter_map(|rest| Some(rest.split_once("```")?.0.to_owned()))
            .collect();
        // Names of the crate come and go with those of the spec.
        assert!(!stones.contains("::"), "{}: {stones}", case.name);
        if !stones.is_empty() {
            fs::write(head.spec().join("removed.yaml"), stones).expect(case.name);
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
    must_fit(&report);
    (outcome.code, report)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
