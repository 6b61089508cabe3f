//! The other generators, installed into the cache at their fixed versions, and ours, built for release.

use super::generators::{GENERATORS, Program};
use super::process;
use crate::error::Error;
use crate::workspace;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// For each generator its program, or why there is none.
pub(super) type Tools = Vec<Result<PathBuf, String>>;

/// Builds and installs what is not there yet.
pub(super) fn all(cache: &Path) -> Result<Tools, Error> {
    let ours = build_ours()?;
    fs::create_dir_all(cache).map_err(Error::disk("make the folder", cache))?;
    Ok(GENERATORS
        .iter()
        .map(|generator| match generator.program {
            Program::Ours => Ok(ours.clone()),
            Program::Installed {
                package,
                version,
                binary,
            } => install(cache, package, version, binary),
        })
        .collect())
}

/// `cargo`, the one that runs this command if one does.
pub(super) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

fn build_ours() -> Result<PathBuf, Error> {
    let target = env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| workspace::root().join("target"), PathBuf::from);
    let mut build = cargo();
    build
        .args([
            "build",
            "--quiet",
            "--release",
            "--package",
            "xtask",
            "--target-dir",
        ])
        .arg(&target)
        .current_dir(workspace::root());
    process::run(&mut build).map_err(|reason| Error::Tool {
        doing: "build xtask for release",
        reason,
    })?;
    Ok(target
        .join("release")
        .join(format!("xtask{}", env::consts::EXE_SUFFIX)))
}

fn install(cache: &Path, package: &str, version: &str, binary: &str) -> Result<PathBuf, String> {
    let program = cache
        .join("bin")
        .join(format!("{binary}{}", env::consts::EXE_SUFFIX));
    let installed = fs::read_to_string(cache.join(".crates.toml")).unwrap_or_default();
    if !(program.exists() && installed.contains(&format!("\"{package} {version} "))) {
        eprintln!("installing {package} {version}: once, and it takes minutes");
        let mut install = cargo();
        install
            .args(["install", "--quiet", "--locked", package, "--version"])
            .arg(format!("={version}"))
            .arg("--root")
            .arg(cache);
        process::run(&mut install).map_err(|reason| format!("cannot be installed: {reason}"))?;
    }
    Ok(program)
}
