//! `--output`: what is at the path stays what it is.

use super::repository::Repository;
use std::fs;
use std::os::unix::fs::{FileTypeExt, symlink};
use std::process::Command;
use std::thread;

/// Commands with an `--output` option.
const COMMANDS: &[&[&str]] = &[
    &["diff", "--spec", "spec"],
    &["deprecations", "--spec", "spec"],
];

#[test]
fn regular_files_are_replaced() {
    let repository = Repository::new();
    let file = repository.folder().join("report.txt");
    for command in COMMANDS {
        let expected = repository.run(command).stdout;
        fs::write(&file, "old ".repeat(10_000)).unwrap();
        let outcome = repository.run(&[command, ["--output", "report.txt"].as_slice()].concat());
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        assert_eq!(fs::read_to_string(&file).unwrap(), expected);
    }
}

#[test]
fn pipes_and_links_are_written_in_place() {
    let repository = Repository::new();
    let pipe = repository.folder().join("pipe");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let (link, target) = (
        repository.folder().join("link"),
        repository.folder().join("target"),
    );
    symlink("target", &link).unwrap();
    for command in COMMANDS {
        let expected = repository.run(command).stdout;
        let reader = thread::spawn({
            let pipe = pipe.clone();
            move || fs::read_to_string(pipe).unwrap()
        });
        let outcome = repository.run(&[command, ["--output", "pipe"].as_slice()].concat());
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        let kind = fs::symlink_metadata(&pipe).unwrap().file_type();
        assert!(kind.is_fifo(), "{kind:?}");
        assert_eq!(reader.join().unwrap(), expected);
        // The first command creates the target.
        let outcome = repository.run(&[command, ["--output", "link"].as_slice()].concat());
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        let kind = fs::symlink_metadata(&link).unwrap().file_type();
        assert!(kind.is_symlink(), "{kind:?}");
        assert_eq!(fs::read_to_string(&target).unwrap(), expected);
    }
}

#[test]
fn directories_are_refused() {
    let repository = Repository::new();
    for command in COMMANDS {
        let outcome = repository.run(&[command, ["--output", "spec"].as_slice()].concat());
        assert_eq!(outcome.code, 2, "{}", outcome.stdout);
        assert!(
            outcome.stderr.contains("cannot write "),
            "{}",
            outcome.stderr
        );
    }
}
