//! The listings in `api/rust/`, compared with rustdoc's JSON of the compiled crates.
//!
//! The generator writes the listings from its model; rustdoc's JSON comes from the compiler, with all macros expanded. The
//! two share no code. A line that is missing, superfluous or different fails the test, so reviewers can rely on listings.

mod compiled;
mod expected;
mod rendered;

use compiled::Manifest;
use expected::Listing;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Features that do not build on every machine. They replace parts of the runtime and add no items to a crate.
const NOT_PORTABLE: &[&str] = &["native-tls"];

/// The crate that is compared for each set of features. The same emitters generate the others.
const SHIPPED: &str = "cloudflare-email-security";

/// The shipped crate, and the golden crates with what it does not use: unions, numeric enums, files, raw names, webhooks.
fn crates() -> Vec<(&'static str, PathBuf)> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let golden = here.join("../codegen/tests/golden");
    vec![
        (SHIPPED, here.join("../generated")),
        ("golden-auth", golden.join("auth/crate")),
        ("golden-calls", golden.join("calls/crate")),
        ("golden-constrained", golden.join("constrained/crate")),
        ("golden-imported", golden.join("imported/crate")),
        ("golden-lists", golden.join("lists/crate")),
        ("golden-names", golden.join("names/crate")),
        ("golden-nested", golden.join("nested/crate")),
        ("golden-requests", golden.join("requests/crate")),
        ("golden-responses", golden.join("responses/crate")),
        ("golden-servers", golden.join("servers/crate")),
        ("golden-service", golden.join("service/crate")),
        ("golden-shapes", golden.join("shapes/crate")),
        ("golden-values", golden.join("values/crate")),
        ("golden-webhooks", golden.join("webhooks/crate")),
    ]
}

/// The sets of features to compare: the default ones; all, so that the listing covers every feature; and for the shipped
/// crate each one that the listing names.
fn sets(name: &str, manifest: &Manifest, listing: &Listing) -> BTreeSet<BTreeSet<String>> {
    let with = |more: Vec<String>| {
        let usual = ["default".to_owned()];
        manifest.closure(usual.into_iter().chain(more))
    };
    let all = manifest
        .feature_names()
        .filter(|it| !NOT_PORTABLE.contains(&it.as_str()));
    let mut sets = BTreeSet::from([with(Vec::new()), with(all.collect())]);
    if name == SHIPPED {
        sets.extend(listing.needed().into_iter().map(with));
    }
    sets
}

/// The lines of only one side: `-` is listed but not compiled, `+` is compiled but not listed.
fn difference(listed: &BTreeSet<String>, compiled: &BTreeSet<String>) -> Vec<String> {
    let superfluous = listed.difference(compiled).map(|it| format!("  -{it}"));
    let missing = compiled.difference(listed).map(|it| format!("  +{it}"));
    let mut lines: Vec<_> = superfluous.chain(missing).collect();
    // Sorted so that two versions of an item are next to each other.
    lines.sort_by(|a, b| a[3..].cmp(&b[3..]));
    lines
}

/// `cargo quick` skips this module.
mod compiler {
    use super::*;

    #[test]
    fn listings_match_the_compiled_crates() {
        let crates = crates();
        let manifests: Vec<_> = crates
            .iter()
            .map(|(name, _)| compiled::manifest(name))
            .collect();
        // All crates share one build of the runtime; types that a crate does not use make no difference to it.
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
                    "{name} with {on:?}: `-` is listed but not compiled, `+` is compiled but not listed\n{}",
                    lines.join("\n")
                ));
                }
            }
        }
        assert!(
            failures.is_empty(),
            "{}\n\nIf a macro of the runtime changed, update its description in codegen/src/rust/macros.rs.",
            failures.join("\n\n")
        );
    }
}
