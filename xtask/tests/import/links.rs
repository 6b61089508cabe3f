//! References to links, pipes and directories.

use super::{DOCUMENT, folder, import};
use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

#[test]
fn links_out_of_the_folder_of_the_document_are_not_followed() {
    let root = format!("{DOCUMENT}components: {{$ref: linked.yaml}}\n");
    let folder = folder(&[("api/openapi.yaml", &root), ("secret.yaml", "a: [")]);
    symlink("../secret.yaml", folder.path().join("api/linked.yaml")).unwrap();
    let outcome = import(folder.path(), &["api/openapi.yaml", "--out", "spec"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome
            .stderr
            .starts_with("error: api/linked.yaml is a symbolic link"),
        "{}",
        outcome.stderr
    );
    fs::remove_file(folder.path().join("api/linked.yaml")).unwrap();
    fs::write(folder.path().join("api/real.yaml"), "schemas: {}\n").unwrap();
    symlink("real.yaml", folder.path().join("api/linked.yaml")).unwrap();
    let outcome = import(folder.path(), &["api/openapi.yaml", "--out", "spec"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
}

#[test]
fn special_files_are_not_opened() {
    for plant in ["mkfifo api/other.yaml", "mkdir api/other.yaml"] {
        let root = format!("{DOCUMENT}components: {{$ref: other.yaml}}\n");
        let folder = folder(&[("api/openapi.yaml", &root)]);
        let planted = Command::new("sh")
            .args(["-c", plant])
            .current_dir(folder.path())
            .status();
        assert!(planted.unwrap().success());
        let outcome = import(folder.path(), &["api/openapi.yaml", "--out", "spec"]);
        assert_eq!(outcome.code, 2);
        assert!(
            outcome
                .stderr
                .contains("api/other.yaml, which the document refers to, is not a regular file"),
            "{}",
            outcome.stderr
        );
    }
}

#[test]
fn a_directory_that_is_a_link_is_written_through_and_its_files_are_not() {
    let folder = folder(&[("openapi.yaml", DOCUMENT), ("victim", "kept")]);
    fs::create_dir(folder.path().join("real")).unwrap();
    symlink("real", folder.path().join("spec")).unwrap();
    let outcome = import(folder.path(), &["openapi.yaml", "--out", "spec"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let manifest = folder.path().join("spec/.imported");
    fs::remove_file(&manifest).unwrap();
    symlink("../victim", &manifest).unwrap();
    import(folder.path(), &["openapi.yaml", "--out", "spec", "--force"]);
    assert_eq!(
        fs::read_to_string(folder.path().join("victim")).unwrap(),
        "kept"
    );
}
