//! Builds the manifests and programs in the README, each as a crate of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const README: &str = include_str!("../README.md");

/// The code blocks in a language, in order.
fn blocks(language: &str) -> Vec<&'static str> {
    let fences = README.split("\n```").skip(1).step_by(2);
    let of_language = fences.filter_map(|block| block.split_once('\n'));
    of_language
        .filter(|(head, _)| head.split(',').next() == Some(language))
        .map(|(_, code)| code)
        .collect()
}

/// The Rust code blocks that are programs.
fn programs() -> Vec<&'static str> {
    let blocks = blocks("rust").into_iter();
    blocks.filter(|code| code.contains("fn main()")).collect()
}

/// The manifests, except those for tests.
fn manifests() -> Vec<&'static str> {
    let blocks = blocks("toml").into_iter();
    blocks
        .filter(|it| it.starts_with("[dependencies]"))
        .collect()
}

/// Writes a crate outside of the workspace and compiles it.
fn check(name: &str, dependencies: &str, file: &str, code: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let client = root.join("generated");
    let dependencies = dependencies.replace('…', &client.to_string_lossy());
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n{dependencies}\n\n[workspace]\n"
    );
    fs::create_dir_all(folder.join("src")).expect("a folder");
    fs::write(folder.join("Cargo.toml"), manifest).expect("a manifest");
    // Use the tested versions, which are available without a network.
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
    fs::write(folder.join("src").join(file), code).expect("a source file");
    let status = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--all-targets"])
        .env("CARGO_TARGET_DIR", folder.with_file_name("readme-target"))
        .current_dir(&folder)
        .status();
    assert!(status.expect("cargo").success(), "{name}: {code}");
}

#[test]
fn each_program_has_its_manifest() {
    assert_eq!(programs().len(), 2, "async and not");
    assert_eq!(manifests().len(), programs().len());
}

#[test]
#[ignore = "builds all that the client stands on"]
fn programs_build_with_the_documented_dependencies() {
    for (name, (dependencies, code)) in ["readme-async", "readme-blocking"]
        .into_iter()
        .zip(manifests().into_iter().zip(programs()))
    {
        check(name, dependencies, "main.rs", code);
    }
    let dependencies = blocks("toml").into_iter();
    let dependencies = dependencies
        .map(|it| it.replace("[dev-dependencies]", "[dependencies]"))
        .find(|it| it.contains("testing"));
    let test = blocks("rust").into_iter().find(|it| it.contains("Fake"));
    let (dependencies, test) = dependencies.zip(test).expect("a test");
    check("readme-test", &dependencies, "lib.rs", test);
}
