//! Exit codes, options and output of `diff`.

use super::repository::{OLD_NAME, ORDER, Repository};
use std::fs;

#[test]
fn unchanged_specs_pass() {
    let repository = Repository::new();
    let outcome = repository.diff(&[]);
    assert_eq!(outcome.code, 0, "{}{}", outcome.stdout, outcome.stderr);
    assert!(
        outcome.stdout.contains("as of 2026-01-15"),
        "{}",
        outcome.stdout
    );
    assert_eq!(outcome.stderr, "");
}

#[test]
fn fail_on_selects_the_changes_that_fail() {
    let repository = Repository::new();
    repository.add_something();
    let codes = |repository: &Repository| {
        ["policy", "breaking", "any", "never"]
            .map(|what| repository.diff(&["--fail-on", what]).code)
    };
    assert_eq!(codes(&repository), [0, 0, 1, 0]);
    repository.git(&["checkout", "--", "spec", "generated"]);
    // A later date alone is not a change.
    let later = ["--fail-on", "any", "--as-of", "2027-01-01"];
    assert_eq!(repository.diff(&later).code, 0);
    repository.break_something();
    assert_eq!(codes(&repository), [1, 1, 1, 0]);
}

#[test]
fn breaking_changes_show_their_location_and_items() {
    let repository = Repository::new();
    repository.break_something();
    let outcome = repository.diff(&[]);
    for part in [
        "param-became-required",
        "domains.list.query.integration_id",
        "at spec/resources/domains.yaml:9",
        "+ struct domains::ListDomainsParams",
        "working tree",
    ] {
        assert!(outcome.stdout.contains(part), "{part}: {}", outcome.stdout);
    }
    repository.commit("Break it");
    let committed = repository.diff(&[]);
    assert_eq!(committed.code, 1);
    assert!(committed.stdout.contains("HEAD@"), "{}", committed.stdout);
}

#[test]
fn insufficient_versions_fail() {
    let repository = Repository::new();
    repository.add_something();
    repository.edit("api.yaml", "version: 0.1.1", "version: 0.1.0");
    repository.generate();
    let outcome = repository.diff(&[]);
    assert_eq!(outcome.code, 1);
    assert!(
        outcome.stdout.contains("version-bump-insufficient"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn stale_files_exit_with_3_after_the_report() {
    let repository = Repository::new();
    repository.edit("resources/domains.yaml", "docs: Domains.", "docs: [odd]");
    let outcome = repository.diff(&[]);
    assert_eq!(outcome.code, 2, "{}", outcome.stderr);
    repository.git(&["checkout", "--", "spec"]);
    repository.edit("api.yaml", "title: ", "title: New ");
    let outcome = repository.diff(&[]);
    assert_eq!(outcome.code, 3, "{}{}", outcome.stdout, outcome.stderr);
    assert!(
        outcome.stderr.contains("cargo xtask generate"),
        "{}",
        outcome.stderr
    );
    assert!(!outcome.stdout.is_empty());
    assert_eq!(repository.diff(&["--fail-on", "never"]).code, 0);
    repository.generate();
    assert_ne!(repository.diff(&[]).code, 3);
}

#[test]
fn changes_by_the_generator_and_by_the_spec_are_distinguished() {
    let repository = Repository::new();
    repository.git(&["checkout", "--quiet", "main"]);
    let listing = repository.folder().join("generated/api/rust/domains.txt");
    let text = fs::read_to_string(&listing).unwrap();
    let older = text.replace(
        "fn      domains::Domains::get(",
        "fn      domains::Domains::fetch(",
    );
    assert_ne!(older, text);
    fs::write(&listing, older).unwrap();
    repository.commit("Use an older generator");
    repository.git(&["checkout", "--quiet", "-B", "feature"]);
    repository.break_something();
    let outcome = repository.diff(&["--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
    let causes: Vec<_> = report["changes"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|change| !change["rust"]["items"].as_array().unwrap().is_empty())
        .map(|change| {
            (
                change["subject"].as_str().unwrap(),
                change["cause"].as_str().unwrap(),
            )
        })
        .collect();
    assert!(
        causes.contains(&("crate::domains::Domains::fetch", "generator")),
        "{causes:?}"
    );
    assert!(
        causes.contains(&("crate::domains::Domains::get", "generator")),
        "{causes:?}"
    );
    assert!(
        causes.contains(&("domains.list.query.integration_id", "spec")),
        "{causes:?}"
    );
}

#[test]
fn every_format_can_be_written_to_a_file() {
    let repository = Repository::new();
    repository.break_something();
    for format in ["text", "markdown", "json", "html", "github", "changelog"] {
        let shown = repository.diff(&["--format", format]);
        assert_eq!(shown.code, 1, "{format}: {}", shown.stderr);
        let written = repository.diff(&["--format", format, "--output", "report"]);
        assert_eq!(written.stdout, "", "{format}");
        let file = repository.folder().join("report");
        assert_eq!(fs::read_to_string(&file).unwrap(), shown.stdout, "{format}");
        fs::remove_file(file).unwrap();
    }
}

#[test]
fn only_selects_a_resource() {
    let repository = Repository::new();
    repository.add_something();
    repository.break_something_else();
    let all = repository.diff(&[]).stdout;
    let one = repository.diff(&["--only", "senders"]).stdout;
    for (text, other) in [(&all, true), (&one, false)] {
        assert!(text.contains("Sender.color"), "{text}");
        assert_eq!(
            text.contains("domains.list.query.integration_id"),
            other,
            "{text}"
        );
    }
    let head = |text: &str| text.lines().next().unwrap_or_default().to_owned();
    assert_eq!(head(&one), head(&all));
    let same = repository.diff(&["--only", "Domain"]);
    assert_eq!(same.code, 1, "{}", same.stderr);
    assert!(same.stderr.contains("senders"), "{}", same.stderr);
    let none = repository.diff(&["--only", "sendrs"]);
    assert_eq!(none.code, 2, "{}", none.stderr);
    assert!(none.stderr.contains("`senders`"), "{}", none.stderr);
}

#[test]
fn docs_are_shown_on_request() {
    let repository = Repository::new();
    repository.edit(
        "resources/domains.yaml",
        "docs: Fetches a domain",
        "docs: Gets a domain",
    );
    repository.generate();
    let without = repository.diff(&[]).stdout;
    assert!(!without.contains("domains.get"), "{without}");
    for part in ["no changes", "spec and generator unchanged"] {
        assert!(!without.contains(part), "{without}");
    }
    assert!(
        without.ends_with("\nChanges not shown: 1 docs-only\n"),
        "{without}"
    );
    assert!(repository.diff(&["--docs"]).stdout.contains("domains.get"));
}

#[test]
fn explain_shows_the_severity_of_a_change() {
    let repository = Repository::new();
    repository.break_something();
    let id = repository.id_of("param-became-required");
    let outcome = repository.diff(&["--explain", &id]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let page = repository
        .diff(&["--explain", "param-became-required"])
        .stdout;
    for part in [
        format!("✗ domains.list.query.integration_id  [{id}]\n"),
        "\n    required: false → true\n    affects 1 operation: domains.list\n".to_owned(),
        format!("\n    to approve: cargo xtask diff --approve {id} "),
        "\nclass breaking: released clients can fail (wire breaking), and callers' source no longer compiles (Rust \
         major)\nverdict: needs approval, or must be undone\n"
            .to_owned(),
        page,
    ] {
        assert!(outcome.stdout.contains(&part), "{part}: {}", outcome.stdout);
    }
}

#[test]
fn changelogs_do_not_mention_policies() {
    let repository = Repository::new();
    for line in [OLD_NAME, ORDER] {
        repository.edit("resources/domains.yaml", line, "");
    }
    repository.generate();
    let report = repository.diff(&[]).stdout;
    let changelog = repository.diff(&["--format", "changelog"]).stdout;
    for policy in [
        "; its end of life, 2026-07-01, has not passed",
        "; it was never deprecated",
    ] {
        assert!(report.contains(policy), "{policy}: {report}");
        assert!(!changelog.contains(policy), "{policy}: {changelog}");
    }
    for line in [
        "`Domain` was removed (deprecated since 2025-01-01, end of life 2026-07-01, use name).\n",
        "`domains.list` was removed.\n",
    ] {
        assert!(changelog.contains(line), "{line}: {changelog}");
    }
}

#[test]
fn explain_gives_reasons_for_deviations_from_a_rule() {
    let repository = Repository::new();
    repository.edit("resources/domains.yaml", OLD_NAME, "");
    repository.generate();
    let explained = |rule: &str, more: &[&str]| {
        let json = repository
            .diff(&[&["--format", "json"], more].concat())
            .stdout;
        let report: serde_json::Value = serde_json::from_str(&json).unwrap();
        let mut changes = report["changes"].as_array().unwrap().iter();
        let change = changes.find(|change| change["rule"] == rule).expect(&json);
        let id = change["id"].as_str().unwrap().to_owned();
        repository
            .diff(&[&["--explain", &id], more].concat())
            .stdout
    };
    let before = explained("resp-field-removed-optional", &[]);
    for part in [
        "\n    wire breaking (response), Rust major; requires a minor version\n",
        "\nverdict: needs approval, or must be undone\n",
        "\n# removed-before-eol: removed before end of life\n",
        "\n- policy: needs approval\n",
    ] {
        assert!(before.contains(part), "{part}: {before}");
    }
    let after = explained("resp-field-removed-optional", &["--as-of", "2026-07-01"]);
    assert!(
        after.contains("\nwire lifecycle instead of risky: the removal was announced\n"),
        "{after}"
    );
    assert!(
        after.contains("\nverdict: allowed, because the removed element is past its end of life\n"),
        "{after}"
    );
    assert!(after.contains("\n# removed-after-eol: "), "{after}");
    let version = explained("version-bump-insufficient", &[]);
    assert!(
        version.contains("\nverdict: must be fixed; it cannot be approved\n"),
        "{version}"
    );
    // A field with an end of life is an `Option` even if it is required.
    repository.git(&["checkout", "--", "spec", "generated"]);
    repository.edit(
        "resources/domains.yaml",
        "{type: string, docs: Former name of `name`.,",
        "{type: string, required: true, docs: Former name of `name`.,",
    );
    repository.generate();
    let required = explained("resp-field-became-required", &[]);
    assert!(
        required.contains(
            "\nRust none instead of major: no public item of the generated crate changes in that way\n"
        ),
        "{required}"
    );
}

#[test]
fn unknown_ids_get_suggestions() {
    let repository = Repository::new();
    repository.break_something();
    let id = repository.id_of("param-became-required");
    let near = format!("{}x", &id[..9]).replace('x', if id.ends_with('0') { "1" } else { "0" });
    let note = ["--reason", "r", "--owner", "o", "--expires", "2026-03-01"];
    let entry = format!("  {id}  domains.list.query.integration_id (param-became-required)\n");
    for (arguments, what) in [
        (vec!["--explain", near.as_str()], ""),
        (
            [&["--approve", near.as_str()], note.as_slice()].concat(),
            " that need approval",
        ),
    ] {
        let outcome = repository.diff(&arguments);
        assert_eq!(outcome.code, 2);
        let expected = format!(
            "error: no change has the id `{near}`; did you mean `{id}`?\nhelp: changes{what} (1):\n{entry}"
        );
        assert_eq!(outcome.stderr, expected);
    }
    let rule = repository.diff(&["--explain", "param-became-requird"]);
    assert_eq!(rule.code, 2);
    assert!(
        rule.stderr
            .contains("did you mean `param-became-required`?"),
        "{}",
        rule.stderr
    );
    // At most ten are listed.
    let fields: String = (0..12)
        .map(|number| format!("      f{number}: {{type: string, required: true, docs: New.}}\n"))
        .collect();
    repository.edit(
        "resources/domains.yaml",
        "    query:\n",
        &format!("    query:\n{fields}"),
    );
    repository.generate();
    let outcome = repository.diff(&[&["--approve", "ffffffffff"], note.as_slice()].concat());
    assert_eq!(outcome.code, 2);
    assert!(
        outcome
            .stderr
            .contains("changes that need approval (13):\n"),
        "{}",
        outcome.stderr
    );
    assert!(
        outcome.stderr.ends_with("\n  … and 3 more\n"),
        "{}",
        outcome.stderr
    );
    assert_eq!(outcome.stderr.lines().count(), 13, "{}", outcome.stderr);
}

#[test]
fn the_workflow_passes_the_date_of_the_server() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let workflow = fs::read_to_string(root.join(".github/workflows/api-diff.yml")).unwrap();
    let calls: Vec<_> = workflow
        .lines()
        .filter(|line| line.contains("xtask diff "))
        .collect();
    assert_eq!(calls.len(), 2, "{calls:?}");
    for call in calls {
        assert!(call.to_lowercase().contains("--as-of \"$day\""), "{call}");
    }
    assert!(workflow.contains("day=$(date -u +%F)"), "{workflow}");
}

#[test]
fn invalid_arguments_exit_with_2() {
    let repository = Repository::new();
    let wrong: &[&[&str]] = &[
        &["--format", "pdf"],
        &["--fail-on", "sometimes"],
        &["--as-of", "yesterday"],
        &["--as-of", "2026-02-30"],
        &["--reason", "no change named"],
        &["--approve", "0123456789", "--owner", "@a"],
        &["--approve", "0123456789", "--reason", "r"],
        &["--approve", "0123456789", "--reason", "r", "--owner", "@a"],
        &[
            "--approve",
            "0123456789",
            "--reason",
            "r",
            "--owner",
            "@a",
            "--expires",
            "2027-01-01",
        ],
        &["--base"],
        &["extra"],
    ];
    for arguments in wrong {
        let outcome = repository.diff(arguments);
        assert_eq!(outcome.code, 2, "{arguments:?}: {}", outcome.stderr);
        assert!(
            outcome.stderr.starts_with("error: "),
            "{arguments:?}: {}",
            outcome.stderr
        );
        assert_eq!(outcome.stdout, "", "{arguments:?}");
    }
}
