//! The listings of what callers can see, compared with what rustdoc knows of the compiled crates.
//!
//! The listings come from what the generator wrote; rustdoc's JSON comes from the compiler, with all macros expanded.
//! The two sides share no code. A line too many, one too few, or one that says something else fails the test, so that
//! who reads a listing can believe it.

mod compiled;
mod expected;
mod rendered;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A crate, and where it is.
struct Subject {
    package: &'static str,
    folder: PathBuf,
}

/// The shipped crate, and those that show what it does not: unions, numbers for enums, files, shapes, raw names.
fn subjects() -> Vec<Subject> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let golden = here.join("../codegen/tests/golden");
    let crates = [
        ("cloudflare-email-security", here.join("../generated")),
        ("golden-names", golden.join("names/crate")),
        ("golden-requests", golden.join("requests/crate")),
        ("golden-responses", golden.join("responses/crate")),
        ("golden-service", golden.join("service/crate")),
        ("golden-shapes", golden.join("shapes/crate")),
    ];
    crates
        .into_iter()
        .map(|(package, folder)| Subject { package, folder })
        .collect()
}

/// What only one side has, line by line.
fn difference(listed: &BTreeSet<String>, compiled: &BTreeSet<String>) -> Vec<String> {
    let invented = listed.difference(compiled).map(|it| format!("  -{it}"));
    let missing = compiled.difference(listed).map(|it| format!("  +{it}"));
    let mut lines: Vec<_> = invented.chain(missing).collect();
    // The two versions of an item stand together.
    lines.sort_by(|a, b| a[3..].cmp(&b[3..]));
    lines
}

#[test]
fn what_is_listed_is_what_is_compiled() {
    let mut failures = Vec::new();
    let subjects = subjects();
    let packages: Vec<_> = subjects.iter().map(|it| it.package).collect();
    let runtime = compiled::runtime(&packages, None);
    for subject in &subjects {
        let listing = expected::Listing::read(&subject.folder);
        let manifest = compiled::manifest(subject.package);
        let mut check = |feature: Option<&str>, runtime: &Path| {
            let mut features = manifest.default_features();
            features.extend(feature.map(str::to_owned));
            let json = compiled::rustdoc(&manifest, &subject.folder, &features, runtime);
            let mut facts = rendered::facts(&json);
            facts.extend(manifest.facts());
            let lines = difference(&listing.of(feature), &facts);
            if !lines.is_empty() {
                let with = feature.map_or_else(String::new, |it| format!(" with `{it}`"));
                failures.push(format!(
                    "{}{with}: `-` is listed but not there, `+` is there but not listed\n{}",
                    subject.package,
                    lines.join("\n")
                ));
            }
        };
        check(None, &runtime);
        for feature in listing.features() {
            let runtime = compiled::runtime(&[subject.package], Some(&feature));
            check(Some(&feature), &runtime);
        }
    }
    assert!(
        failures.is_empty(),
        "{}\n\nWhere a macro of the runtime changed, so must its description in codegen/src/surface/rust/macros.rs.",
        failures.join("\n\n")
    );
}
