//! Installs the other generators into the cache, and builds this one in release mode.

use super::generators::{GENERATORS, Program};
use super::{files, process};
use crate::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The program of each generator, or the reason why it cannot be installed.
pub(super) type Programs = Vec<Result<PathBuf, String>>;

/// Builds and installs all generators that are not installed yet.
pub(super) fn all(cache: &Path) -> Result<Programs, Error> {
    let ours = build_ours()?;
    fs::create_dir_all(cache).map_err(Error::io("create directory", cache))?;
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

/// The cargo that runs this program, or the one in `PATH`.
pub(super) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

fn build_ours() -> Result<PathBuf, Error> {
    let target =
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| files::root().join("target"), PathBuf::from);
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
        .current_dir(files::root());
    process::run(&mut build).map_err(|reason| Error::Failed {
        action: "build xtask in release mode",
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
        eprintln!("installing {package} {version}; this takes several minutes, but only once");
        let mut install = cargo();
        install
            .args(["install", "--quiet", "--locked", package, "--version"])
            .arg(format!("={version}"))
            .arg("--root")
            .arg(cache);
        process::run(&mut install).map_err(|reason| format!("installation failed: {reason}"))?;
    }
    Ok(program)
}
