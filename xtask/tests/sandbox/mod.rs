//! A copy of the shipped spec and an empty place to generate into, in a folder that goes away with the test.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

/// What a command did.
pub struct Outcome {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// Runs a command to its end.
pub fn run(arguments: &[&str]) -> Outcome {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .output()
        .unwrap();
    Outcome {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The folder.
pub struct Sandbox(TempDir);

impl Sandbox {
    pub fn new() -> Self {
        let sandbox = Self(TempDir::new().unwrap());
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
        copy(&shipped, &sandbox.spec());
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

    pub fn spec_arg(&self) -> String {
        self.spec().to_string_lossy().into_owned()
    }

    pub fn out_arg(&self) -> String {
        self.out().to_string_lossy().into_owned()
    }

    pub fn generate(&self) -> Outcome {
        run(&[
            "generate",
            "--spec",
            &self.spec_arg(),
            "--out",
            &self.out_arg(),
        ])
    }

    /// Starts `generate` and kills it after the delay, wherever it is then.
    pub fn generate_and_kill(&self, delay: Duration) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args([
                "generate",
                "--spec",
                &self.spec_arg(),
                "--out",
                &self.out_arg(),
            ])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(delay);
        // It may have finished before; then there is nothing to kill, which is one of the cases.
        let _ = child.kill();
        child.wait().unwrap();
    }

    /// Replaces the first occurrence of a text in a file of the spec; gives the line on which the change starts.
    pub fn edit(&self, file: &str, from: &str, to: &str) -> usize {
        let path = self.spec().join(file);
        let text = fs::read_to_string(&path).unwrap();
        let at = text
            .find(from)
            .unwrap_or_else(|| panic!("{file} holds no {from:?}"));
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
        let lead = from.len() - from.trim_start_matches('\n').len();
        text[..at + lead].matches('\n').count() + 1
    }

    /// All generated files, by path.
    pub fn files(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        visit(&self.out(), "", &mut |path, file| {
            files.insert(
                path,
                String::from_utf8_lossy(&fs::read(file).unwrap()).into_owned(),
            );
        });
        files
    }

    /// When each file was written.
    pub fn times(&self) -> BTreeMap<String, SystemTime> {
        let mut times = BTreeMap::new();
        visit(&self.out(), "", &mut |path, file| {
            times.insert(path, fs::metadata(file).unwrap().modified().unwrap());
        });
        times
    }

    /// The paths whose text is another one than before.
    pub fn differing(&self, before: &BTreeMap<String, String>) -> Vec<String> {
        let files = self.files();
        files
            .into_iter()
            .filter(|(path, text)| before.get(path) != Some(text))
            .map(|(path, _)| path)
            .collect()
    }
}

fn visit(folder: &Path, prefix: &str, found: &mut dyn FnMut(String, &Path)) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            visit(&entry.path(), &format!("{path}/"), found);
        } else {
            found(path, &entry.path());
        }
    }
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    visit(from, "", &mut |path, file| {
        let target = to.join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(file, target).unwrap();
    });
}
