//! A git repository with a small spec and the crate that belongs to it, in a folder that goes away with the test.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

use crate::sandbox::{Outcome, copy};

/// The day of every commit, so that no test depends on when it runs.
const DAY: &str = "2026-01-15T12:00:00+00:00";

/// A spec with a bit of everything that the tests change.
const SPEC: &[(&str, &str)] = &[
    (
        "api.yaml",
        "name: mail\nversion: 0.1.0\ntitle: Mail\nservers: [https://api.example.com]\n",
    ),
    (
        "resources/domains.yaml",
        "docs: Domains.
path_parameters:
  id: {type: string, docs: Which one.}
operations:
  list:
    docs: Lists the domains.
    http: GET /domains
    query:
      integration_id: {type: string, docs: Keeps those of an integration.}
      order: {type: string, docs: What the list is sorted by.}
      status: {type: string, docs: Keeps the domains in this state.}
    returns: [Domain]
  get:
    docs: Fetches one.
    http: GET /domains/{id}
    returns: Domain
types:
  Domain:
    docs: A domain.
    fields:
      name: {type: string, docs: Its name.}
      old_name:
        {type: string, docs: Its name before., deprecated: {since: 2025-01-01, end_of_life: 2026-07-01, use: name}}
",
    ),
    (
        "resources/senders.yaml",
        "docs: Senders.
operations:
  list:
    docs: Lists the senders.
    http: GET /senders
    returns: [Sender]
types:
  Sender:
    docs: A sender.
    fields:
      pattern: {type: string, docs: Who it is.}
      comments: {type: string, docs: A remark.}
",
    ),
];

/// The repository. Its one commit is on `main`; `HEAD` is on the branch `feature`, which starts there.
pub struct Repository(TempDir);

impl Repository {
    pub fn new() -> Self {
        Self::with(|spec| {
            for (path, text) in SPEC {
                let path = spec.join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
        })
    }

    /// The same with the shipped spec.
    pub fn shipped() -> Self {
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
        Self::with(|spec| copy(&shipped, spec))
    }

    fn with(write: impl Fn(&Path)) -> Self {
        let repository = Self(TempDir::new().unwrap());
        write(&repository.spec());
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        assert_eq!(repository.generate().code, 0);
        repository.commit("The API");
        repository.git(&["checkout", "--quiet", "-b", "feature"]);
        repository
    }

    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    pub fn spec(&self) -> PathBuf {
        self.folder().join("spec")
    }

    /// What git prints; it must not fail.
    pub fn git(&self, arguments: &[&str]) -> String {
        git(self.folder(), arguments)
    }

    /// The same in another folder, which may hold a repository of its own.
    pub fn git_in(&self, folder: &Path, arguments: &[&str]) -> String {
        git(folder, arguments)
    }

    pub fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    pub fn generate(&self) -> Outcome {
        self.run(&["generate", "--spec", "spec", "--out", "generated"])
    }

    /// Runs a command at the top of the repository.
    pub fn run(&self, arguments: &[&str]) -> Outcome {
        run_in(self.folder(), arguments)
    }

    /// Compares the spec.
    pub fn diff(&self, arguments: &[&str]) -> Outcome {
        self.run(&[&["diff", "--spec", "spec"], arguments].concat())
    }

    /// Replaces the first occurrence of a text in a file of the spec.
    pub fn edit(&self, file: &str, from: &str, to: &str) {
        let path = self.spec().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} holds no {from:?}");
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
    }

    /// Edits the spec so that callers break, raises the version, and generates.
    pub fn break_something(&self) {
        let api = fs::read_to_string(self.spec().join("api.yaml")).unwrap();
        let version = api
            .lines()
            .find(|line| line.starts_with("version: "))
            .unwrap()
            .to_owned();
        self.edit("api.yaml", &version, "version: 0.2.0");
        self.break_something_else();
    }

    /// The same without the version.
    pub fn break_something_else(&self) {
        let (from, to) = (
            "integration_id: {type: string,",
            "integration_id: {type: string, required: true,",
        );
        self.edit("resources/domains.yaml", from, to);
        assert_eq!(self.generate().code, 0);
    }

    /// The id of the change that a rule claims.
    pub fn id_of(&self, rule: &str) -> String {
        let outcome = self.diff(&["--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
        let changes = report["changes"].as_array().unwrap();
        let change = changes.iter().find(|change| change["rule"] == rule);
        let change =
            change.unwrap_or_else(|| panic!("nothing changed by {rule}: {}", outcome.stdout));
        change["id"].as_str().unwrap().to_owned()
    }

    /// Edits the spec so that callers notice nothing, and generates.
    pub fn add_something(&self) {
        let (from, to) = (
            "      comments: {",
            "      colour: {type: string, docs: A colour.}\n      comments: {",
        );
        self.edit("resources/senders.yaml", from, to);
        self.edit("api.yaml", "version: 0.1.0", "version: 0.1.1");
        assert_eq!(self.generate().code, 0);
    }
}

/// Runs a command in a folder.
pub fn run_in(folder: &Path, arguments: &[&str]) -> Outcome {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    Outcome {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs git in a folder, without the configuration of this machine.
pub fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_DATE", DAY)
        .env("GIT_COMMITTER_DATE", DAY)
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
