//! Facts about a crate from cargo and rustdoc.
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

/// A package, as `cargo metadata` describes it.
pub struct Manifest(Value);

fn strings(value: &Value) -> Vec<String> {
    let list = value.as_array().expect("a list").iter();
    list.map(|it| it.as_str().expect("a text").to_owned())
        .collect()
}

/// The program that a variable of cargo names.
fn tool(variable: &str, otherwise: &str) -> OsString {
    env::var_os(variable).unwrap_or_else(|| otherwise.into())
}

/// Output of a command. Panics if the command fails.
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

/// Compiles the runtime with some of its features, and tells where it is.
pub fn runtime(features: &BTreeSet<String>) -> PathBuf {
    let features: Vec<_> = features.iter().map(String::as_str).collect();
    let mut cargo = Command::new(tool("CARGO", "cargo"));
    cargo
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["check", "--offline", "--message-format=json"])
        .args(["--package", "clientwright-runtime", "--lib"])
        .args(["--no-default-features", "--features", &features.join(",")]);
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
pub fn rustdoc(manifest: &Manifest, folder: &Path, on: &BTreeSet<String>, runtime: &Path) -> Value {
    let name = manifest.text("name");
    let krate = name.replace('-', "_");
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!(
        "surface/{}",
        on.iter().map(String::as_str).collect::<Vec<_>>().join("-")
    ));
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
    for feature in on {
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
        features
            .iter()
            .map(|(name, needs)| (name.clone(), strings(needs)))
            .collect()
    }

    /// The names of the features.
    pub fn feature_names(&self) -> impl Iterator<Item = String> {
        self.features().into_iter().map(|(name, _)| name)
    }

    /// All features that are on when some are asked for.
    pub fn closure(&self, asked: impl IntoIterator<Item = String>) -> BTreeSet<String> {
        let features = self.features();
        let (mut on, mut waiting) = (BTreeSet::new(), Vec::from_iter(asked));
        while let Some(name) = waiting.pop() {
            if let Some((_, needs)) = features.iter().find(|(other, _)| *other == name)
                && on.insert(name)
            {
                waiting.extend(needs.iter().cloned());
            }
        }
        on
    }

    /// The features of the runtime that features of the crate need.
    pub fn of_runtime(&self, on: &BTreeSet<String>) -> BTreeSet<String> {
        let needs = self
            .features()
            .into_iter()
            .filter(|(name, _)| on.contains(name))
            .flat_map(|(_, needs)| needs);
        needs
            .filter_map(|it| it.strip_prefix("runtime/").map(str::to_owned))
            .collect()
    }

    /// The features of the runtime that bring the types which the crate uses.
    pub fn of_types(&self) -> BTreeSet<String> {
        let dependencies = self.0["dependencies"].as_array().expect("dependencies");
        let runtime = dependencies.iter().find(|it| it["rename"] == "runtime");
        strings(&runtime.expect("the runtime")["features"])
            .into_iter()
            .collect()
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
