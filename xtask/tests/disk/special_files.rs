//! Links, pipes and permissions.

use crate::sandbox::Sandbox;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

#[test]
fn planted_links_are_not_written_through() {
    let sandbox = Sandbox::new();
    sandbox.generate();
    let victim = sandbox.folder().join("victim");
    fs::write(&victim, "kept").unwrap();
    sandbox.edit("api.yaml", "title: ", "title: New ");
    // The process that plants the links becomes the one that generates, so both have the same id.
    let script = r#"
        for file in lib.rs client.rs; do ln -s ../../victim "out/src/.$file.$$.xtask-unfinished"; done
        exec "$0" generate --spec spec --out out
    "#;
    let output = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_xtask")])
        .current_dir(sandbox.folder())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(fs::read_to_string(victim).unwrap(), "kept");
}

#[test]
fn generated_files_have_the_permissions_of_new_files() {
    let sandbox = Sandbox::new();
    sandbox.generate();
    let mode = |path| fs::metadata(path).unwrap().permissions().mode();
    let new = sandbox.folder().join("new");
    fs::write(&new, "").unwrap();
    assert_eq!(mode(sandbox.out().join("src/lib.rs")), mode(new));
}

#[test]
fn links_within_the_spec_are_read() {
    let sandbox = Sandbox::new();
    sandbox.generate();
    let files = sandbox.files();
    let (shared, hidden) = (
        sandbox.spec().join("types/shared.yaml"),
        sandbox.spec().join(".shared"),
    );
    fs::rename(&shared, &hidden).unwrap();
    symlink("../.shared", &shared).unwrap();
    assert_eq!(sandbox.generate().code, 0);
    assert_eq!(sandbox.files(), files);
}

#[test]
fn files_that_are_not_part_of_the_spec_are_errors() {
    type Plant = fn(&Sandbox);
    let cases: &[(Plant, &str)] = &[
        (
            |it| {
                symlink(".", it.spec().join("types/one")).unwrap();
                symlink(".", it.spec().join("types/two")).unwrap();
            },
            "is a symbolic link to a directory",
        ),
        (
            |it| symlink("/", it.spec().join("root")).unwrap(),
            "spec/root is a symbolic link to a directory",
        ),
        (
            |it| {
                fs::write(it.folder().join("other.yaml"), "docs: Other.\n").unwrap();
                symlink("../../other.yaml", it.spec().join("types/other.yaml")).unwrap();
            },
            "spec/types/other.yaml is a symbolic link to a file outside its directory",
        ),
        (
            |it| symlink("/dev/zero", it.spec().join("types/zero.yaml")).unwrap(),
            "spec/types/zero.yaml is a symbolic link to a file outside its directory",
        ),
        (
            |it| symlink("none.yaml", it.spec().join("types/other.yaml")).unwrap(),
            "spec/types/other.yaml: No such file or directory",
        ),
        (
            |it| {
                let pipe = it.spec().join("types/pipe.yaml");
                assert!(Command::new("mkfifo").arg(pipe).status().unwrap().success());
            },
            "spec/types/pipe.yaml is not a regular file",
        ),
    ];
    for (plant, message) in cases {
        let sandbox = Sandbox::new();
        plant(&sandbox);
        let outcome = sandbox.generate();
        assert_eq!(outcome.code, 2, "{message}");
        assert!(outcome.stderr.contains(message), "{}", outcome.stderr);
        assert!(!sandbox.out().exists());
    }
}
