//! Manifests and sources of the workspace of the witnesses.

use super::book::Witness;
use std::collections::BTreeMap;
use std::path::Path;

/// The manifest of the workspace.
pub const WORKSPACE: &str = r#"[workspace]
resolver = "3"
members = ["use/*", "run/*"]

[profile.dev]
debug = false
"#;

/// The manifest of the helper crate of callers.
pub fn show() -> String {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    format!(
        "[package]\nname = \"show\"\nedition = \"2024\"\n\n[lib]\npath = {:?}\n\n[dependencies]\nruntime = {{ package = \"clientwright-runtime\", path = {:?}, default-features = false }}\n",
        here.join("tests/audit/witness/show.rs"),
        here.join("../runtime"),
    )
}

/// The manifest of the callers of a crate.
pub fn caller(kind: &str, name: &str) -> String {
    format!(
        "[package]\nname = \"{kind}-{name}\"\nedition = \"2024\"\n\n[dependencies]\n{name} = {{ path = \"../../crates/{name}\", default-features = false }}\nshow = {{ path = \"../../show\" }}\n"
    )
}

/// The files of a generated crate, with a unique package name and the library name that callers use.
pub fn package(name: &str, files: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let renamed = |text: &str| {
        let library = text.lines().find_map(|line| line.strip_prefix("name = "));
        let library = library.expect("a package name").trim_matches('"');
        let text = text.replacen(
            &format!("name = \"{library}\""),
            &format!("name = \"{name}\""),
            1,
        );
        format!(
            "{text}\n[lib]\nname = \"{}\"\ndoctest = false\n",
            library.replace('-', "_")
        )
    };
    let file = |(path, text): (&String, &String)| {
        let text = if path == "Cargo.toml" {
            renamed(text)
        } else {
            text.clone()
        };
        (format!("crates/{name}/{path}"), text)
    };
    files.iter().map(file).collect()
}

/// The program of a caller.
pub fn source(witness: &Witness) -> String {
    let client = if witness.body.contains("client.") {
        "    let client = show::client(demo::Client::builder().anonymous());\n"
    } else {
        ""
    };
    let body: String = witness
        .body
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    format!("#![allow(unused)]\nuse demo::*;\nuse show::*;\n\nfn main() {{\n{client}{body}}}\n")
}
