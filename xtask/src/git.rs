//! Asking git. The program itself is run, so its configuration, worktrees and partial clones work as everywhere else.

use crate::error::Error;
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;

/// A repository, seen from a folder in it.
#[derive(Debug)]
pub(crate) struct Repository {
    folder: PathBuf,
    /// The folder's path from the top of the working tree: empty, or with `/` at its end.
    pub(crate) prefix: String,
    /// Whether it lacks the older part of its history.
    pub(crate) is_shallow: bool,
}

impl Repository {
    /// The repository that holds a folder.
    pub(crate) fn of(folder: &Path) -> Result<Self, Error> {
        let mut repository = Self {
            folder: folder.to_owned(),
            prefix: String::new(),
            is_shallow: false,
        };
        let output = repository.run(&["rev-parse", "--is-shallow-repository", "--show-prefix"])?;
        if !output.status.success() {
            return Err(Error::Base(format!(
                "{} is not in a git repository: {}\nhelp: compare with a folder instead: `--base DIR`",
                folder.display(),
                complaint(&output)
            )));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let mut lines = text.lines();
        repository.is_shallow = lines.next() == Some("true");
        repository.prefix = lines.next().unwrap_or_default().to_owned();
        Ok(repository)
    }

    /// The first line that a command prints; none when it fails, which is how these commands say no.
    pub(crate) fn line(&self, arguments: &[&str]) -> Result<Option<String>, Error> {
        let output = self.run(arguments)?;
        let text = String::from_utf8_lossy(&output.stdout);
        let line = text.lines().next().filter(|line| !line.is_empty());
        Ok(line.filter(|_| output.status.success()).map(str::to_owned))
    }

    /// All that a command prints.
    pub(crate) fn bytes(&self, arguments: &[&str], stdin: &[u8]) -> Result<Vec<u8>, Error> {
        let output = self.run_with(arguments, stdin)?;
        if output.status.success() {
            Ok(output.stdout)
        } else {
            Err(Error::Base(format!(
                "`git {}` failed: {}",
                arguments.join(" "),
                complaint(&output)
            )))
        }
    }

    /// The commit that a revision names.
    pub(crate) fn commit(&self, revision: &str) -> Result<Option<String>, Error> {
        self.object(&format!("{revision}^{{commit}}"))
    }

    /// The object that an expression such as `main:spec/api.yaml` names; none, if there is none.
    pub(crate) fn object(&self, expression: &str) -> Result<Option<String>, Error> {
        // Ends the options, so that no expression can be taken for one.
        let arguments = ["--verify", "--quiet", "--end-of-options", expression];
        self.line(&[&["rev-parse"], arguments.as_slice()].concat())
    }

    fn run(&self, arguments: &[&str]) -> Result<Output, Error> {
        self.run_with(arguments, &[])
    }

    fn run_with(&self, arguments: &[&str], stdin: &[u8]) -> Result<Output, Error> {
        let mut child = self
            .command(arguments)
            .spawn()
            .map_err(|error| Error::Base(format!("cannot start git: {error}\nhelp: install git, or compare with a folder: `--base DIR`")))?;
        let input = child.stdin.take();
        // Both ends are served at once: git answers before it has read all that it is asked.
        let output = thread::scope(|scope| {
            scope.spawn(move || {
                if let Some(mut input) = input {
                    // A git that stops reading has a complaint, which is what will be shown.
                    let _ = input.write_all(stdin);
                }
            });
            child.wait_with_output()
        });
        output.map_err(|error| Error::Base(format!("cannot hear git: {error}")))
    }

    fn command(&self, arguments: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new("git");
        command
            .arg("-C")
            .arg(&self.folder)
            .args(arguments)
            .env("LC_ALL", "C")
            .env("TZ", "UTC0")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_TERMINAL_PROMPT", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
}

/// The first line of what git found fault with.
fn complaint(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    match said.lines().find(|line| !line.trim().is_empty()) {
        Some(line) => line.trim_start_matches("fatal: ").to_owned(),
        None => format!("it ended with {}", output.status),
    }
}
