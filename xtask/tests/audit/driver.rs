//! The output of git with the diff driver.

use super::repository::{Repository, STATUS, git};
use std::fs;

fn with_driver() -> Repository {
    let repository = Repository::new();
    let command = format!("'{}' diff-driver", env!("CARGO_BIN_EXE_xtask"));
    repository.git(&["config", "diff.apispec.command", &command]);
    fs::write(
        repository.folder().join(".gitattributes"),
        "/spec/**/*.yaml diff=apispec\n",
    )
    .unwrap();
    repository
}

#[test]
fn log_shows_api_changes() {
    let repository = with_driver();
    repository.commit("Attributes");
    repository.break_something();
    let dirty = repository.git(&["diff", "--ext-diff", "--", "spec/resources"]);
    repository.commit("Break it");
    repository.edit("resources/senders.yaml", "pattern: {", "pattern:   {");
    repository.generate();
    repository.commit("Touch a space");
    let log = repository.git(&[
        "log",
        "-p",
        "--ext-diff",
        "--format=%s",
        "main..",
        "--",
        "spec/resources",
    ]);
    for text in [&dirty, &log] {
        assert!(
            text.contains("diff --apispec spec/resources/domains.yaml"),
            "{text}"
        );
        assert!(text.contains("param-became-required"), "{text}");
        assert!(!text.contains("version-bump"), "{text}");
    }
    assert!(log.contains("senders.yaml\n  no API changes"), "{log}");
}

#[test]
fn api_wide_changes_are_shown() {
    let repository = with_driver();
    repository.commit("Attributes");
    let edits = [
        ("api.example.com]", "api.example.org]", "server-url-changed"),
        (
            "title: ",
            "envelope: {result: data}\ntitle: ",
            "response-envelope-changed",
        ),
        (
            "title: ",
            "security:\n  schemes: {token: {kind: bearer, docs: A token.}}\n  requirements: [[token]]\ntitle: ",
            "auth-became-required",
        ),
    ];
    for (from, to, rule) in edits {
        repository.edit("api.yaml", from, to);
        let log = repository.git(&["diff", "--ext-diff", "--", "spec/api.yaml"]);
        assert!(log.contains(&format!("({rule}, ")), "{rule}: {log}");
        assert!(!log.contains("version-bump"), "{log}");
        repository.git(&["checkout", "--", "spec"]);
    }
}

#[test]
fn log_shows_invalid_specs_as_text() {
    let repository = with_driver();
    let path = "resources/odd.yaml";
    fs::write(repository.spec().join(path), "one: [\n").unwrap();
    repository.commit("Not a resource");
    fs::write(repository.spec().join(path), "two: [\n").unwrap();
    repository.commit("Not a resource either");
    fs::remove_file(repository.spec().join(path)).unwrap();
    repository.break_something();
    repository.commit("Fix it");
    let log = repository.git(&["log", "-p", "--ext-diff", "--format=%s", "--", "spec"]);
    assert!(log.contains("-one: [\n+two: [\n"), "{log}");
    assert!(log.contains("The API\n"), "{log}");
}

/// The output of `git log` for the last commit.
fn last(repository: &Repository) -> String {
    let show = ["log", "-1", "-p", "--ext-diff", "--format=", "--", "spec"];
    repository.git(&show).trim_start().to_owned()
}

#[test]
fn text_diffs_name_the_files() {
    let repository = with_driver();
    repository.commit("Attributes");
    let (path, odd) = ("spec/odd.yaml", repository.spec().join("odd.yaml"));
    let (old, new) = (format!("a/{path}"), format!("b/{path}"));
    let cases = [
        (
            Some("one: [\n++ x\n"),
            ["/dev/null", new.as_str()],
            &["+++ x"][..],
        ),
        (Some("two: [\n-- y\n"), [old.as_str(), new.as_str()], &[]),
        (None, [old.as_str(), "/dev/null"], &["--- y"]),
    ];
    for (text, names, looks_alike) in cases {
        match text {
            Some(text) => fs::write(&odd, text).unwrap(),
            None => fs::remove_file(&odd).unwrap(),
        }
        repository.commit("Change the odd file");
        let shown = last(&repository);
        let head = shown.split("@@").next().unwrap_or_default();
        assert!(
            head.contains(&format!("diff --git {old} {new}\n")),
            "{shown}"
        );
        let [before, after] = names;
        assert!(
            head.contains(&format!("\n--- {before}\n+++ {after}\n")),
            "{shown}"
        );
        assert!(!shown.contains("git-blob"), "{shown}");
        // Content that looks like a header is unchanged.
        let (_, body) = shown.split_once("@@\n").unwrap_or_default();
        let is_line = |line: &&str| line.starts_with("+++ ") || line.starts_with("--- ");
        let found: Vec<_> = body.lines().filter(is_line).collect();
        assert_eq!(found, looks_alike, "{shown}");
    }
}

#[test]
fn diffs_without_api_changes_give_the_reason() {
    let repository = with_driver();
    repository.commit("Attributes");
    repository.edit("api.yaml", "version: 0.1.0", "version: 0.2.0");
    repository.commit("Raise the version");
    let shown = last(&repository);
    let words = "diff --apispec spec/api.yaml\n  no API changes; version 0.1.0 → 0.2.0\n";
    assert!(shown.starts_with(words), "{shown}");
    assert!(
        shown.ends_with(
            "-version: 0.1.0\n+version: 0.2.0\n title: Mail\n servers: [https://api.example.com]\n"
        ),
        "{shown}"
    );
    repository.edit("api.yaml", "version: 0.2.0", "version: 0.3.0");
    repository.break_something_else();
    repository.commit("Raise the version and change the API");
    let shown = last(&repository);
    assert!(
        shown.contains("spec/api.yaml\n  the API changes are declared in other files\n"),
        "{shown}"
    );
    repository.edit("resources/senders.yaml", "docs: Senders.", "docs: [Senders");
    repository.commit("Break it");
    let broken = last(&repository);
    repository.edit("resources/senders.yaml", "docs: [Senders", "docs: Senders.");
    repository.commit("Fix it");
    let mended = last(&repository);
    for (side, shown, line) in [
        ("after", broken, "+docs: [Senders\n"),
        ("before", mended, "+docs: Senders.\n"),
    ] {
        let words = format!(
            "diff --apispec spec/resources/senders.yaml\n  the API cannot be compared: the spec {side} the change is invalid at spec/resources/senders.yaml:"
        );
        assert!(shown.starts_with(&words), "{shown}");
        assert!(shown.contains(line), "{shown}");
    }
    let many = repository.git(&["diff", "--ext-diff", "main", "HEAD", "--", "spec/api.yaml"]);
    assert!(
        many.contains(
            "  the API cannot be compared: these are not the versions of a commit and its parent\n"
        ),
        "{many}"
    );
}

#[test]
fn approvals_in_commits_are_not_checked() {
    let repository = with_driver();
    repository.commit("Attributes");
    let stale =
        "- {change: 0123456789, rule: r, subject: s, reason: r, owner: o, expires: 2020-01-01}\n";
    fs::write(repository.spec().join("approvals.yaml"), stale).unwrap();
    repository.commit("An approval of another commit");
    assert!(
        last(&repository).contains("approvals.yaml\n  no API changes\n"),
        "{}",
        last(&repository)
    );
    repository.edit("resources/domains.yaml", STATUS, "");
    repository.commit("Remove a parameter");
    let shown = last(&repository);
    let rules: Vec<_> = shown.lines().skip(1).collect();
    assert_eq!(rules.len(), 1, "{shown}");
    assert!(shown.contains("(param-removed, "), "{shown}");
}

#[test]
fn renamed_files_are_renamed_resources() {
    let repository = with_driver();
    repository.commit("Attributes");
    repository.git(&[
        "mv",
        "spec/resources/senders.yaml",
        "spec/resources/people.yaml",
    ]);
    repository.commit("Rename a resource");
    let show = [
        "log",
        "-1",
        "-p",
        "-M",
        "--ext-diff",
        "--format=",
        "--",
        "spec",
    ];
    let shown = repository.git(&show);
    assert!(
        shown.contains(
            "diff --apispec spec/resources/senders.yaml spec/resources/people.yaml\n\
             - resource `senders` was renamed to `people` (resource-renamed, "
        ),
        "{shown}"
    );
    repository.git(&["mv", "spec/api.yaml", "spec/other.yaml"]);
    repository.commit("Rename the manifest");
    let shown = repository.git(&show);
    assert!(shown.contains("cannot be compared"), "{shown}");
    assert!(
        shown.contains("\nrename from spec/api.yaml\nrename to spec/other.yaml\n"),
        "{shown}"
    );
}

#[test]
fn uncommitted_changes_are_compared_with_the_commit() {
    let repository = with_driver();
    repository.commit("Attributes");
    let path = repository.spec().join("resources/domains.yaml");
    let domains = fs::read_to_string(&path).unwrap();
    fs::remove_file(&path).unwrap();
    repository.commit("Remove it");
    fs::write(&path, &domains).unwrap();
    repository.commit("Put it back");
    // The history also has a commit that removes this file.
    fs::write(&path, format!("{domains}# a comment\n")).unwrap();
    let text = repository.git(&["diff", "--ext-diff", "--", "spec/resources"]);
    assert!(text.contains("no API changes"), "{text}");
    fs::remove_file(&path).unwrap();
    let text = repository.git(&["diff", "--ext-diff", "--", "spec/resources"]);
    assert!(text.contains("resource `domains` was removed"), "{text}");
}

#[test]
fn the_spec_can_be_at_the_top_of_the_repository() {
    let repository = Repository::new();
    let top = repository.spec();
    let git = |arguments: &[&str]| git(&top, arguments);
    git(&["init", "--quiet", "--initial-branch=main"]);
    let command = format!("'{}' diff-driver", env!("CARGO_BIN_EXE_xtask"));
    git(&["config", "diff.apispec.command", &command]);
    fs::write(top.join(".gitattributes"), "*.yaml diff=apispec\n").unwrap();
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "All"]);
    repository.edit(
        "resources/domains.yaml",
        "integration_id: {",
        "integration_id: {required: true, ",
    );
    let text = git(&["diff", "--ext-diff"]);
    assert!(text.contains("param-became-required"), "{text}");
    git(&["checkout", "--", "."]);
    repository.edit("api.yaml", "version: 0.1.0", "version: 0.2.0");
    let text = git(&["diff", "--ext-diff"]);
    assert!(text.contains("version 0.1.0 → 0.2.0"), "{text}");
}
