//! Generated crates of hostile specs that are accepted: they compile, their docs have no warning, and their examples run.
//!
//! All of them are in one workspace, so that the runtime is compiled once. It has the profile and the target directory of this
//! workspace, where the dependencies are compiled already.

use crate::names::{accepted_names, accepted_packages};
use crate::text::{CHECKED, EVERYTHING, texts};
use clientwright_codegen::emit::RuntimeSource;
use clientwright_codegen::generate;
use clientwright_codegen::source::Sources;
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn accepted_specs_compile_and_run_no_code_of_the_spec() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    let mut specs = vec![texts(EVERYTHING, CHECKED)];
    specs.extend(accepted_names());
    specs.extend(accepted_packages());
    let members: Vec<_> = (0..specs.len()).map(|it| format!("\"m{it}\"")).collect();
    let manifest = fs::read_to_string(root.join("Cargo.toml")).expect("a manifest");
    let profile = manifest.find("[profile.dev]").expect("a profile");
    let workspace = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n{}",
        members.join(", "),
        &manifest[profile..]
    );
    write(&folder.join("Cargo.toml"), &workspace);
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
    for (index, files) in specs.into_iter().enumerate() {
        generate_into(&folder.join(format!("m{index}")), files, &root);
    }
    let cargo = |arguments: &[&str]| {
        let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .current_dir(&folder)
            .args(arguments)
            .args(["--offline", "--workspace"])
            .args(["--features", "testing"])
            .arg("--target-dir")
            .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join(".."))
            .env("RUSTDOCFLAGS", "-D warnings")
            .status();
        assert!(
            status.expect("cargo").success(),
            "see the output of cargo above"
        );
    };
    cargo(&["doc", "--no-deps"]);
    cargo(&["test"]);
}

/// Writes the crate of a spec. Removes what an earlier run left there.
fn generate_into(folder: &Path, files: Vec<(String, String)>, root: &Path) {
    let runtime = RuntimeSource::Workspace {
        path: root.join("runtime").display().to_string(),
        examples: Vec::new(),
    };
    let sources = Sources::new("spec", files.into_iter().collect());
    let tree =
        generate(&sources, &runtime).unwrap_or_else(|report| panic!("{}", report.render(&sources)));
    if folder.exists() {
        fs::remove_dir_all(folder).expect("a removed folder");
    }
    for (path, text) in tree.files() {
        write(&folder.join(path), text);
    }
    // Unlike RUSTFLAGS, this does not apply to dependencies, so they are not compiled again.
    let manifest = tree.get("Cargo.toml").expect("a manifest");
    let lints = "\n[lints.rust]\nwarnings = \"deny\"\n";
    write(&folder.join("Cargo.toml"), &format!("{manifest}{lints}"));
}

fn write(path: &Path, text: &str) {
    let folder = path.parent().expect("a folder");
    fs::create_dir_all(folder).expect("a new folder");
    fs::write(path, text).expect("a written file");
}
