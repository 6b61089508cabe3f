//! Git: its environment, its configuration, and repositories that it cannot open.

use super::repository::Repository;
use crate::fixtures;
use std::process::{Command, Output};
use tempfile::TempDir;

/// Runs a command of xtask in a directory with environment variables.
fn run(dir: &std::path::Path, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .current_dir(dir)
        .envs(variables.iter().copied())
        .output()
        .unwrap()
}

const DIFF: &[&str] = &["diff", "--spec", "spec"];
const DEPRECATIONS: &[&str] = &["deprecations", "--spec", "spec"];

#[test]
fn the_repository_of_the_spec_is_used_whatever_the_environment_and_configuration_say() {
    let repository = Repository::new();
    repository.break_something();
    let expected = run(repository.folder(), DIFF, &[]);
    assert_eq!(expected.status.code(), Some(1));
    let other = Repository::settings();
    let other_git = other.folder().join(".git");
    let (other_git, other_tree) = (
        other_git.to_str().unwrap(),
        other.folder().to_str().unwrap(),
    );
    let environments: &[&[(&str, &str)]] = &[
        &[("GIT_DIR", other_git)],
        &[("GIT_WORK_TREE", other_tree)],
        &[("GIT_DIR", other_git), ("GIT_WORK_TREE", other_tree)],
        &[("GIT_INDEX_FILE", "/dev/null")],
        &[("GIT_OBJECT_DIRECTORY", "/nonexistent")],
    ];
    for variables in environments {
        let output = run(repository.folder(), DIFF, variables);
        assert_eq!(output, expected, "{variables:?}");
    }
    for (key, value) in [
        ("i18n.logOutputEncoding", "UTF-16"),
        ("log.showSignature", "true"),
        ("color.ui", "always"),
        ("core.quotePath", "true"),
    ] {
        repository.git(&["config", key, value]);
        assert_eq!(run(repository.folder(), DIFF, &[]), expected, "{key}");
    }
}

#[test]
fn a_branch_is_preferred_to_a_tag_of_the_same_name() {
    let repository = Repository::new();
    repository.break_something();
    repository.commit("Break it");
    repository.git(&["tag", "main", "HEAD"]);
    let outcome = repository.diff(&[]);
    assert_eq!(outcome.code, 1, "{}{}", outcome.stdout, outcome.stderr);
    assert!(outcome.stdout.contains("param-became-required"));
}

#[test]
fn without_a_commit_the_real_cause_is_reported() {
    let dir = TempDir::new().unwrap();
    fixtures::copy(&fixtures::folder("mail"), &dir.path().join("spec"));
    // Directories above the temporary one may be in a repository.
    let ceiling = [("GIT_CEILING_DIRECTORIES", dir.path().to_str().unwrap())];
    let compare: &[&str] = &["diff", "--spec", "spec", "--base", "./spec"];
    for command in [DEPRECATIONS, compare] {
        let output = run(dir.path(), command, &ceiling);
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(4), "{errors}");
        assert!(errors.contains("is not in a git repository"), "{errors}");
        assert!(
            errors.contains("help: pass a date with `--as-of DATE`"),
            "{errors}"
        );
    }
    let dated = [compare, &["--as-of", "2026-01-15"]].concat();
    assert_eq!(run(dir.path(), &dated, &ceiling).status.code(), Some(0));
}

#[test]
fn repositories_of_other_users_and_without_commits_are_errors() {
    let repository = Repository::new();
    let foreign = [("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")];
    for command in [DEPRECATIONS, DIFF] {
        let output = run(repository.folder(), command, &foreign);
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(4), "{errors}");
        assert!(
            errors.contains("git does not trust the repository of"),
            "{errors}"
        );
        assert!(
            errors.contains("help: run `git config --global --add safe.directory DIR`"),
            "{errors}"
        );
    }
    repository.git(&["checkout", "--quiet", "--orphan", "empty"]);
    let outcome = repository.run(DEPRECATIONS);
    assert_eq!(outcome.code, 4);
    assert_eq!(
        outcome.stderr,
        "error: `HEAD` has no commit whose date to compare with\nhelp: pass a date with `--as-of DATE`\n"
    );
}
