//! `diff` of documents, and `drift`.

use super::{folder, import};
use crate::audit::repository::git;
use crate::sandbox::{Outcome, Sandbox, run_in};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const OLD: &str = "\
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
servers: [{url: https://pets.example.com}]
paths:
  /pets:
    get:
      operationId: listPets
      description: Lists pets.
      parameters: [{name: limit, in: query, schema: {type: integer}}]
      responses: {\"204\": {description: OK}}
";

/// A folder with two documents, of which the second one has an edit.
fn documents(from: &str, to: &str) -> TempDir {
    let new = OLD.replacen(from, to, 1);
    folder(&[("old.yaml", OLD), ("new.yaml", &new)])
}

fn diff(folder: &Path, rest: &[&str]) -> Outcome {
    run_in(folder, &[&["diff"], rest].concat())
}

const REQUIRED: (&str, &str) = ("in: query,", "in: query, required: true,");

#[test]
fn documents_are_compared_without_a_spec() {
    for (from, to, code, expected) in [
        ("", "", 0, "no changes; clients need no new version"),
        (
            REQUIRED.0,
            REQUIRED.1,
            1,
            "1 breaking change; clients need a new major version",
        ),
        (
            "responses:",
            "deprecated: true\n      responses:",
            0,
            "no breaking changes; clients need a new minor version",
        ),
        // Nobody has to announce a removal.
        (
            "      parameters: [{name: limit, in: query, schema: {type: integer}}]\n",
            "",
            1,
            "1 breaking change; clients need a new major version",
        ),
        // The ID of an operation is not sent.
        (
            "listPets",
            "getPets",
            0,
            "no changes; clients need no new version",
        ),
    ] {
        let folder = documents(from, to);
        let outcome = diff(folder.path(), &["--base", "old.yaml", "--head", "new.yaml"]);
        assert_eq!(outcome.stderr, "");
        assert!(outcome.stdout.contains(expected), "{}", outcome.stdout);
        assert!(outcome.stdout.contains("old.yaml → new.yaml"));
        for word in ["approv", "never deprecated", "POLICY"] {
            assert!(!outcome.stdout.contains(word), "{}", outcome.stdout);
        }
        assert_eq!(outcome.code, code, "{expected}");
    }
}

#[test]
fn changes_are_located_in_the_documents() {
    let folder = documents(REQUIRED.0, REQUIRED.1);
    let outcome = diff(folder.path(), &["--base", "old.yaml", "--head", "new.yaml"]);
    assert!(
        outcome.stdout.contains("at old.yaml:7 → new.yaml:7"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn a_document_of_a_commit_is_a_base() {
    let folder = folder(&[
        (
            "api/openapi.yaml",
            &OLD.replace("{type: integer}", "{$ref: \"../shared/types.yaml#/Limit\"}"),
        ),
        ("shared/types.yaml", "Limit: {type: integer}\n"),
    ]);
    let path = folder.path();
    git(
        path,
        &["init", "--quiet", "--template=", "--initial-branch=main"],
    );
    git(path, &["add", "--all"]);
    git(path, &["commit", "--quiet", "--message", "The API"]);
    fs::write(path.join("shared/types.yaml"), "Limit: {type: string}\n").expect("written");
    let arguments = |base| ["--base", base, "--head", "api/openapi.yaml"];
    let outcome = diff(path, &arguments("main:api/openapi.yaml"));
    assert_eq!(outcome.stderr, "");
    assert!(
        outcome
            .stdout
            .contains("main:api/openapi.yaml → api/openapi.yaml")
            && outcome.stdout.contains("`pets::Limit` a `string`"),
        "{}",
        outcome.stdout
    );
    for (base, expected) in [
        ("main:openapi.yaml", "has no file `openapi.yaml`"),
        ("other:api/openapi.yaml", "no revision `other`"),
    ] {
        let outcome = diff(path, &arguments(base));
        assert_eq!(outcome.code, 4, "{}", outcome.stderr);
        assert!(outcome.stderr.contains(expected), "{}", outcome.stderr);
    }
}

#[test]
fn invalid_combinations_are_errors() {
    let folder = documents("", "");
    let approve = "--approve 0123456789 --reason a --owner b --expires 2026-01-01";
    for (arguments, expected) in [
        (
            "--base old.yaml",
            "pass the newer document with `--head FILE`",
        ),
        ("--head new.yaml", "cargo xtask drift new.yaml"),
        (
            "--base main --head new.yaml",
            "requires a document as `--base`",
        ),
        (
            "--base old.yaml --head spec",
            "invalid value `spec` for `--head`",
        ),
        ("--head new.yaml", "cargo xtask drift new.yaml"),
        (
            "--base main --head new.yaml",
            "requires a document as `--base`",
        ),
        ("--base - --head -", "only one of the documents"),
        ("--base missing.json --head new.yaml", "missing.json"),
        (
            &format!("--base old.yaml --head new.yaml {approve}"),
            "`--approve`",
        ),
        (
            "--base old.yaml --head new.yaml --write-tombstones",
            "`--write-tombstones`",
        ),
    ] {
        let arguments: Vec<_> = arguments.split(' ').collect();
        let outcome = diff(folder.path(), &arguments);
        assert_eq!(outcome.code, 2, "{arguments:?}: {}", outcome.stdout);
        assert!(outcome.stderr.contains(expected), "{}", outcome.stderr);
    }
}

#[test]
fn drift_reports_what_a_document_has_that_the_spec_has_not() {
    for (from, to, code, expected) in [
        ("", "", 0, "no changes"),
        ("listPets", "getPets", 0, "no changes"),
        // Docs do not count.
        ("Lists pets.", "Lists all pets.", 0, "no breaking changes"),
        (REQUIRED.0, REQUIRED.1, 1, "1 breaking change"),
        (
            "paths:",
            "paths:\n  /toys: {get: {operationId: listToys, responses: {\"204\": {description: OK}}}}",
            1,
            "no breaking changes",
        ),
    ] {
        let folder = documents(from, to);
        let path = folder.path();
        assert_eq!(import(path, &["old.yaml", "--out", "spec"]).code, 0);
        let outcome = run_in(path, &["drift", "new.yaml", "--spec", "spec"]);
        assert_eq!(outcome.stderr, "", "{expected}");
        assert!(outcome.stdout.contains(expected), "{}", outcome.stdout);
        assert_eq!(outcome.code, code, "{}", outcome.stdout);
    }
}

#[test]
fn drift_is_about_the_imported_operations() {
    let toys =
        "paths:\n  /toys: {get: {operationId: listToys, responses: {\"204\": {description: OK}}}}";
    let folder = documents("paths:", toys);
    let path = folder.path();
    assert_eq!(import(path, &["old.yaml", "--out", "spec"]).code, 0);
    for (option, code) in [
        ("--exclude=listToys", 0),
        ("--include=GET /pets*", 0),
        ("--exclude=getToys", 1),
    ] {
        let outcome = run_in(path, &["drift", "new.yaml", "--spec", "spec", option]);
        assert_eq!(
            outcome.code, code,
            "{option}: {}{}",
            outcome.stdout, outcome.stderr
        );
    }
}

/// The names and versions of packages are no drift, and changes are located in the spec.
#[test]
fn drift_of_an_edited_spec_is_about_the_document() {
    let folder = documents("integer", "string");
    let path = folder.path();
    assert_eq!(import(path, &["old.yaml", "--out", "spec"]).code, 0);
    let file = path.join("spec/api.yaml");
    let text = fs::read_to_string(&file).expect("a file");
    let text = text.replace("name: pets-api", "name: animals");
    fs::write(&file, text.replace("version: 0.1.0", "version: 2.0.0")).expect("written");
    let outcome = run_in(path, &["drift", "new.yaml", "--spec", "spec"]);
    assert!(
        outcome.stdout.contains("at spec/resources/pets.yaml:")
            && outcome.stdout.contains("1 change,"),
        "{}",
        outcome.stdout
    );
    let outcome = run_in(path, &["drift", "old.yaml", "--spec", "spec"]);
    assert!(outcome.stdout.contains("no changes"), "{}", outcome.stdout);
}

/// A spec that was written by hand has settings that a document cannot express. They are no drift.
#[test]
fn drift_of_a_spec_without_a_lock_file_is_about_the_document() {
    let sandbox = Sandbox::new();
    let document = sandbox.folder().join("openapi.json");
    let exported = run_in(sandbox.folder(), &["export", "openapi", "--spec", "spec"]);
    fs::write(&document, &exported.stdout).expect("written");
    let outcome = run_in(
        sandbox.folder(),
        &["drift", "openapi.json", "--spec", "spec"],
    );
    assert!(outcome.stdout.contains("no changes"), "{}", outcome.stdout);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
}
