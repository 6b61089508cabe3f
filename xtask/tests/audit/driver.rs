//! What git shows with the diff driver.

use super::repository::Repository;
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
fn a_log_tells_what_changed_in_the_api() {
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
    assert!(log.contains("senders.yaml\n  the API is the same"), "{log}");
}

#[test]
fn what_concerns_the_whole_api_is_told_too() {
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
            "auth:\n  schemes: {token: {kind: bearer, docs: A token.}}\n  accept: [[token]]\ntitle: ",
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
fn a_log_goes_on_over_what_cannot_be_understood() {
    let repository = with_driver();
    let path = "resources/odd.yaml";
    fs::write(repository.spec().join(path), "one: [\n").unwrap();
    repository.commit("Not a resource");
    fs::write(repository.spec().join(path), "two: [\n").unwrap();
    repository.commit("Neither");
    fs::remove_file(repository.spec().join(path)).unwrap();
    repository.break_something();
    repository.commit("Mended");
    let log = repository.git(&["log", "-p", "--ext-diff", "--format=%s", "--", "spec"]);
    assert!(log.contains("-one: [\n+two: [\n"), "{log}");
    assert!(log.contains("The API\n"), "{log}");
}
