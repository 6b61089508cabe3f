//! Names that mean something to Rust, Cargo or the generated crate are rejected, or the crate compiles.

use crate::{API, outcome};
use clientwright_codegen::naming;
use std::fmt::Display;

/// Files of a spec.
type Files = Vec<(String, String)>;

/// Names of modules, methods, crates, macros, types and files that generated code, Rust or Cargo use.
const NAMES: &[&str] = &[
    "alloc",
    "api",
    "as_ref",
    "async",
    "await",
    "benches",
    "bin",
    "bool",
    "borrow",
    "box",
    "build",
    "builder",
    "bytes",
    "call",
    "char",
    "client",
    "clone",
    "core",
    "crate",
    "credentials",
    "default",
    "deref",
    "drop",
    "dyn",
    "eq",
    "error",
    "examples",
    "f64",
    "fake",
    "fmt",
    "from",
    "from_env",
    "gen",
    "hash",
    "http",
    "i64",
    "into",
    "into_future",
    "into_iter",
    "items",
    "jiff",
    "json",
    "lib",
    "macro",
    "macro_rules",
    "main",
    "match",
    "model",
    "next",
    "operations",
    "option",
    "pages",
    "params",
    "prelude",
    "proc_macro",
    "raw",
    "request",
    "requests",
    "reqwest",
    "response",
    "result",
    "runtime",
    "self",
    "send",
    "serde",
    "service",
    "static",
    "std",
    "str",
    "string",
    "super",
    "test",
    "testing",
    "tests",
    "to_owned",
    "to_string",
    "tokio",
    "try",
    "try_from",
    "try_into",
    "type",
    "types",
    "u8",
    "union",
    "url",
    "uuid",
    "value",
    "vec",
];

const PACKAGES: &[&str] = &[
    "alloc",
    "async",
    "bool",
    "box",
    "client",
    "clientwright-runtime",
    "core",
    "crate",
    "proc-macro",
    "runtime",
    "self",
    "serde",
    "std",
    "str",
    "super",
    "test",
    "tokio",
    "type",
];

fn files(api: &str, resources: impl IntoIterator<Item = (impl Display, String)>) -> Files {
    let api = ("api.yaml".to_owned(), api.to_owned());
    let resources = resources
        .into_iter()
        .map(|(id, text)| (format!("resources/{id}.yaml"), text));
    [api].into_iter().chain(resources).collect()
}

/// A resource of this name.
fn resource(name: &str) -> String {
    format!(
        "path: /resources/{name}\npath_parameters: {{{name}: string}}\noperations:\n  \
         list: {{http: GET, returns: [{name}_model]}}\n  get: {{http: \"GET /{{{name}}}\", returns: {name}_model}}\n\
         types:\n  {name}_model: {{fields: {{{name}: {{type: string, required: true}}}}}}\n"
    )
    .replace(&format!("{name}_model"), &model(name))
}

fn model(name: &str) -> String {
    let mut model: String = name.split('_').collect();
    model.insert(0, 'M');
    model
}

/// A resource with an operation, parameters and body fields of this name.
fn operation(name: &str) -> String {
    format!(
        "operations:\n  {name}:\n    http: POST /operations/{name}/{{p_{name}}}\n    query: {{q_{name}: {{type: string, required: true}}}}\n    \
         body: {{fields: {{{name}: {{type: string, nullable: true}}}}}}\n    returns: string\n\
         path_parameters: {{p_{name}: string}}\n"
    )
}

/// The names, split by whether a spec with the name is accepted.
fn split(names: &[&'static str], spec: impl Fn(&str) -> Files) -> [Vec<&'static str>; 2] {
    let is_accepted = |name: &&&'static str| {
        let outcome = outcome(spec(name));
        if let Err(report) = &outcome {
            let is_reserved = report.contains("reserved");
            assert!(is_reserved, "`{name}` is rejected:\n{report}");
        }
        outcome.is_ok()
    };
    let (accepted, rejected) = names.iter().partition::<Vec<_>, _>(is_accepted);
    [accepted, rejected]
}

fn resources() -> [Vec<&'static str>; 2] {
    split(NAMES, |name| files(API, [(name, resource(name))]))
}

fn operations() -> [Vec<&'static str>; 2] {
    split(NAMES, |name| files(API, [("things", operation(name))]))
}

fn package(name: &str) -> Files {
    let resource = "operations:\n  get: {http: GET /thing, returns: string}\n".to_owned();
    let api = API.replace("name: demo", &format!("name: {name}"));
    files(&api, [("things", resource)])
}

/// A spec with every accepted name as the name of a resource, and one with every accepted name as that of an operation.
/// Requests of operations can have the Rust name of a resource, so the two are apart.
pub fn accepted_names() -> [Files; 2] {
    let ([resources, _], [operations, _]) = (resources(), operations());
    let api = |package| API.replace("name: demo", &format!("name: {package}"));
    let operations = operations
        .iter()
        .map(|it| (format!("op_{it}"), operation(it)));
    [
        files(
            &api("hostile-resources"),
            resources.iter().map(|it| (*it, resource(it))),
        ),
        files(&api("hostile-operations"), operations),
    ]
}

/// A spec for every accepted name of a package.
pub fn accepted_packages() -> Vec<Files> {
    let [accepted, _] = split(PACKAGES, package);
    accepted.into_iter().map(package).collect()
}

#[test]
fn only_names_that_cannot_be_used_are_reserved() {
    let [_, resources] = resources();
    for name in ["bin", "into", "lib", "main", "try_into"] {
        assert!(resources.contains(&name), "{name}");
    }
    let [_, operations] = operations();
    assert_eq!(operations, ["into", "try_into"]);
    let [packages, _] = split(PACKAGES, package);
    assert_eq!(packages, ["client", "serde"]);
}

#[test]
fn pinned_names_pass_the_lints_of_rustc() {
    for (name, is_type, is_pinnable) in [
        ("FooBar", true, true),
        ("HTTPServer", true, true),
        ("V1_2", true, true),
        ("Self_", true, true),
        ("Foo_Bar", true, false),
        ("foo_bar", false, true),
        ("foo_", false, true),
        ("foo__bar", false, false),
    ] {
        assert_eq!(naming::is_pinnable(name, is_type), is_pinnable, "{name}");
    }
}
