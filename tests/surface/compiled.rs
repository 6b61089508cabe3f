//! What cargo and rustdoc know of a crate.
//!
//! rustdoc is called directly, so that the switch that lets a stable one write JSON is seen by it alone: cargo would
//! hand it to build scripts too, and build half of all dependencies anew each time it comes and goes.

use serde_json::Value;
use std::collections::BTreeSet;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a manifest says.
pub struct Manifest(Value);

/// The program that a variable of cargo names.
fn tool(variable: &str, otherwise: &str) -> OsString {
    env::var_os(variable).unwrap_or_else(|| otherwise.into())
}

/// What a command prints. One that fails fails the test: nothing was proved.
fn output(command: &mut Command) -> Vec<u8> {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("cannot run {command:?}: {error}"));
    assert!(
        output.status.success(),
        "{command:?} failed:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

/// Builds what the packages depend on, with a feature of theirs, and tells where the runtime is.
pub fn runtime(packages: &[&str], feature: Option<&str>) -> PathBuf {
    let mut cargo = Command::new(tool("CARGO", "cargo"));
    cargo.current_dir(env!("CARGO_MANIFEST_DIR")).args([
        "build",
        "--lib",
        "--offline",
        "--message-format=json",
    ]);
    for package in packages {
        cargo.args(["--package", package]);
    }
    cargo.args(feature.iter().flat_map(|it| ["--features", it]));
    let messages = String::from_utf8(output(&mut cargo)).expect("cargo writes text");
    let built = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|it| it["target"]["name"] == "clientwright_runtime")
        .flat_map(|it| it["filenames"].as_array().cloned().unwrap_or_default())
        .filter_map(|it| it.as_str().map(PathBuf::from))
        .find(|it| it.extension().is_some_and(|it| it == "rmeta"));
    built.expect("cargo tells where it put the runtime")
}

/// The JSON of rustdoc on a crate.
pub fn rustdoc(manifest: &Manifest, folder: &Path, features: &[String], runtime: &Path) -> Value {
    let name = manifest.text("name");
    let krate = name.replace('-', "_");
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", features.join("-")));
    let dependencies = runtime.parent().expect("the folder of all dependencies");
    let mut rustdoc = Command::new(tool("RUSTDOC", "rustdoc"));
    rustdoc
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_PKG_NAME", &name)
        .env("CARGO_PKG_VERSION", manifest.text("version"))
        .args(["-Z", "unstable-options", "--output-format", "json"])
        .args(["--crate-type", "lib", "--crate-name", &krate])
        .args(["--edition", &manifest.text("edition")])
        .args(["--cap-lints", "allow"])
        .arg("--extern")
        .arg(format!("runtime={}", runtime.display()))
        .arg("-L")
        .arg(format!("dependency={}", dependencies.display()))
        .arg("--out-dir")
        .arg(&out)
        .arg(folder.join("src/lib.rs"));
    for feature in features {
        rustdoc.args(["--cfg", &format!("feature=\"{feature}\"")]);
    }
    output(&mut rustdoc);
    let file = out.join(format!("{krate}.json"));
    let text = fs::read(&file).unwrap_or_else(|it| panic!("{}: {it}", file.display()));
    serde_json::from_slice(&text).expect("rustdoc writes JSON")
}

/// The manifest of a package.
pub fn manifest(package: &str) -> Manifest {
    let mut cargo = Command::new(tool("CARGO", "cargo"));
    cargo.current_dir(env!("CARGO_MANIFEST_DIR")).args([
        "metadata",
        "--no-deps",
        "--offline",
        "--format-version=1",
    ]);
    let metadata: Value = serde_json::from_slice(&output(&mut cargo)).expect("cargo writes JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let found = packages.iter().find(|it| it["name"] == package);
    Manifest(found.expect("a package of the workspace").clone())
}

impl Manifest {
    fn text(&self, key: &str) -> String {
        self.0[key].as_str().expect("a text").to_owned()
    }

    fn features(&self) -> Vec<(String, Vec<String>)> {
        let features = self.0["features"].as_object().expect("features");
        let strings = |it: &Value| {
            let list = it.as_array().expect("a list").iter();
            list.map(|it| it.as_str().expect("a text").to_owned())
                .collect()
        };
        features
            .iter()
            .map(|(name, needs)| (name.clone(), strings(needs)))
            .collect()
    }

    /// All features of the crate that are on unless turned off.
    pub fn default_features(&self) -> Vec<String> {
        let features = self.features();
        let (mut on, mut waiting) = (BTreeSet::new(), vec!["default".to_owned()]);
        while let Some(name) = waiting.pop() {
            if let Some((_, needs)) = features.iter().find(|(other, _)| *other == name)
                && on.insert(name)
            {
                waiting.extend(needs.iter().cloned());
            }
        }
        on.into_iter().collect()
    }

    /// The facts of a listing that are no Rust.
    pub fn facts(&self) -> Vec<String> {
        let package = [
            ("edition", "edition"),
            ("name", "name"),
            ("rust-version", "rust_version"),
        ];
        let package = package.map(|(key, there)| format!("crate   {key} = {}", self.text(there)));
        let features = self
            .features()
            .into_iter()
            .map(|(name, needs)| format!("feature {name} = [{}]", needs.join(", ")));
        package.into_iter().chain(features).collect()
    }
}
