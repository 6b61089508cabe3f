//! `deprecations`: formats, days and exit codes.

use super::repository::Repository;

#[test]
fn an_end_of_life_that_has_come_can_fail() {
    let repository = Repository::new();
    // The end of life of `Domain.old_name` is 2026-07-01.
    let cases = [
        ("2026-06-30", "expired", 0),
        ("2026-07-01", "expired", 1),
        ("2026-06-01", "30-days", 1),
        ("2026-05-31", "30-days", 0),
        ("2026-05-31", "31-days", 1),
        ("2025-12-31", "0-days", 0),
    ];
    for (day, limit, code) in cases {
        let arguments = [
            "deprecations",
            "--spec",
            "spec",
            "--as-of",
            day,
            "--fail-on",
            limit,
        ];
        let outcome = repository.run(&arguments);
        assert_eq!(outcome.code, code, "{day} {limit}: {}", outcome.stderr);
        assert!(
            outcome.stdout.contains("Domain.old_name"),
            "{}",
            outcome.stdout
        );
    }
}

#[test]
fn the_day_is_that_of_the_commit() {
    let repository = Repository::new();
    let outcome = repository.run(&["deprecations", "--spec", "spec", "--format", "json"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let list: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(list["as_of"], "2026-01-15");
    assert!(list["entries"].as_array().unwrap().len() == 1);
}

#[test]
fn every_format_is_there() {
    let repository = Repository::new();
    for format in ["text", "markdown", "json", "html"] {
        let outcome = repository.run(&["deprecations", "--spec", "spec", "--format", format]);
        assert_eq!(outcome.code, 0, "{format}: {}", outcome.stderr);
        assert!(outcome.stdout.contains("old_name"), "{format}");
    }
}

#[test]
fn wrong_usage_is_2() {
    let repository = Repository::new();
    let wrong: &[&[&str]] = &[
        &["--format", "github"],
        &["--fail-on", "soon"],
        &["--fail-on", "-3-days"],
        &["--as-of", "2026-13-01"],
        &["--spec", "nowhere"],
        &["extra"],
    ];
    for arguments in wrong {
        let outcome = repository.run(&[&["deprecations"], *arguments].concat());
        assert_eq!(outcome.code, 2, "{arguments:?}: {}", outcome.stderr);
    }
}
