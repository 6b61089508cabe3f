//! `import openapi`: arguments, the files that are read and written, and reports.

mod compared;
#[cfg(unix)]
mod links;

use crate::sandbox::{Outcome, run_in};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const DOCUMENT: &str = "\
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
servers: [{url: https://pets.example.com}]
paths:
  /pets:
    get: {operationId: listPets, responses: {\"200\": {description: OK}}}
";

/// A document with a loss: the same name twice.
const DUPLICATE: &str = r#"{"openapi": "3.1.0", "info": {"title": "Pets", "title": "Pets", "version": "1.0.0"},
"servers": [{"url": "https://pets.example.com"}],
"paths": {"/pets": {"get": {"operationId": "listPets", "responses": {"200": {"description": "OK"}}}}}}"#;

/// A folder with files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// Imports a file of a folder to `spec`.
fn import(folder: &Path, rest: &[&str]) -> Outcome {
    let arguments = [&["import", "openapi"], rest].concat();
    run_in(folder, &arguments)
}

#[test]
fn a_document_becomes_a_directory() {
    let folder = folder(&[("openapi.yaml", DOCUMENT)]);
    for _ in 0..2 {
        let outcome = import(folder.path(), &["openapi.yaml", "--out", "new/spec"]);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        assert!(
            outcome.stdout.starts_with("openapi.yaml -> new/spec: "),
            "{}",
            outcome.stdout
        );
        assert!(folder.path().join("new/spec/.imported").exists());
    }
    let again = import(folder.path(), &["openapi.yaml", "--out", "new/spec"]);
    assert!(
        again.stdout.contains("; 0 files written, "),
        "{}",
        again.stdout
    );
}

#[test]
fn a_document_can_come_from_stdin() {
    let folder = folder(&[]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["import", "openapi", "-", "--out", "spec"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(DOCUMENT.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{errors}");
    assert!(output.stdout.starts_with(b"stdin -> spec: "), "{output:?}");
}

#[test]
fn invalid_arguments_are_errors() {
    let folder = folder(&[("openapi.yaml", DOCUMENT)]);
    for (arguments, message) in [
        (&["import"][..], "error: missing format"),
        (&["import", "raml"], "error: unknown format `raml`"),
        (&["import", "openapi"], "error: missing file"),
        (
            &["import", "openapi", "openapi.yaml"],
            "error: missing option `--out`",
        ),
        (
            &["import", "openapi", "a", "b", "--out", "spec"],
            "error: unexpected argument",
        ),
        (
            &["import", "openapi", "missing.yaml", "--out", "spec"],
            "error: cannot read missing.yaml",
        ),
        (&["import", "openapi", ".", "--out", "spec"], "error: "),
        (
            &[
                "import",
                "openapi",
                "openapi.yaml",
                "--out",
                "spec",
                "--format",
                "json",
            ],
            "error: `--format` has no effect without `--report`",
        ),
        (
            &[
                "import",
                "openapi",
                "openapi.yaml",
                "--out",
                "spec",
                "--report",
                "r",
                "--format",
                "html",
            ],
            "error: invalid value `html` for `--format`; expected text, json or markdown",
        ),
    ] {
        let outcome = run_in(folder.path(), arguments);
        assert_eq!(outcome.code, 2, "{arguments:?}: {}", outcome.stderr);
        assert!(
            outcome.stderr.starts_with(message),
            "{arguments:?}: {}",
            outcome.stderr
        );
        assert!(!folder.path().join("spec").exists(), "{arguments:?}");
    }
}

#[test]
fn invalid_documents_are_errors_and_nothing_is_written() {
    for (text, message) in [
        (
            "swagger: \"2.0\"\n",
            "error[E0211]: Swagger 2.0 is not supported",
        ),
        (
            "{\"openapi\": \"3.1.0\",, }",
            "error[E0210]: expected a name in double quotes",
        ),
        (
            "openapi: 3.1.0\npaths: {$ref: paths.yaml}\n",
            "error[E0210]: ",
        ),
    ] {
        let folder = folder(&[("api.yaml", text), ("paths.yaml", "a: [")]);
        let outcome = import(
            folder.path(),
            &["api.yaml", "--out", "spec", "--report", "report"],
        );
        assert_eq!(outcome.code, 2, "{}", outcome.stderr);
        assert!(outcome.stderr.starts_with(message), "{}", outcome.stderr);
        assert!(
            outcome.stderr.contains("error: 1 error in the document"),
            "{}",
            outcome.stderr
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}

#[test]
fn losses_are_reported() {
    let folder = folder(&[("openapi.json", DUPLICATE)]);
    let run = |rest: &[&str]| {
        import(
            folder.path(),
            &[&["openapi.json", "--out", "spec"], rest].concat(),
        )
    };
    let outcome = run(&[]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    for part in [
        "duplicate-key (1): ",
        "  openapi.json:1:57 #/info/title\n",
        "help: `--report FILE`",
    ] {
        assert!(outcome.stderr.contains(part), "{}", outcome.stderr);
    }
    assert_eq!(run(&["--strict"]).code, 1);
    for (format, start) in [
        ("text", "1 loss of 1 kind"),
        ("json", "{\n"),
        ("markdown", "# Import report\n"),
    ] {
        let outcome = run(&["--report", "report", "--format", format]);
        assert!(!outcome.stderr.contains("help: "), "{}", outcome.stderr);
        let report = fs::read_to_string(folder.path().join("report")).unwrap();
        assert!(
            report.starts_with(start) && report.contains("duplicate-key"),
            "{report}"
        );
    }
    fs::write(folder.path().join("openapi.yaml"), DOCUMENT).unwrap();
    let outcome = import(
        folder.path(),
        &["openapi.yaml", "--out", "other", "--strict"],
    );
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, "no losses\n"));
}

#[test]
fn directories_that_no_import_created_are_not_changed() {
    let folder = folder(&[
        ("openapi.yaml", DOCUMENT),
        ("spec/notes.txt", "kept"),
        ("empty/x", ""),
    ]);
    let outcome = import(folder.path(), &["openapi.yaml", "--out", "spec"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome
            .stderr
            .starts_with("error: spec is not empty, and no import created it"),
        "{}",
        outcome.stderr
    );
    assert_eq!(fs::read_dir(folder.path().join("spec")).unwrap().count(), 1);
    let outcome = import(folder.path(), &["openapi.yaml", "--out", "spec", "--force"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert_eq!(
        fs::read_to_string(folder.path().join("spec/notes.txt")).unwrap(),
        "kept"
    );
    fs::remove_file(folder.path().join("empty/x")).unwrap();
    let outcome = import(folder.path(), &["openapi.yaml", "--out", "empty"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let outcome = import(folder.path(), &["openapi.yaml", "--out", "openapi.yaml"]);
    assert_eq!(outcome.code, 2);
    assert_eq!(
        fs::read_to_string(folder.path().join("openapi.yaml")).unwrap(),
        DOCUMENT
    );
}

#[test]
fn files_that_a_document_refers_to_are_read() {
    let root = DOCUMENT.replace(
        "get: {operationId",
        "$ref: paths/a%20b.yaml#/pets\n    x: {operationId",
    );
    let folder = folder(&[
        ("api/openapi.yaml", &root),
        (
            "api/paths/a b.yaml",
            "pets: {get: {$ref: ../../common/get.json}}\nother: {$ref: missing.yaml}\n",
        ),
        (
            "common/get.json",
            "{\"operationId\": \"listPets\", \"$comment\": nil}",
        ),
        ("common/unused.yaml", "a: ["),
    ]);
    let outcome = import(folder.path(), &["api/openapi.yaml", "--out", "spec"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("--> api/../common/get.json:1:41"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn documents_that_are_not_utf_8_are_errors() {
    let folder = folder(&[]);
    fs::write(folder.path().join("a.yaml"), b"openapi: 3.1.0\nx: \xff\n").unwrap();
    let outcome = import(folder.path(), &["a.yaml", "--out", "spec"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome
            .stderr
            .starts_with("error: a.yaml:2:4: byte 0xFF is not UTF-8"),
        "{}",
        outcome.stderr
    );
}
