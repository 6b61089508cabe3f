//! The listings of what callers can see, compared with what rustdoc knows of the compiled crates.
//!
//! The listings come from what the generator wrote; rustdoc's JSON comes from the compiler, with all macros expanded.
//! The two sides share no code. A line too many, one too few, or one that says something else fails the test, so that
//! who reads a listing can believe it.

mod compiled;
mod expected;
mod rendered;

use compiled::Manifest;
use expected::Listing;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Features that cannot be built everywhere. They exchange parts of the runtime and add nothing to a crate.
const NOT_EVERYWHERE: &[&str] = &["native-tls"];

/// The crate that tells features apart. The others need not, since all their code comes from the same emitters.
const SHIPPED: &str = "cloudflare-email-security";

/// The shipped crate, and those that show what it does not: unions, numbers for enums, files, shapes, raw names.
fn crates() -> Vec<(&'static str, PathBuf)> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let golden = here.join("../codegen/tests/golden");
    vec![
        (SHIPPED, here.join("../generated")),
        ("golden-names", golden.join("names/crate")),
        ("golden-requests", golden.join("requests/crate")),
        ("golden-responses", golden.join("responses/crate")),
        ("golden-service", golden.join("service/crate")),
        ("golden-shapes", golden.join("shapes/crate")),
    ]
}

/// The sets of features to compare a crate with: the usual ones; all at once, so that nothing hides behind one that the
/// listing does not know; and each that it knows by itself.
fn sets(name: &str, manifest: &Manifest, listing: &Listing) -> BTreeSet<BTreeSet<String>> {
    let with = |more: Vec<String>| {
        let usual = ["default".to_owned()];
        manifest.closure(usual.into_iter().chain(more))
    };
    let all = manifest
        .feature_names()
        .filter(|it| !NOT_EVERYWHERE.contains(&it.as_str()));
    let mut sets = BTreeSet::from([with(Vec::new()), with(all.collect())]);
    if name == SHIPPED {
        sets.extend(listing.needed().into_iter().map(with));
    }
    sets
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
    let crates = crates();
    let manifests: Vec<_> = crates
        .iter()
        .map(|(name, _)| compiled::manifest(name))
        .collect();
    // One runtime serves all crates: types that only some of them use do no harm to the others.
    let types: BTreeSet<_> = manifests.iter().flat_map(Manifest::of_types).collect();
    let mut runtimes = BTreeMap::new();
    let mut failures = Vec::new();
    for ((name, folder), manifest) in crates.iter().zip(&manifests) {
        let listing = Listing::read(folder);
        for on in sets(name, manifest, &listing) {
            let features = &manifest.of_runtime(&on) | &types;
            let runtime = runtimes
                .entry(features.clone())
                .or_insert_with(|| compiled::runtime(&features));
            let json = compiled::rustdoc(manifest, folder, &on, runtime);
            let mut facts = rendered::facts(&json);
            facts.extend(manifest.facts());
            let lines = difference(&listing.with(&on), &facts);
            if !lines.is_empty() {
                failures.push(format!(
                    "{name} with {on:?}: `-` is listed but not there, `+` is there but not listed\n{}",
                    lines.join("\n")
                ));
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{}\n\nWhere a macro of the runtime changed, so must its description in codegen/src/rust/macros.rs.",
        failures.join("\n\n")
    );
}
