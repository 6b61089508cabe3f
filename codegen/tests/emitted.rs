//! Valid specs generate syntactically valid Rust, with docs that run nothing. The specs are fixtures of other tests; `hostile` checks its own.

mod inert;
mod parsed;

use clientwright_codegen::resolve;
use clientwright_codegen::source::Sources;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const HERE: &str = env!("CARGO_MANIFEST_DIR");
const API: &str = "name: demo\nversion: 0.1.0\ntitle: Demo\nservers: [https://api.example.com]\n";

/// The entries of a folder in this package, sorted.
fn entries(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new(HERE).join(folder)).expect("the folder of the fixtures");
    let mut paths: Vec<_> = entries.map(|it| it.expect("an entry").path()).collect();
    paths.sort();
    paths
}

/// The spec in a folder.
fn spec(folder: &Path) -> Sources {
    let mut files = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(at) = waiting.pop() {
        for entry in fs::read_dir(&at).expect("a folder") {
            let path = entry.expect("an entry").path();
            let below = path.strip_prefix(folder).expect("a path below the folder");
            let name = below.to_string_lossy().replace('\\', "/");
            if path.is_dir() {
                waiting.push(path);
            } else if name.ends_with(".yaml") {
                files.insert(name, fs::read_to_string(&path).expect("a text"));
            }
        }
    }
    Sources::new("spec", files)
}

/// The spec in a file that is split at lines such as `#--- resources/things.yaml`.
fn split(fixture: &str) -> Sources {
    let parts = fixture.split("#--- ").skip(1).map(|part| {
        let (path, text) = part.split_once('\n').expect("a path and a line feed");
        (path.to_owned(), text.to_owned())
    });
    let mut files: BTreeMap<_, _> = parts.collect();
    if !files.keys().any(|path| path.starts_with("api.")) {
        files.insert("api.yaml".to_owned(), API.to_owned());
    }
    Sources::new("spec", files)
}

/// Asserts that a spec is valid and generates valid Rust.
fn assert_valid_rust(about: &Path, sources: &Sources) {
    let about = about.display();
    let api = resolve(sources).unwrap_or_else(|it| panic!("{about}:\n{}", it.render(sources)));
    let tree = parsed::crate_of(&api);
    let mut flaws = parsed::errors(&tree);
    flaws.extend(inert::flaws(&tree));
    assert!(flaws.is_empty(), "{about}:\n{}", flaws.join("\n\n"));
}

#[test]
fn accepted_fixtures_generate_valid_rust() {
    for path in entries("tests/diagnostics/accepted") {
        assert_valid_rust(
            &path,
            &split(&fs::read_to_string(&path).expect("a fixture")),
        );
    }
}

#[test]
fn whole_specs_generate_valid_rust() {
    let golden = entries("tests/golden")
        .into_iter()
        .map(|it| it.join("spec"));
    let others = ["tests/openapi/everything", "../spec"].map(|it| Path::new(HERE).join(it));
    for folder in golden.chain(others) {
        assert_valid_rust(&folder, &spec(&folder));
    }
}

#[test]
fn invalid_rust_is_detected() {
    let texts = ["fn sound() {}\n", "fn {\n", "compile_error!(\"fn {\");\n"];
    let flawed = texts.map(|text| {
        let mut tree = clientwright_codegen::tree::Tree::default();
        tree.insert("src/lib.rs", text.to_owned());
        !parsed::errors(&tree).is_empty()
    });
    assert_eq!(flawed, [false, true, true]);
}
