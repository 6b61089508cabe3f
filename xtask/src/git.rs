//! Runs git. As the git program itself is run, its configuration, worktrees and partial clones work as usual.

use crate::error::Error;
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;

/// Variables that make git use another repository than that of the directory. Git sets them for its hooks.
const LOCAL_VARIABLES: &[&str] = &[
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// A repository, accessed from a directory in it.
#[derive(Debug, Clone)]
pub(crate) struct Repository {
    dir: PathBuf,
    /// Environment variables that git must not see.
    removed_variables: &'static [&'static str],
    /// Path of the directory from the top level of the working tree: empty, or with a trailing `/`.
    pub(crate) prefix: String,
    /// Whether the repository is a shallow clone.
    pub(crate) is_shallow: bool,
}

impl Repository {
    /// The repository that contains a directory. `alternative` completes the help line of the error.
    pub(crate) fn containing(dir: &Path, alternative: &str) -> Result<Self, Error> {
        Self::open(dir, LOCAL_VARIABLES, alternative)
    }

    /// The repository of the git process that runs this one, in a directory of its working tree.
    pub(crate) fn of_parent_process(dir: &Path) -> Result<Self, Error> {
        Self::open(dir, &[], "run the command in a repository")
    }

    fn open(
        dir: &Path,
        removed_variables: &'static [&'static str],
        alternative: &str,
    ) -> Result<Self, Error> {
        let mut repository = Self {
            dir: dir.to_owned(),
            removed_variables,
            prefix: String::new(),
            is_shallow: false,
        };
        let output = repository.run(&["rev-parse", "--is-shallow-repository", "--show-prefix"])?;
        if !output.status.success() {
            return Err(no_repository(dir, &first_error(&output), alternative));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let mut lines = text.lines();
        repository.is_shallow = lines.next() == Some("true");
        repository.prefix = lines.next().unwrap_or_default().to_owned();
        Ok(repository)
    }

    /// The first line that a command prints; `None` if it fails, for commands that fail to say no.
    pub(crate) fn line(&self, arguments: &[&str]) -> Result<Option<String>, Error> {
        let output = self.run(arguments)?;
        let text = String::from_utf8_lossy(&output.stdout);
        let line = text.lines().next().filter(|line| !line.is_empty());
        Ok(line.filter(|_| output.status.success()).map(str::to_owned))
    }

    /// The output of a command.
    pub(crate) fn output(&self, arguments: &[&str], stdin: &[u8]) -> Result<Vec<u8>, Error> {
        let output = self.run_with(arguments, stdin)?;
        if output.status.success() {
            Ok(output.stdout)
        } else {
            Err(Error::Base(format!(
                "`git {}` failed: {}",
                arguments.join(" "),
                first_error(&output)
            )))
        }
    }

    /// The commit of a revision, or `None` if there is no such revision.
    pub(crate) fn commit(&self, revision: &str) -> Result<Option<String>, Error> {
        self.object(&format!("{revision}^{{commit}}"))
    }

    /// The object of an expression such as `main:spec/api.yaml`, or `None` if there is none.
    pub(crate) fn object(&self, expression: &str) -> Result<Option<String>, Error> {
        // An expression that starts with a dash is not an option.
        let arguments = ["--verify", "--quiet", "--end-of-options", expression];
        self.line(&[&["rev-parse"], arguments.as_slice()].concat())
    }

    fn run(&self, arguments: &[&str]) -> Result<Output, Error> {
        self.run_with(arguments, &[])
    }

    fn run_with(&self, arguments: &[&str], stdin: &[u8]) -> Result<Output, Error> {
        let mut child = self.command(arguments).spawn().map_err(|error| {
            Error::Base(format!(
                "cannot start git: {error}\nhelp: install git, or compare with a directory: `--base DIR --as-of DATE`"
            ))
        })?;
        let input = child.stdin.take();
        // Writes and reads at the same time, because git prints before it has read all of its input.
        let output = thread::scope(|scope| {
            scope.spawn(move || {
                if let Some(mut input) = input {
                    // If git stops reading, it reports why on stderr.
                    let _ = input.write_all(stdin);
                }
            });
            child.wait_with_output()
        });
        output.map_err(|error| Error::Base(format!("cannot read the output of git: {error}")))
    }

    fn command(&self, arguments: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new("git");
        for variable in self.removed_variables {
            command.env_remove(variable);
        }
        command
            .arg("-C")
            .arg(&self.dir)
            .args(["-c", "i18n.logOutputEncoding=UTF-8"])
            .args(["-c", "log.showSignature=false"])
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

/// The error for a directory whose repository git cannot open.
fn no_repository(dir: &Path, reason: &str, alternative: &str) -> Error {
    let dir = dir.display();
    Error::Base(if reason.contains("dubious ownership") {
        format!(
            "git does not trust the repository of {dir}, which belongs to another user\n\
             help: run `git config --global --add safe.directory DIR` with its top directory, or {alternative}"
        )
    } else {
        format!("{dir} is not in a git repository: {reason}\nhelp: {alternative}")
    })
}

/// The first line that a failed command printed to stderr.
fn first_error(output: &Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    match errors.lines().find(|line| !line.trim().is_empty()) {
        Some(line) => line.trim_start_matches("fatal: ").to_owned(),
        None => output.status.to_string(),
    }
}
