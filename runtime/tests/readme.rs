//! The table of guarantees in the README: it covers every area, and every test it names exists.

use std::fs;
use std::path::{Path, PathBuf};

const README: &str = include_str!("../README.md");
const HEADING: &str = "## Guarantees and their tests";

/// The areas of a client's behavior.
const AREAS: [&str; 30] = [
    "shape",
    "required parameters",
    "omit, set, clear",
    "enums",
    "deprecations",
    "ends of life",
    "tolerance",
    "models",
    "datetimes",
    "pagination",
    "envelope",
    "errors",
    "retries",
    "timeouts",
    "auth",
    "headers",
    "wire",
    "query",
    "path",
    "per request",
    "raw",
    "sync",
    "transport",
    "connections",
    "logs",
    "redirects",
    "size",
    "streams",
    "tests for users",
    "wasm",
];

/// The rows of the table: an area and its tests.
fn rows() -> Vec<(&'static str, Vec<&'static str>)> {
    let (_, table) = README.split_once(HEADING).expect("heading");
    let rows = table.lines().filter(|line| line.starts_with("| ")).skip(1);
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [area, _, proofs] = cells[..] else {
            panic!("expected three cells: {row}");
        };
        let proofs = proofs.split(", ").map(|proof| proof.trim_matches('`'));
        (area, proofs.collect())
    })
    .collect()
}

/// Whether the source has a test with this name.
fn has_test(text: &str, name: &str) -> bool {
    let start = format!("fn {name}(");
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.windows(2).any(|pair| {
        let function = pair[1].trim_start_matches("async ");
        function.starts_with(&start) && pair[0].starts_with("#[") && pair[0].contains("test")
    })
}

/// Whether CI runs this script.
fn in_ci(root: &Path, file: &str) -> bool {
    let stages = fs::read_to_string(root.join(".ci/run")).unwrap_or_default();
    stages
        .lines()
        .any(|line| line.starts_with("stage ") && line.contains(file))
}

#[test]
fn every_area_has_a_row() {
    let areas: Vec<&str> = rows().into_iter().map(|(area, _)| area).collect();
    assert_eq!(areas, AREAS);
}

#[test]
fn every_test_exists() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    for (area, proofs) in rows() {
        for proof in proofs {
            let (file, test) = match proof.split_once("::") {
                Some((file, test)) => (file, Some(test)),
                None => (proof, None),
            };
            let text = fs::read_to_string(root.join(file))
                .unwrap_or_else(|error| panic!("{area}: {file}: {error}"));
            match test {
                Some(test) => assert!(has_test(&text, test), "{area}: no test {proof}"),
                None => assert!(
                    file.starts_with("tests/ui/") || in_ci(&root, file),
                    "{area}: nothing runs {file}"
                ),
            }
        }
    }
}
