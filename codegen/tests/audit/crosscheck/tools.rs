//! Runs the tools on two crates. Findings are paths in the crate.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

/// The findings.
pub struct Found {
    /// Items that cargo-public-api lists as removed, changed or added.
    pub items: BTreeSet<String>,
    /// The failures of cargo-semver-checks.
    pub failures: Vec<Failure>,
    /// Whether cargo-semver-checks requires a major version.
    pub is_major: bool,
}

/// A failed check.
pub struct Failure {
    /// The printed line.
    pub text: String,
    /// The names in the line.
    pub words: BTreeSet<String>,
}

fn run(command: &mut Command) -> Output {
    let output = command.output();
    output.unwrap_or_else(|error| panic!("cannot run {command:?}: {error}"))
}

/// Runs both tools. The test fails if a tool does not support the JSON.
pub fn compare(old: &Path, new: &Path) -> Found {
    let mut api = Command::new("cargo-public-api");
    let output = run(api.args(["diff", "-s", "--color=never"]).arg(old).arg(new));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{api:?} failed:\n{errors}");
    let listed = String::from_utf8(output.stdout).expect("a text");
    let items = listed.lines().filter_map(item).collect();

    let mut semver = Command::new("cargo-semver-checks");
    semver
        .args([
            "semver-checks",
            "check-release",
            "--color=never",
            "--release-type=patch",
        ])
        .arg("--baseline-rustdoc")
        .arg(old)
        .arg("--current-rustdoc")
        .arg(new);
    let output = run(&mut semver);
    let text = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert!(text.contains(" checks: "), "{semver:?} failed:\n{text}");
    Found {
        items,
        failures: failures(&text),
        is_major: text.contains("requires new major version"),
    }
}

/// Internal traits of the compiler, which stable source cannot name.
const UNNAMEABLE: &[&str] = &["Freeze", "StructuralPartialEq", "UnsafeUnpin"];

/// The path of the item in a line such as `-pub fn demo::zones::ListZones::since(self, …) -> Self`, or of the type in
/// `-impl core::clone::Clone for demo::zones::Zone`; the last step for a type of another crate.
fn item(line: &str) -> Option<String> {
    let line = line.strip_prefix(['-', '+'])?;
    let about = if line.starts_with("impl") {
        // A block of methods alone is no item; its methods have lines.
        let (implemented, ty) = line.rsplit_once(" for ")?;
        let name = implemented.rsplit("::").next().unwrap_or(implemented);
        if UNNAMEABLE.contains(&name) {
            return None;
        }
        if !ty.starts_with("demo::") {
            return ty.rsplit("::").next().map(str::to_owned);
        }
        ty
    } else {
        line.split_whitespace().find(|word| word.contains("::"))?
    };
    // The method of a type of another crate comes with the trait, which has a line.
    path(about.strip_prefix("demo::")?)
}

/// The path at the start of a string.
fn path(text: &str) -> Option<String> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '#');
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let path = text[..end].trim_end_matches(':');
    (!path.is_empty()).then(|| path.to_owned())
}

/// The lines below each `Failed in:`.
fn failures(text: &str) -> Vec<Failure> {
    let mut failures = Vec::new();
    let mut is_place = false;
    for line in text.lines() {
        if !line.starts_with("  ") || line.starts_with("    ") {
            is_place = line == "Failed in:";
            continue;
        }
        if is_place {
            let place = [" in file", " in /", ", previously"];
            let end = place.iter().filter_map(|it| line.find(it)).min();
            let said = &line[..end.unwrap_or(line.len())];
            failures.push(Failure {
                text: line.trim().to_owned(),
                words: names(said),
            });
        }
    }
    failures
}

/// The names in a text such as `field ttl of struct Zone`, `variant ZoneKind:Full` or `mod demo::notes`.
fn names(text: &str) -> BTreeSet<String> {
    let between = |c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '`');
    let words: Vec<_> = text
        .split(between)
        .filter(|word| !word.is_empty())
        .collect();
    if let ["field", field, "of", "struct", owner] = words.as_slice() {
        return BTreeSet::from([format!("{owner}::{field}")]);
    }
    let is_module = words.first() == Some(&"mod");
    let path = |word: &&str| {
        let steps = word.trim_start_matches("demo::").replace("::", ":");
        steps.replace([':', '.'], "::")
    };
    let is_name =
        |word: &String| is_module || word.contains("::") || word.contains(char::is_uppercase);
    words.iter().map(path).filter(is_name).collect()
}
