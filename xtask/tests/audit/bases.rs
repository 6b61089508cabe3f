//! The base of a comparison: revisions, folders, and bases that cannot be read.

use super::repository::{Repository, git};
use crate::fixtures;
use crate::sandbox::run_in;
use std::fs;
use tempfile::TempDir;

#[test]
fn the_base_can_be_a_revision_or_a_folder() {
    let repository = Repository::new();
    repository.git(&["tag", "v0.1.0", "main"]);
    repository.git(&["worktree", "add", "--quiet", "old", "main"]);
    repository.git(&["mv", "spec", "description"]);
    repository.commit("Move the spec");
    repository.git(&["mv", "description", "spec"]);
    repository.break_something();
    repository.commit("Break it");
    let sha = repository.git(&["rev-parse", "main"]);
    let bases = [
        "main",
        "v0.1.0",
        sha.trim(),
        "main:",
        "main:spec",
        "main:./spec/",
        "old",
        "old/",
        "./old/spec",
        "HEAD~1:description",
    ];
    for base in bases {
        let outcome = repository.diff(&["--base", base]);
        assert_eq!(outcome.code, 1, "{base}: {}", outcome.stderr);
        assert!(
            outcome.stdout.contains("param-became-required"),
            "{base}: {}",
            outcome.stdout
        );
        // The listing of the base proves that the generator is the same.
        assert!(
            outcome.stdout.contains("generator unchanged"),
            "{base}: {}",
            outcome.stdout
        );
    }
}

#[test]
fn later_commits_of_main_are_ignored() {
    let repository = Repository::new();
    repository.git(&["checkout", "--quiet", "main"]);
    repository.break_something();
    repository.commit("Break it in main");
    repository.git(&["checkout", "--quiet", "feature"]);
    let outcome = repository.diff(&["--fail-on", "any", "--as-of", "2026-01-15"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stdout);
}

#[test]
fn diff_runs_in_subfolders_and_worktrees() {
    let repository = Repository::new();
    repository.break_something();
    let below = repository.folder().join("spec/resources");
    let outcome = run_in(&below, &["diff", "--spec", ".."]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    assert!(
        outcome.stdout.contains("at spec/resources/domains.yaml:9"),
        "{}",
        outcome.stdout
    );
    repository.commit("Break it");
    repository.git(&["worktree", "add", "--quiet", "--detach", "other"]);
    let outcome = run_in(
        &repository.folder().join("other"),
        &["diff", "--spec", "spec"],
    );
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
}

#[test]
fn diff_does_not_change_the_working_tree() {
    let repository = Repository::new();
    repository.break_something();
    fs::write(repository.folder().join("note.txt"), "mine").unwrap();
    let before = repository.git(&["status", "--porcelain"]);
    repository.diff(&[]);
    assert_eq!(repository.git(&["status", "--porcelain"]), before);
}

#[test]
fn shallow_clones_get_a_fetch_command_that_works() {
    let repository = Repository::new();
    repository.break_something();
    repository.commit("Break it");
    let folder = TempDir::new().unwrap();
    let from = format!("file://{}", repository.folder().display());
    let clone = folder.path().join("clone");
    let clone_arg = clone.to_string_lossy();
    git(
        folder.path(),
        &[
            "clone",
            "--quiet",
            "--depth=1",
            "--branch=feature",
            &from,
            &clone_arg,
        ],
    );
    // A comparison with HEAD needs neither another commit nor another branch.
    let itself = run_in(&clone, &["diff", "--spec", "spec", "--base", "HEAD"]);
    assert_eq!(itself.code, 0, "{}", itself.stderr);
    let outcome = run_in(&clone, &["diff", "--spec", "spec"]);
    assert_eq!(outcome.code, 4, "{}", outcome.stderr);
    let command = outcome
        .stderr
        .split("`git ")
        .nth(1)
        .and_then(|rest| rest.split('`').next());
    let command: Vec<_> = command.expect("a command").split(' ').collect();
    assert_eq!(command[..2], ["fetch", "--unshallow"], "{}", outcome.stderr);
    let before = run_in(&clone, &["diff", "--spec", "spec", "--base", "HEAD~1"]);
    assert_eq!(before.code, 4, "{}", before.stderr);
    assert!(
        before.stderr.contains("run `git fetch --unshallow` to get"),
        "{}",
        before.stderr
    );
    git(&clone, &command);
    let outcome = run_in(&clone, &["diff", "--spec", "spec"]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
}

#[test]
fn clones_without_the_merge_base_get_a_fetch_command() {
    let repository = Repository::new();
    repository.git(&["checkout", "--quiet", "main"]);
    repository.edit("api.yaml", "title: ", "title: New ");
    repository.commit("In main");
    repository.git(&["checkout", "--quiet", "feature"]);
    repository.break_something();
    repository.commit("In the branch");
    let folder = TempDir::new().unwrap();
    let from = format!("file://{}", repository.folder().display());
    let clone = folder.path().join("clone");
    let clone_arg = clone.to_string_lossy();
    git(
        folder.path(),
        &[
            "clone",
            "--quiet",
            "--depth=1",
            "--no-single-branch",
            "--branch=feature",
            &from,
            &clone_arg,
        ],
    );
    let outcome = run_in(&clone, &["diff", "--spec", "spec"]);
    assert_eq!(outcome.code, 4, "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("no merge base"),
        "{}",
        outcome.stderr
    );
    assert!(
        outcome.stderr.contains("`git fetch --unshallow origin"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn unreadable_bases_exit_with_4() {
    let repository = Repository::new();
    let unrelated = repository.git(&["commit-tree", "-m", "unrelated", "main^{tree}"]);
    repository.git(&["branch", "unrelated", unrelated.trim()]);
    let empty = repository.git(&["mktree", "--missing"]);
    let empty = repository.git(&["commit-tree", "-m", "empty", empty.trim()]);
    repository.git(&["branch", "empty", empty.trim()]);
    let cases = [
        ("nowhere", "no revision `nowhere`"),
        ("nowhere:spec", "no revision `nowhere`"),
        ("-n", "no revision `-n`"),
        ("HEAD~300", "`git log HEAD` to list"),
        ("main^9:spec", "`git log main` to list"),
        ("main@{300}", "no revision `main@{300}`"),
        ("./nowhere", "no directory `./nowhere`"),
        ("unrelated", "no merge base"),
        ("main:generated", "`generated/spec/api.yaml` does not exist"),
        ("empty:", "`spec/api.yaml` does not exist"),
    ];
    for (base, part) in cases {
        let outcome = repository.diff(&[&format!("--base={base}")]);
        assert_eq!(outcome.code, 4, "{base}: {}", outcome.stderr);
        // Revisions that are computed from others cannot be fetched.
        let is_computed = base.contains(['~', '^', '@']);
        assert!(
            !(is_computed && outcome.stderr.contains("fetch")),
            "{base}: {}",
            outcome.stderr
        );
        assert!(outcome.stderr.contains(part), "{base}: {}", outcome.stderr);
        assert_eq!(outcome.stdout, "", "{base}");
    }
}

#[test]
fn unsupported_files_in_a_commit_are_reported() {
    let repository = Repository::new();
    let blob = repository.git(&["hash-object", "-w", "spec/api.yaml"]);
    let commit = repository.git(&["rev-parse", "main"]);
    let binary = repository.folder().join("binary");
    fs::write(&binary, [0xff, 0xfe, 0x00]).unwrap();
    let binary = repository.git(&["hash-object", "-w", "binary"]);
    let cases = [
        (
            "120000",
            blob.trim(),
            "spec/types/odd.yaml",
            "a symbolic link",
        ),
        ("160000", commit.trim(), "spec/types/odd", "a submodule"),
        ("100644", binary.trim(), "spec/types/odd.yaml", "not UTF-8"),
    ];
    for (mode, object, path, part) in cases {
        repository.git(&["read-tree", "main"]);
        repository.git(&[
            "update-index",
            "--add",
            "--cacheinfo",
            &format!("{mode},{object},{path}"),
        ]);
        let tree = repository.git(&["write-tree"]);
        let odd = repository.git(&["commit-tree", "-m", "odd", tree.trim()]);
        let outcome = repository.diff(&["--base", &format!("{}:spec", odd.trim())]);
        assert_eq!(outcome.code, 4, "{part}: {}", outcome.stderr);
        assert!(outcome.stderr.contains(part), "{part}: {}", outcome.stderr);
        assert!(outcome.stderr.contains(path), "{path}: {}", outcome.stderr);
    }
}

#[test]
fn specs_in_an_older_format_are_compared_by_listing() {
    let repository = Repository::new();
    repository.git(&["checkout", "--quiet", "main"]);
    repository.edit("api.yaml", "title: ", "a_key_of_old: 1\ntitle: ");
    repository.commit("Use an older format");
    repository.git(&["checkout", "--quiet", "-B", "feature"]);
    repository.edit("api.yaml", "a_key_of_old: 1\n", "");
    repository.break_something();
    let outcome = repository.diff(&[]);
    assert_eq!(outcome.code, 1, "{}{}", outcome.stdout, outcome.stderr);
    assert!(
        outcome.stderr.contains("note: the spec of main"),
        "{}",
        outcome.stderr
    );
    for part in [
        "; version 0.2.0 cannot be checked: the version of the base is unknown\n",
        "its wire listing was compared instead, which has no docs, Rust names or version",
        "param-became-required",
        "+ struct domains::ListDomainsParams",
    ] {
        assert!(outcome.stdout.contains(part), "{part}: {}", outcome.stdout);
    }
    repository.git(&["checkout", "--quiet", "--force", "main"]);
    repository.git(&["rm", "-r", "--quiet", "generated/api/wire"]);
    repository.commit("Remove the listing");
    repository.git(&["checkout", "--quiet", "-B", "feature"]);
    repository.edit("api.yaml", "a_key_of_old: 1\n", "");
    let outcome = repository.diff(&[]);
    assert_eq!(outcome.code, 4, "{}{}", outcome.stdout, outcome.stderr);
    assert!(
        outcome.stderr.contains("error[E0003]"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn folders_are_compared_without_a_repository() {
    let repository = Repository::new();
    let folder = TempDir::new().unwrap();
    let spec = folder.path().join("spec");
    fixtures::copy(&repository.spec(), &spec);
    let old = repository.spec();
    let old = old.to_string_lossy();
    let outside = |arguments: &[&str]| {
        run_in(
            folder.path(),
            &[&["diff", "--spec", "spec"], arguments].concat(),
        )
    };
    let outcome = outside(&["--as-of", "2026-01-15"]);
    assert_eq!(outcome.code, 4, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("--base DIR"), "{}", outcome.stderr);
    let outcome = outside(&["--base", &old]);
    assert_eq!(outcome.code, 4, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("--as-of"), "{}", outcome.stderr);
    let outcome = outside(&["--base", &old, "--as-of", "2026-01-15", "--fail-on", "any"]);
    assert_eq!(outcome.code, 0, "{}{}", outcome.stdout, outcome.stderr);
}

#[test]
fn missing_git_is_reported() {
    let repository = Repository::new();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["diff", "--spec", "spec", "--as-of", "2026-01-15"])
        .current_dir(repository.folder())
        .env("PATH", "/nowhere")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(4));
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(stderr.contains("cannot start git"), "{stderr}");
}

/// The listings of the base are those of the same crate, wherever it is.
#[test]
fn the_crate_can_be_elsewhere() {
    let repository = Repository::new();
    repository.git(&["mv", "generated", "client"]);
    repository.git(&["mv", "spec", "description"]);
    std::fs::create_dir(repository.folder().join("api")).unwrap();
    repository.git(&["mv", "description", "api/spec"]);
    repository.commit("Move the crate and the spec");
    repository.git(&["branch", "--force", "main"]);
    let unlisted = "the base has no crate listing";
    for (arguments, is_listed) in [
        (&["--out", "client"][..], true),
        (&["--out", "client", "--base", "main:api"], true),
        (&["--out", "client", "--base", "./api"], true),
        (&[], false),
    ] {
        let command = [&["diff", "--spec", "api/spec"], arguments].concat();
        let outcome = repository.run(&command);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        let shown = outcome.stdout.contains(unlisted);
        assert_eq!(shown, !is_listed, "{arguments:?}: {}", outcome.stdout);
    }
}
