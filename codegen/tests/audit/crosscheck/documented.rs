//! rustdoc's JSON of generated crates.
//!
//! rustdoc is called directly, so that only it sees the variable that enables JSON on the stable toolchain.

use clientwright_codegen::tree::Tree;
use serde_json::Value;
use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The files that rustdoc wrote, by crate.
pub struct Documents {
    runtime: PathBuf,
    done: BTreeMap<String, PathBuf>,
}

fn tool(variable: &str, otherwise: &str) -> OsString {
    env::var_os(variable).unwrap_or_else(|| otherwise.into())
}

/// The output of a command, which must succeed.
fn output(command: &mut Command) -> Vec<u8> {
    let output = command.output();
    let output = output.unwrap_or_else(|error| panic!("cannot run {command:?}: {error}"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed:\n{errors}");
    output.stdout
}

impl Documents {
    /// Builds the runtime, the only dependency of generated crates.
    pub fn new() -> Self {
        let mut cargo = Command::new(tool("CARGO", "cargo"));
        cargo.current_dir(env!("CARGO_MANIFEST_DIR")).args([
            "build",
            "--offline",
            "--package=clientwright-runtime",
            "--no-default-features",
            "--features=uuid,url,ipnet",
            "--message-format=json",
        ]);
        let messages = String::from_utf8(output(&mut cargo)).expect("cargo writes text");
        let built = messages
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .filter(|it| it["target"]["name"] == "clientwright_runtime")
            .flat_map(|it| it["filenames"].as_array().cloned().unwrap_or_default())
            .filter_map(|it| it.as_str().map(PathBuf::from))
            .find(|it| it.extension().is_some_and(|it| it == "rmeta"));
        Self {
            runtime: built.expect("cargo reports the path of the runtime"),
            done: BTreeMap::new(),
        }
    }

    /// The JSON of a crate. The library is always named `demo`.
    pub fn of(&mut self, name: &str, tree: &Tree) -> PathBuf {
        if let Some(path) = self.done.get(name) {
            return path.clone();
        }
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("crosscheck")
            .join(name);
        for (path, text) in tree.files() {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("to make a folder");
            fs::write(path, text).expect("to write a file");
        }
        let dependencies = self
            .runtime
            .parent()
            .expect("the folder of all dependencies");
        let mut rustdoc = Command::new(tool("RUSTDOC", "rustdoc"));
        rustdoc
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_PKG_NAME", "demo")
            .env("CARGO_PKG_VERSION", "0.0.0")
            .args(["-Z", "unstable-options", "--output-format", "json"])
            .args([
                "--crate-type",
                "lib",
                "--crate-name",
                "demo",
                "--edition",
                "2024",
            ])
            .args(["--cap-lints", "allow"])
            .arg("--extern")
            .arg(format!("runtime={}", self.runtime.display()))
            .arg("-L")
            .arg(format!("dependency={}", dependencies.display()))
            .arg("--out-dir")
            .arg(&folder)
            .arg(folder.join("src/lib.rs"));
        output(&mut rustdoc);
        let path = folder.join("demo.json");
        self.done.insert(name.to_owned(), path.clone());
        path
    }
}
