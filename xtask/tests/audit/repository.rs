//! A git repository with a spec and its generated crate, removed after the test.

use crate::fixtures;
use crate::sandbox::{Outcome, run_in};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;

/// The line of the query parameter `order` of `domains.list` in the fixture `mail`.
pub const ORDER: &str = "      order: {type: string, docs: Field to sort by.}\n";

/// The line of the query parameter `status` of `domains.list` in the fixture `mail`.
pub const STATUS: &str = "      status: {type: string, docs: Filter by status.}\n";

/// The lines of the deprecated field `Domain.old_name` in the fixture `mail`.
pub const OLD_NAME: &str = "      old_name:\n        {type: string, docs: Former name of `name`., \
    deprecated: {since: 2025-01-01, end_of_life: 2026-07-01, use: name}}\n";

/// The date of every commit, so that tests do not depend on the clock.
const DATE: &str = "2026-01-15T12:00:00+00:00";

/// The repository. `main` has one commit; `HEAD` is on the branch `feature`, which starts there.
pub struct Repository(TempDir);

/// The files of a repository, including those of git.
type Snapshot = BTreeMap<String, Vec<u8>>;

impl Repository {
    /// A repository with the fixture `mail`.
    pub fn new() -> Self {
        static SNAPSHOT: OnceLock<Snapshot> = OnceLock::new();
        Self::restored(SNAPSHOT.get_or_init(|| Self::created("mail").snapshot()))
    }

    /// A repository with the fixture `settings`.
    pub fn settings() -> Self {
        static SNAPSHOT: OnceLock<Snapshot> = OnceLock::new();
        Self::restored(SNAPSHOT.get_or_init(|| Self::created("settings").snapshot()))
    }

    fn created(fixture: &str) -> Self {
        let repository = Self(temporary());
        fixtures::copy(&fixtures::folder(fixture), &repository.spec());
        repository.git(&["init", "--quiet", "--template=", "--initial-branch=main"]);
        assert_eq!(repository.generate().code, 0);
        repository.commit("The API");
        repository.git(&["checkout", "--quiet", "-b", "feature"]);
        // Copies have one pack file then. A file and a folder per object would take most of their time.
        repository.git(&["repack", "--quiet", "-a", "-d"]);
        repository
    }

    fn snapshot(&self) -> Snapshot {
        let mut files = Snapshot::new();
        fixtures::visit(self.folder(), &mut |path, file| {
            files.insert(path, fs::read(file).unwrap());
        });
        files
    }

    /// Writing the files takes a fraction of the time of generating and committing them.
    fn restored(snapshot: &Snapshot) -> Self {
        let repository = Self(temporary());
        for (path, content) in snapshot {
            let file = repository.folder().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, content).unwrap();
        }
        repository
    }

    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    pub fn spec(&self) -> PathBuf {
        self.folder().join("spec")
    }

    /// Runs git, which must succeed, and returns its output.
    pub fn git(&self, arguments: &[&str]) -> String {
        git(self.folder(), arguments)
    }

    pub fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    pub fn generate(&self) -> Outcome {
        self.run(&["generate", "--spec", "spec", "--out", "generated"])
    }

    /// Runs a command of xtask at the top of the repository.
    pub fn run(&self, arguments: &[&str]) -> Outcome {
        run_in(self.folder(), arguments)
    }

    /// Runs `diff` on the spec.
    pub fn diff(&self, arguments: &[&str]) -> Outcome {
        self.run(&[&["diff", "--spec", "spec"], arguments].concat())
    }

    /// Replaces the first occurrence of a string in a file of the spec.
    pub fn edit(&self, file: &str, from: &str, to: &str) {
        fixtures::edit(&self.spec().join(file), from, to);
    }

    /// Makes a parameter required, sets the version that this needs, and generates.
    pub fn break_something(&self) {
        self.edit("api.yaml", "version: 0.1.0", "version: 0.2.0");
        self.break_something_else();
    }

    /// Makes a parameter required and generates.
    pub fn break_something_else(&self) {
        let (from, to) = (
            "integration_id: {type: string,",
            "integration_id: {type: string, required: true,",
        );
        self.edit("resources/domains.yaml", from, to);
        assert_eq!(self.generate().code, 0);
    }

    /// The id of the change with this rule.
    pub fn id_of(&self, rule: &str) -> String {
        let outcome = self.diff(&["--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
        let changes = report["changes"].as_array().unwrap();
        let change = changes.iter().find(|change| change["rule"] == rule);
        let change = change.unwrap_or_else(|| panic!("no change by {rule}: {}", outcome.stdout));
        change["id"].as_str().unwrap().to_owned()
    }

    /// Adds a field, sets the version that this needs, and generates.
    pub fn add_something(&self) {
        let (from, to) = (
            "      comments: {",
            "      color: {type: string, docs: A color.}\n      comments: {",
        );
        self.edit("resources/senders.yaml", from, to);
        self.edit("api.yaml", "version: 0.1.0", "version: 0.1.1");
        assert_eq!(self.generate().code, 0);
    }
}

/// A temporary folder, in memory if the system has such a folder: creating the files takes most of the time of these tests.
fn temporary() -> TempDir {
    let in_memory = TempDir::new_in("/dev/shm");
    in_memory.unwrap_or_else(|_| TempDir::new().unwrap())
}

/// Runs git in a folder, without the user's and the system's configuration. It must succeed.
pub fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_DATE", DATE)
        .env("GIT_COMMITTER_DATE", DATE)
        .envs([
            ("GIT_AUTHOR_NAME", "A"),
            ("GIT_AUTHOR_EMAIL", "a@example.com"),
            ("GIT_COMMITTER_NAME", "A"),
            ("GIT_COMMITTER_EMAIL", "a@example.com"),
        ])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "git {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}
