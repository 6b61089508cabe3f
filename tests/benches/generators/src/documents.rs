//! Imports, generates and checks the documents in a folder.

use crate::error::Error;
use crate::install::cargo;
use crate::{files, process, project};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

/// Explains the columns.
const NOTE: &str = "
Import and generate run the release build of the commands, and the memory is the peak of the import. Check is `cargo check
--all-features` of the generated crate alone, not incrementally. Lines count its Rust sources without the runtime.
";

/// Costs of one document.
struct Row {
    name: String,
    /// Numbers of operations and types, as the import prints them.
    operations: String,
    types: String,
    /// Number of losses by code.
    losses: BTreeMap<String, usize>,
    import: Duration,
    /// Peak memory of the import in KiB, if it can be measured.
    memory: Option<u64>,
    generate: Duration,
    lines: usize,
    check: Duration,
}

/// Measures all documents in a folder, and renders a table.
pub(crate) fn table(folder: &Path, cache: &Path) -> Result<String, Error> {
    let commands = build()?;
    let mut text = String::from(
        "| document | operations | types | losses | import s | MiB | generate s | lines | check s |\n\
         |---|--:|--:|---|--:|--:|--:|--:|--:|\n",
    );
    for document in documents(folder)? {
        eprintln!("{}", document.display());
        let row = row(&commands, &document, cache)?;
        let losses = row
            .losses
            .iter()
            .map(|(code, count)| format!("{code} {count}"));
        let losses = losses.collect::<Vec<_>>().join(", ");
        let memory = row
            .memory
            .map_or_else(String::new, |kib| (kib / 1024).to_string());
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {:.2} | {memory} | {:.2} | {} | {:.1} |",
            row.name,
            row.operations,
            row.types,
            if losses.is_empty() { "none" } else { &losses },
            row.import.as_secs_f64(),
            row.generate.as_secs_f64(),
            row.lines,
            row.check.as_secs_f64(),
        );
    }
    text.push_str(NOTE);
    Ok(text)
}

/// The release build of the commands.
fn build() -> Result<PathBuf, Error> {
    let root = files::root();
    let target = root.join("target");
    let mut command = cargo();
    command
        .args(["build", "--release", "--package", "xtask", "--target-dir"])
        .arg(&target)
        .current_dir(&root);
    process::run(&mut command).map_err(failed("build the commands"))?;
    Ok(target.join("release").join("xtask"))
}

/// The files in a folder, by name.
fn documents(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(Error::io("read directory", folder))? {
        let path = entry.map_err(Error::io("read directory", folder))?.path();
        let extension = path.extension().and_then(|it| it.to_str());
        if matches!(extension, Some("json" | "yaml" | "yml")) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn row(commands: &Path, document: &Path, cache: &Path) -> Result<Row, Error> {
    let name = document.file_stem().unwrap_or_default().to_string_lossy();
    let folder = cache.join("documents").join(name.as_ref());
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(Error::io("remove", &folder))?;
    }
    fs::create_dir_all(&folder).map_err(Error::io("create", &folder))?;
    let (spec, out) = (folder.join("spec"), folder.join("client"));
    let report = folder.join("losses.json");
    let import = || {
        let mut command = Command::new(commands);
        command.args(["import", "openapi", "--force", "--format", "json"]);
        command.arg("--report").arg(&report);
        command.arg("--out").arg(&spec).arg(document);
        command
    };
    let imported = process::output(&mut import()).map_err(failed("import a document"))?;
    let started = process::run(&mut import()).map_err(failed("import a document"))?;
    let memory = process::peak_memory(&import(), &folder.join("memory"));
    let mut generate = Command::new(commands);
    generate
        .arg("generate")
        .arg("--spec")
        .arg(&spec)
        .arg("--out")
        .arg(&out);
    let generated = process::run(&mut generate).map_err(failed("generate a crate"))?;
    let count = |noun: &str| {
        let words: Vec<_> = imported.split([' ', ',', ';']).collect();
        let at = words.iter().position(|it| it.starts_with(noun));
        let number = at.and_then(|at| words.get(at.checked_sub(1)?));
        number.map_or_else(String::new, |it| (*it).to_owned())
    };
    let (_, lines) = project::size(&out.join("src"))?;
    Ok(Row {
        operations: count("operation"),
        types: count("type"),
        losses: losses(&report)?,
        import: started,
        memory,
        generate: generated,
        lines,
        check: check(&out, &cache.join("documents").join("build"))?,
        name: name.into_owned(),
    })
}

/// The number of losses by code, in the JSON form of a report.
fn losses(report: &Path) -> Result<BTreeMap<String, usize>, Error> {
    let text = fs::read_to_string(report).map_err(Error::io("read", report))?;
    let json: serde_json::Value = serde_json::from_str(&text).map_err(|error| Error::Failed {
        action: "read a report of losses",
        reason: error.to_string(),
    })?;
    let mut losses = BTreeMap::new();
    for loss in json["losses"].as_array().into_iter().flatten() {
        let code = loss["code"].as_str().unwrap_or_default();
        *losses.entry(code.to_owned()).or_default() += 1;
    }
    Ok(losses)
}

/// Time to check a crate whose dependencies are built.
fn check(out: &Path, build: &Path) -> Result<Duration, Error> {
    let manifest = out.join("Cargo.toml");
    let command = || {
        let mut command = cargo();
        command
            .args(["check", "--all-features", "--manifest-path"])
            .arg(&manifest);
        command.env("CARGO_TARGET_DIR", build);
        command
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTFLAGS", "-D warnings");
        command
    };
    process::run(&mut command()).map_err(failed("check a crate"))?;
    let source = out.join("src/lib.rs");
    let touched = File::options().write(true).open(&source);
    touched
        .and_then(|file| file.set_modified(SystemTime::now()))
        .map_err(Error::io("touch", &source))?;
    process::run(&mut command()).map_err(failed("check a crate"))
}

fn failed(action: &'static str) -> impl FnOnce(String) -> Error {
    move |reason| Error::Failed { action, reason }
}
