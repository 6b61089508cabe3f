//! Bases from before keys of the format were renamed. The fixture has the same API with former and with current keys, and
//! the wire listing that was generated from the former ones.

use super::repository::Repository;
use crate::fixtures;
use clientwright_codegen::spec::RENAMED_KEYS;
use std::fs;

/// `main` has the former keys and `HEAD` the current ones.
fn renamed() -> Repository {
    let repository = Repository::new();
    let copy = |name: &str| {
        let folder = fixtures::folder("renamed_keys").join(name);
        fixtures::copy(&folder, repository.folder());
    };
    repository.git(&["checkout", "--quiet", "main"]);
    for folder in ["spec", "generated"] {
        fs::remove_dir_all(repository.folder().join(folder)).unwrap();
    }
    copy("former");
    repository.commit("Former keys");
    repository.git(&["checkout", "--quiet", "-B", "feature"]);
    copy("current");
    let outcome = repository.generate();
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    repository
}

/// Makes `main` a state whose spec cannot be read, so that its listing is compared.
fn break_spec_of_base(repository: &Repository) {
    repository.git(&["stash", "--quiet"]);
    repository.git(&["checkout", "--quiet", "main"]);
    repository.edit("api.yaml", "title: Mail", "title: [Mail");
    repository.commit("An unreadable spec");
    repository.git(&["checkout", "--quiet", "-B", "feature"]);
    repository.git(&["checkout", "stash@{0}", "--", "spec", "generated"]);
}

/// The changes of the branch: `rule: subject`.
fn changes(repository: &Repository) -> Vec<String> {
    let outcome = repository.diff(&["--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&outcome.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}{}", outcome.stdout, outcome.stderr));
    let changes = report["changes"].as_array().unwrap().iter();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    changes
        .map(|change| format!("{}: {}", text(&change["rule"]), text(&change["subject"])))
        .collect()
}

/// Lowers a maximum, and changes the requirements of an operation.
fn edit_constraints(repository: &Repository) {
    repository.edit("resources/messages.yaml", "maximum: 50", "maximum: 20");
    repository.edit(
        "resources/messages.yaml",
        "security: [[token], []]",
        "security: [[token]]",
    );
    assert_eq!(repository.generate().code, 0);
}

#[test]
fn former_keys_of_a_base_are_not_changes() {
    let repository = renamed();
    let outcome = repository.diff(&["--fail-on", "any"]);
    assert_eq!(outcome.code, 0, "{}{}", outcome.stdout, outcome.stderr);
    assert_eq!(outcome.stderr, "");
}

#[test]
fn changes_since_former_keys_are_found() {
    let repository = renamed();
    edit_constraints(&repository);
    fs::remove_file(repository.spec().join("removed.yaml")).unwrap();
    assert_eq!(
        changes(&repository),
        [
            "tombstone-removed: messages.find",
            "version-bump-insufficient: service.version",
            "auth-alternative-removed: messages.list",
            "req-constraint-tightened: messages.list.query.limit",
            "rust-item-removed: crate::Credentials::anonymous",
        ]
    );
}

#[test]
fn a_former_listing_has_no_changes() {
    let repository = renamed();
    break_spec_of_base(&repository);
    let outcome = repository.diff(&["--fail-on", "any"]);
    assert_eq!(outcome.code, 0, "{}{}", outcome.stdout, outcome.stderr);
    assert!(
        outcome.stderr.starts_with("note: the spec of main"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn changes_since_a_former_listing_are_found() {
    let repository = renamed();
    break_spec_of_base(&repository);
    edit_constraints(&repository);
    assert_eq!(
        changes(&repository),
        [
            "auth-alternative-removed: messages.list",
            "req-constraint-tightened: messages.list.query.limit",
            "rust-item-removed: crate::Credentials::anonymous",
        ]
    );
}

#[test]
fn former_keys_of_the_head_are_errors() {
    let repository = renamed();
    let folder = fixtures::folder("renamed_keys").join("former");
    fixtures::copy(&folder, repository.folder());
    let outcome = repository.diff(&[]);
    assert_eq!(outcome.code, 2, "{}", outcome.stderr);
    for line in outcome.stderr.lines().filter(|it| it.starts_with("error[")) {
        assert!(line.starts_with("error[E0016]"), "{line}");
    }
    // The fixture uses each renamed key once.
    let count = outcome.stderr.matches("error[E0016]").count();
    assert_eq!(count, RENAMED_KEYS.len(), "{}", outcome.stderr);
}
