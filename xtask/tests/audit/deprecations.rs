//! `deprecations`: formats, dates and exit codes.

use super::repository::Repository;

#[test]
fn fail_on_compares_the_end_of_life() {
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
fn the_default_date_is_that_of_the_commit() {
    let repository = Repository::new();
    let outcome = repository.run(&["deprecations", "--spec", "spec", "--format", "json"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let list: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(list["as_of"], "2026-01-15");
    assert!(list["entries"].as_array().unwrap().len() == 1);
}

#[test]
fn every_format_lists_the_deprecations() {
    let repository = Repository::new();
    for format in ["text", "markdown", "json", "html"] {
        let outcome = repository.run(&["deprecations", "--spec", "spec", "--format", format]);
        assert_eq!(outcome.code, 0, "{format}: {}", outcome.stderr);
        assert!(outcome.stdout.contains("old_name"), "{format}");
    }
}

#[test]
fn invalid_arguments_exit_with_2() {
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

/// The number in a report between two strings.
fn number(text: &str, before: &str, after: &str) -> usize {
    let (_, rest) = text
        .split_once(before)
        .unwrap_or_else(|| panic!("no {before:?}: {text}"));
    let (number, _) = rest
        .split_once(after)
        .unwrap_or_else(|| panic!("no {after:?}: {text}"));
    number.parse().unwrap_or_else(|_| panic!("{number:?}"))
}

#[test]
fn all_reports_have_the_same_counts() {
    let repository = Repository::settings();
    for (day, expected) in [("2026-07-01", 2), ("2026-11-24", 5)] {
        let of = |command: &str, format: &str| {
            let arguments = [
                command, "--spec", "spec", "--as-of", day, "--format", format,
            ];
            repository.run(&arguments).stdout
        };
        let counts = [
            number(
                &of("deprecations", "text"),
                " deprecations, ",
                " past end of life",
            ),
            number(
                &of("deprecations", "markdown"),
                "### Past end of life (",
                ")",
            ),
            number(
                &of("diff", "text"),
                "STILL PRESENT: ",
                " (`cargo xtask deprecations`",
            ),
            number(
                &of("diff", "markdown"),
                "still present: ",
                " (`cargo xtask deprecations`",
            ),
            number(
                &of("diff", "html"),
                "<span>0 changes, 0 Rust items, ",
                " past end of life<",
            ),
            number(
                &of("diff", "html"),
                "<output aria-live=\"polite\">",
                " entries",
            ),
            number(
                &of("diff", "html"),
                "past end of life <span class=\"number\">",
                "</span></label>",
            ),
            of("diff", "html").matches("data-class=\"overdue\"").count(),
        ];
        assert_eq!(counts, [expected; 8], "{day}");
        let json: serde_json::Value = serde_json::from_str(&of("diff", "json")).unwrap();
        assert_eq!(json["counts"]["deprecation"], expected, "{day}");
    }
}

#[test]
fn unchanged_deprecations_take_one_line() {
    let repository = Repository::settings();
    let removed = "      last_modified: {type: datetime, read_only: true, docs: When the settings were last changed., \
        deprecated: {end_of_life: 2026-11-01, use: modified_at}}\n";
    repository.edit("resources/domains.yaml", removed, "");
    repository.generate();
    for format in ["text", "markdown"] {
        let arguments = ["--as-of", "2026-11-24", "--format", format];
        let text = repository.diff(&arguments).stdout;
        assert!(text.contains("Domain.last_modified"), "{text}");
        assert!(!text.contains("AllowPolicy"), "{text}");
        let lines = text.lines();
        let lines: Vec<_> = lines
            .filter(|line| line.contains("xtask deprecations`"))
            .collect();
        assert_eq!(lines.len(), 1, "{text}");
        assert!(lines[0].contains(": 4 ("), "{text}");
    }
}
