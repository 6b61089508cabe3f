//! A copy of the `settings` fixture and an output folder, removed after the test.

use crate::fixtures;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

/// The result of a command.
pub struct Outcome {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// Runs a command of xtask in the folder of the package.
pub fn run(arguments: &[&str]) -> Outcome {
    run_in(Path::new(env!("CARGO_MANIFEST_DIR")), arguments)
}

/// Runs a command of xtask in a folder.
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

/// A folder with a spec in `spec` and its generated crate in `out`.
pub struct Sandbox(TempDir);

impl Sandbox {
    pub fn new() -> Self {
        let sandbox = Self(TempDir::new().unwrap());
        fixtures::copy(&fixtures::folder("settings"), &sandbox.spec());
        sandbox
    }

    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    pub fn spec(&self) -> PathBuf {
        self.folder().join("spec")
    }

    pub fn out(&self) -> PathBuf {
        self.folder().join("out")
    }

    /// Runs `generate` or `check` on the spec and the output folder.
    fn command(&self, name: &str) -> Outcome {
        run_in(self.folder(), &[name, "--spec", "spec", "--out", "out"])
    }

    pub fn generate(&self) -> Outcome {
        self.command("generate")
    }

    pub fn check(&self) -> Outcome {
        self.command("check")
    }

    /// Starts `generate` and kills it after the delay.
    pub fn generate_and_kill(&self, delay: Duration) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["generate", "--spec", "spec", "--out", "out"])
            .current_dir(self.folder())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(delay);
        // Killing fails if the process has ended, which is one of the cases to test.
        let _ = child.kill();
        child.wait().unwrap();
    }

    /// Replaces the first occurrence of a string in a file of the spec. Returns the line of the change.
    pub fn edit(&self, file: &str, from: &str, to: &str) -> usize {
        fixtures::edit(&self.spec().join(file), from, to)
    }

    /// The generated files by path.
    pub fn files(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        fixtures::visit(&self.out(), &mut |path, file| {
            let text = String::from_utf8_lossy(&fs::read(file).unwrap()).into_owned();
            files.insert(path, text);
        });
        files
    }

    /// The modification times of the generated files.
    pub fn times(&self) -> BTreeMap<String, SystemTime> {
        let mut times = BTreeMap::new();
        fixtures::visit(&self.out(), &mut |path, file| {
            times.insert(path, fs::metadata(file).unwrap().modified().unwrap());
        });
        times
    }

    /// The paths of new files and of files whose content changed.
    pub fn changed_since(&self, before: &BTreeMap<String, String>) -> Vec<String> {
        self.files()
            .into_iter()
            .filter(|(path, text)| before.get(path) != Some(text))
            .map(|(path, _)| path)
            .collect()
    }
}
