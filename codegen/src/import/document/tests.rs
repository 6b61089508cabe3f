//! Documents of several files, and their references.

use super::{Document, RefError, Reference, Version, external_files};
use crate::diag::Report;
use crate::source::Sources;
use crate::yaml::Node;
use std::collections::BTreeMap;

fn sources(files: &[(&str, &str)]) -> Sources {
    let files = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    Sources::new("", files.collect())
}

/// A document whose first file is the root.
fn document(files: &[(&str, &str)]) -> Document {
    let sources = sources(files);
    let mut report = Report::default();
    let document = Document::parse(&sources, files[0].0, &mut report);
    document.unwrap_or_else(|| panic!("{}", report.render(&sources)))
}

fn errors(files: &[(&str, &str)]) -> String {
    let sources = sources(files);
    let mut report = Report::of_document();
    assert!(Document::parse(&sources, files[0].0, &mut report).is_none());
    report.render(&sources)
}

/// The node at a path of keys.
fn at<'d>(document: &'d Document, keys: &[&str]) -> &'d Node {
    let node = keys
        .iter()
        .try_fold(document.root(), |node, key| node.get(key));
    node.unwrap_or_else(|| panic!("no {keys:?}"))
}

const ROOT: &str = r##"
openapi: 3.1.0
paths:
  /pets/{id}: {$ref: "#/components/x-paths/~1pets~1%7Bid%7D"}
components:
  schemas:
    A: {$ref: "#/components/schemas/B"}
    B: {$ref: "schemas/pet.yaml#/Pet"}
    C: {$ref: "#/components/schemas/A", description: C.}
    Self: {$ref: "#/components/schemas/Self"}
    Loop: {$ref: "#/components/schemas/Pool"}
    Pool: {$ref: "#/components/schemas/Loop"}
    "a/b~c d%é": {type: string}
    Odd: {$ref: "#/components/schemas/a~1b~0c%20d%25%C3%A9"}
    Item: {$ref: "#/components/schemas/List/oneOf/1"}
    BadItem: {$ref: "#/components/schemas/List/oneOf/01"}
    List: {oneOf: [{type: string}, {type: integer}]}
    Property: {properties: {$ref: {type: string}}}
    Whole: {$ref: schemas/whole.json}
    Dangling: {$ref: "#/components/schemas/Missing"}
    MissingFile: {$ref: "missing.yaml#/Pet"}
    Remote: {$ref: "https://example.com/pet.yaml#/Pet"}
    Relative: {$ref: "//example.com/pet.yaml"}
    Absolute: {$ref: /etc/passwd}
    FileUrl: {$ref: "file:///etc/passwd"}
    Anchor: {$ref: "#Pet"}
    Encoding: {$ref: "#/components/%zz"}
    Tilde: {$ref: "#/components/~2"}
    Empty: {$ref: ""}
    Top: {$ref: "#"}
  x-paths:
    /pets/{id}: {get: {operationId: getPet}}
"##;

const PET: &str = "
Pet: {properties: {owner: {$ref: '#/Owner'}, home: {$ref: ../openapi.yaml#/components/schemas/Odd}, sibling: {$ref: ./whole.json}}}
Owner: {type: object}
";

fn pets() -> Document {
    document(&[
        ("openapi.yaml", ROOT),
        ("schemas/pet.yaml", PET),
        ("schemas/whole.json", "{\"type\": \"null\"}"),
    ])
}

fn schema<'d>(document: &'d Document, name: &str) -> &'d Node {
    at(document, &["components", "schemas", name])
}

#[test]
fn versions_are_read() {
    for (text, expected) in [
        ("openapi: 3.0.0", Version::V3_0),
        ("openapi: \"3.0.3\"", Version::V3_0),
        ("openapi: 3.1", Version::V3_1),
        ("{\"openapi\": \"3.1.1\"}", Version::V3_1),
        ("{openapi: 3.2.0}", Version::V3_2),
    ] {
        assert_eq!(document(&[("a", text)]).version(), expected, "{text}");
    }
    assert!(Version::V3_0 < Version::V3_1 && Version::V3_1 < Version::V3_2);
    for text in [
        "openapi: 3",
        "openapi: 3.3.0",
        "openapi: 2.0",
        "openapi: true",
        "swagger: '2.0'",
        "info: {}",
    ] {
        assert!(
            errors(&[("a", text)]).starts_with("error[E0211]: "),
            "{text}"
        );
    }
}

#[test]
fn references_are_resolved() {
    let document = pets();
    let pet = document.resolve(schema(&document, "B")).expect("a schema");
    assert!(pet.get("properties").is_some());
    for name in ["A", "C"] {
        let found = document.resolve(schema(&document, name)).expect("a schema");
        assert!(std::ptr::eq(found, pet), "{name}");
    }
    let property = |name: &str| {
        let node = pet
            .get("properties")
            .and_then(|it| it.get(name))
            .expect("a property");
        document.resolve(node).expect("a schema")
    };
    assert_eq!(
        property("owner").get("type").and_then(Node::str),
        Some("object")
    );
    assert_eq!(
        property("home").get("type").and_then(Node::str),
        Some("string")
    );
    assert_eq!(
        property("sibling").get("type").and_then(Node::str),
        Some("null")
    );
    let path = document
        .resolve(at(&document, &["paths", "/pets/{id}"]))
        .expect("a path");
    assert!(path.get("get").is_some());
    for (name, expected) in [("Odd", "string"), ("Item", "integer"), ("Whole", "null")] {
        let found = document.resolve(schema(&document, name)).expect("a schema");
        assert_eq!(
            found.get("type").and_then(Node::str),
            Some(expected),
            "{name}"
        );
    }
    let top = document
        .resolve(schema(&document, "Top"))
        .expect("the root");
    assert!(std::ptr::eq(top, document.root()));
    // Not a reference: a property with this name.
    let property = at(
        &document,
        &["components", "schemas", "Property", "properties"],
    );
    assert!(std::ptr::eq(
        document.resolve(property).expect("itself"),
        property
    ));
    assert_eq!(document.reference(property), None);
}

#[test]
fn targets_of_references_have_a_file_and_a_pointer() {
    let document = pets();
    let target = |name: &str| document.reference(schema(&document, name));
    let reference = |file: &str, pointer: &[&str]| {
        let pointer = pointer.iter().map(|it| (*it).to_owned()).collect();
        Some(Reference {
            file: file.to_owned(),
            pointer,
        })
    };
    assert_eq!(target("A"), reference("", &["components", "schemas", "B"]));
    assert_eq!(target("B"), reference("schemas/pet.yaml", &["Pet"]));
    assert_eq!(
        target("Odd"),
        reference("", &["components", "schemas", "a/b~c d%é"])
    );
    assert_eq!(target("Whole"), reference("schemas/whole.json", &[]));
    assert_eq!(
        target("Dangling"),
        reference("", &["components", "schemas", "Missing"])
    );
    assert_eq!(
        target("Odd").map(|it| it.to_string()).as_deref(),
        Some("#/components/schemas/a~1b~0c d%é")
    );
    let pet = document.resolve(schema(&document, "B")).expect("a schema");
    let property =
        |name: &str| document.reference(pet.get("properties").and_then(|it| it.get(name))?);
    assert_eq!(property("owner"), reference("schemas/pet.yaml", &["Owner"]));
    assert_eq!(
        property("home"),
        reference("", &["components", "schemas", "Odd"])
    );
    for name in ["List", "Remote", "Absolute", "Anchor"] {
        assert_eq!(target(name), None, "{name}");
    }
}

#[test]
fn invalid_references_are_errors() {
    let document = pets();
    let error = |name: &str| document.resolve(schema(&document, name)).expect_err(name);
    type Kind = fn(String) -> RefError;
    let cases: [(&str, Kind); 14] = [
        ("Self", RefError::Cycle),
        ("Loop", RefError::Cycle),
        ("Pool", RefError::Cycle),
        ("BadItem", RefError::Dangling),
        ("Dangling", RefError::Dangling),
        ("MissingFile", RefError::MissingFile),
        ("Remote", RefError::Remote),
        ("Relative", RefError::Remote),
        ("Absolute", RefError::Absolute),
        ("FileUrl", RefError::Absolute),
        ("Anchor", RefError::Malformed),
        ("Encoding", RefError::Malformed),
        ("Tilde", RefError::Malformed),
        ("Empty", RefError::Malformed),
    ];
    for (name, kind) in cases {
        let text = schema(&document, name)
            .get("$ref")
            .and_then(Node::str)
            .unwrap_or_default();
        let found = error(name);
        assert_eq!(found, kind(text.to_owned()), "{name}");
        assert!(found.to_string().contains(&format!("`{text}`")), "{found}");
    }
}

#[test]
fn long_chains_end() {
    let chain = |length: usize| {
        let schemas = (0..length).map(|it| format!("  S{it}: {{$ref: \"#/x/S{}\"}}\n", it + 1));
        let text = format!(
            "openapi: 3.1.0\nx:\n{}  S{length}: {{}}\n",
            schemas.collect::<String>()
        );
        let document = document(&[("a.yaml", &text)]);
        document.resolve(at(&document, &["x", "S0"])).map(|_| ())
    };
    assert_eq!(chain(100), Ok(()));
    assert!(matches!(chain(101), Err(RefError::Cycle(_))));
}

#[test]
fn pointers_name_nodes() {
    let document = pets();
    let pet = document.resolve(schema(&document, "B")).expect("a schema");
    let foreign = pets();
    let nodes = [
        document.root(),
        schema(&document, "a/b~c d%é"),
        &schema(&document, "List")
            .get("oneOf")
            .expect("a list")
            .list()[1],
        pet,
        pet,
        foreign.root(),
    ];
    let expected = [
        "#",
        "#/components/schemas/a~1b~0c d%é",
        "#/components/schemas/List/oneOf/1",
        "schemas/pet.yaml#/Pet",
        "schemas/pet.yaml#/Pet",
        "",
    ];
    assert_eq!(document.pointers(&nodes), expected);
}

#[test]
fn the_last_of_several_values_is_kept() {
    let many: String = (0..20).map(|it| format!("\"k{it}\": {it}, ")).collect();
    let text = format!(
        "{{\"openapi\": \"3.1.0\", \"x\": [{{\"a\": 1, \"b\": 2, \"a\": {{\"c\": 3, \"c\": 4}}, \"a\": {{\"c\": 5, \"c\": 6}}}}, {{{many} \"k3\": 99}}]}}"
    );
    let document = document(&[("a.json", &text)]);
    let [first, second] = at(&document, &["x"]).list() else {
        panic!("two items");
    };
    let names: Vec<_> = first
        .entries()
        .iter()
        .map(|(key, _)| key.text.as_str())
        .collect();
    assert_eq!(names, ["a", "b"]);
    assert_eq!(
        first.get("a").and_then(|it| it.get("c")?.number()),
        Some("6")
    );
    assert_eq!(second.get("k3").and_then(Node::number), Some("99"));
    assert_eq!(second.entries().len(), 20);
    let pointers = document.pointers(&document.duplicates());
    assert_eq!(pointers, ["#/x/0/a", "#/x/0/a/c", "#/x/1/k3"]);
}

#[test]
fn files_in_references_are_found() {
    let find = |path: &str, text: &str| {
        let mut report = Report::default();
        let found = external_files(&sources(&[(path, text)]), path, &mut report);
        assert!(report.is_empty());
        found.into_iter().collect::<Vec<_>>()
    };
    assert_eq!(
        find("openapi.yaml", ROOT),
        ["missing.yaml", "schemas/pet.yaml", "schemas/whole.json"]
    );
    assert_eq!(
        find("schemas/pet.yaml", PET),
        ["openapi.yaml", "schemas/whole.json"]
    );
    assert_eq!(
        find(
            "a.json",
            "{\"$ref\" : \"b.json#/x\", \"x\": {\"$ref\":\"a.json#/x\"}}"
        ),
        ["b.json"]
    );
    assert_eq!(
        find("a.yaml", "$ref: >-\n  ../b%20c.yaml#/x\n"),
        ["../b c.yaml"]
    );
    assert!(find("a.json", "{\"$ref\": \"#/x\", broken").is_empty());
    let mut report = Report::default();
    assert!(
        external_files(
            &sources(&[("a.json", "{\"$ref\": b}")]),
            "a.json",
            &mut report
        )
        .is_empty()
    );
    assert!(!report.is_empty());
}

#[test]
fn json_and_yaml_are_recognized_by_content() {
    let names = |files: &[(&str, &str)]| {
        let document = document(files);
        let names = document
            .root()
            .entries()
            .iter()
            .map(|(key, _)| key.text.clone());
        names.collect::<Vec<_>>()
    };
    let expected = ["openapi", "x"];
    for (path, text) in [
        (
            "a.json",
            "\u{feff} {\"openapi\": \"3.1.0\", \"x\": \"\\ud83d\\ude00\\/\"}",
        ),
        ("a.json", "openapi: 3.1.0\nx: 1\n"),
        ("a.yaml", "\u{feff}openapi: 3.1.0\nx: “1”\n"),
        ("a.yaml", "---\r\nopenapi: 3.1.0\r\nx: 1\r\n"),
        ("a.yaml", "{\"openapi\": \"3.1.0\",\n \"x\": 1}\n"),
        ("a.yaml", "{openapi: 3.1.0,\n x: 1,}\n"),
        ("stdin", "{'openapi': 3.1.0, # comment\n x: 1}\n"),
        ("stdin", "openapi: 3.1.0\nx:\n  description: a #b\n"),
    ] {
        assert_eq!(names(&[(path, text)]), expected, "{text:?}");
    }
    assert!(errors(&[("a.json", "{openapi: 3.1.0}")]).contains("a.json:1:2"));
    assert!(errors(&[("a.yaml", "{\"openapi\": [}")]).contains("expected a value, found `}`"));
    assert!(errors(&[("a.yaml", "")]).contains("the file is empty"));
}

#[test]
fn aliases_are_expanded_up_to_a_limit() {
    let text = "openapi: 3.1.0\nx: &x {a: 1}\ny: *x\nz: {<<: *x, b: 2}\n200: {}\n";
    let document = document(&[("a.yaml", text)]);
    assert_eq!(at(&document, &["y", "a"]).number(), Some("1"));
    assert_eq!(at(&document, &["z", "a"]).number(), Some("1"));
    assert!(document.root().get("200").is_some());
    let levels = (1..30).map(|it| format!("x{it}: &x{it} [*x{0}, *x{0}]\n", it - 1));
    let bomb = format!(
        "openapi: 3.1.0\nx0: &x0 [a, b]\n{}",
        levels.collect::<String>()
    );
    assert!(errors(&[("a.yaml", &bomb)]).starts_with("error[E0212]: "));
}

#[test]
fn errors_of_all_files_are_reported() {
    let found = errors(&[
        ("openapi.yaml", "openapi: 5.0.0"),
        ("a.json", "{\"a\": }"),
        ("b.yaml", "a: ["),
    ]);
    for part in [
        "openapi.yaml:1:10",
        "a.json:1:7",
        "b.yaml:1:4",
        "error: 3 errors in the document",
    ] {
        assert!(found.contains(part), "{part}\n{found}");
    }
    let missing: BTreeMap<String, String> = BTreeMap::new();
    let mut report = Report::default();
    assert!(Document::parse(&Sources::new("", missing), "a.yaml", &mut report).is_none());
    assert!(!report.is_empty());
}
