//! OpenAPI documents exported from specs.
//!
//! `openapi/everything` is a spec that uses every part of the format; its document is `openapi/everything.json`.
//! `BLESS=1 cargo test -p clientwright-codegen --test openapi` rewrites it. Read the difference as somebody who has only
//! the document to write a client from.

#[path = "openapi/document.rs"]
mod document;
#[path = "openapi/reference.rs"]
mod reference;
#[path = "openapi/soundness.rs"]
mod soundness;

use clientwright_codegen::openapi::export;
use clientwright_codegen::resolve;
use clientwright_codegen::source::Sources;
use document::Document;
use soundness::flaws;
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;

const HERE: &str = env!("CARGO_MANIFEST_DIR");
const EVERYTHING: &str = "tests/openapi/everything";
const SHIPPED: &str = "../spec";

/// The document of a spec below this package.
fn exported(spec: &str) -> String {
    let mut files = BTreeMap::new();
    read(&Path::new(HERE).join(spec), "", &mut files);
    document_of(files)
}

fn document_of(files: BTreeMap<String, String>) -> String {
    let sources = Sources::new("spec", files);
    let api = resolve(&sources).unwrap_or_else(|report| panic!("{}", report.render(&sources)));
    export(&api)
}

fn read(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            read(&path, &format!("{prefix}{name}/"), files);
        } else if name.ends_with(".yaml") {
            let text = fs::read_to_string(&path).expect("a text");
            files.insert(format!("{prefix}{name}"), text);
        }
    }
}

#[test]
fn every_part_of_the_format_is_exported() {
    let found = exported(EVERYTHING);
    let golden = Path::new(HERE).join(EVERYTHING).with_extension("json");
    if env::var_os("BLESS").is_some() {
        assert!(env::var_os("CI").is_none(), "BLESS must not be set in CI");
        fs::write(&golden, &found).expect("a writable file");
    }
    let expected = fs::read_to_string(&golden).unwrap_or_default();
    let lines = expected.lines().zip(found.lines());
    let difference = (1..)
        .zip(lines)
        .find(|(_, (expected, found))| expected != found);
    assert!(
        expected == found,
        "the document differs from {}, first at {difference:?}; BLESS=1 rewrites it",
        golden.display(),
    );
}

#[test]
fn documents_are_sound() {
    for spec in [SHIPPED, EVERYTHING] {
        let document = Document::parse(&exported(spec));
        let flaws = flaws(&document);
        assert!(flaws.is_empty(), "{spec}: {}", flaws.join("\n"));
    }
}

#[test]
fn a_minimal_api_has_no_optional_parts() {
    let api = "name: demo\nversion: 0.1.0\ntitle: Demo\nservers: [https://api.example.com]\n";
    let things =
        "operations:\n  get: {http: GET /things, returns: string, errors: {404: It is gone.}}\n";
    let files = [("api.yaml", api), ("resources/things.yaml", things)];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let document = Document::parse(&document_of(files.into()));
    let responses = &document.root()["paths"]["/things"]["get"]["responses"];
    assert_eq!(
        *responses,
        serde_json::json!({
            "200": {
                "description": "The call succeeded.",
                "content": {"application/json": {"schema": {"type": "string"}}},
            },
            "404": {"description": "It is gone."},
        }),
    );
    for absent in ["security", "externalDocs", "components"] {
        assert!(
            document.root().get(absent).is_none(),
            "unexpected `{absent}`"
        );
    }
}
