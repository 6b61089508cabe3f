//! The OpenAPI documents that specs are exported to.
//!
//! `openapi/everything` is a spec that uses every part of the format; its document is `openapi/everything.json`.
//! `BLESS=1 cargo test -p clientwright-codegen --test openapi` writes it anew. Read the difference as one who has
//! nothing but the document to write a client from.

#[path = "openapi/document.rs"]
mod document;
#[path = "openapi/soundness.rs"]
mod soundness;

use clientwright_codegen::openapi::export;
use clientwright_codegen::resolve;
use clientwright_codegen::source::Sources;
use document::{Document, Operation};
use serde_json::Value;
use soundness::flaws;
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::Path;

/// Facts by what they are about.
type Facts = BTreeMap<String, Value>;

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
fn every_part_of_the_format_leaves_its_trace() {
    let found = exported(EVERYTHING);
    let golden = Path::new(HERE).join(EVERYTHING).with_extension("json");
    if env::var_os("BLESS").is_some() {
        assert!(
            env::var_os("CI").is_none(),
            "a document is blessed by a person who reads it, not by CI"
        );
        fs::write(&golden, &found).expect("a place to write");
    }
    let wanted = fs::read_to_string(&golden).unwrap_or_default();
    let pairs = wanted.lines().zip(found.lines()).enumerate();
    let different = pairs
        .into_iter()
        .find(|(_, (wanted, found))| wanted != found);
    assert!(
        wanted == found,
        "another document than `{}`, first at {different:?}; BLESS=1 writes it",
        golden.display(),
    );
}

/// Inputs whose type the reference gives as all of the enum, and of which it says in words that `UNKNOWN` cannot be
/// used there.
const WITHOUT_UNKNOWN: [&str; 4] = [
    "allow_policies.create body pattern_type",
    "allow_policies.edit body pattern_type",
    "block_senders.create body pattern_type",
    "block_senders.edit body pattern_type",
];

/// What the shipped document says, against what the provider's reference says: no less, no more, nothing else.
#[test]
fn the_shipped_document_agrees_with_the_reference() {
    let path = Path::new(HERE).join("../tests/facts/reference.json");
    let reference = fs::read_to_string(path).expect("the reference");
    let reference: Vec<Value> = serde_json::from_str(&reference).expect("a list of operations");
    let (mut wanted, mut facts) = (Facts::new(), 0);
    for operation in &reference {
        let id = operation["id"].as_str().expect("an id");
        let list = |key: &str| operation[key].as_array().expect("a list").iter();
        for fact in list("parameters").chain(list("returns")) {
            facts += usize::from(!name(fact).contains('.'));
            add(&mut wanted, id, fact.clone());
        }
        let head = ["method", "path", "paginated"].map(|key| operation[key].clone());
        wanted.insert(id.to_owned(), Value::from(head.to_vec()));
    }
    assert_eq!(facts, 395, "the reference has another number of facts");
    for about in WITHOUT_UNKNOWN {
        let fact = wanted.get_mut(about).expect("a fact");
        let values = fact["enum"].as_array_mut().expect("an enum");
        let all = values.len();
        values.retain(|value| value != "UNKNOWN");
        assert_eq!(values.len(), all - 1, "{about} needs no exception");
    }

    let found = facts_of(&Document::parse(&exported(SHIPPED)));
    let about: BTreeSet<_> = wanted.keys().chain(found.keys()).collect();
    let differences: Vec<_> = about
        .into_iter()
        .filter(|about| wanted.get(*about) != found.get(*about))
        .map(|about| {
            format!(
                "{about}: {:?} became {:?}",
                wanted.get(about),
                found.get(about)
            )
        })
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

fn facts_of(document: &Document) -> Facts {
    let mut found = Facts::new();
    for Operation {
        path,
        method,
        value,
    } in document.operations()
    {
        let id = value["operationId"].as_str().expect("an id");
        let inputs = document.inputs(value);
        let returned = document.returned(value, "result");
        for member in inputs.iter().chain(&returned) {
            add(&mut found, id, member.fact());
        }
        let paginated = value.get("x-pagination").is_some();
        let head = serde_json::json!([method.to_uppercase(), path, paginated]);
        found.insert(id.to_owned(), head);
    }
    found
}

fn name(fact: &Value) -> &str {
    fact["name"].as_str().expect("a name")
}

fn add(facts: &mut Facts, operation: &str, fact: Value) {
    let place = fact["in"].as_str().unwrap_or("returned");
    let about = format!("{operation} {place} {}", name(&fact));
    let before = facts.insert(about.clone(), fact);
    assert!(before.is_none(), "{about} twice");
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
fn an_api_without_conventions_is_given_none() {
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
            "`{absent}` out of nowhere"
        );
    }
}
