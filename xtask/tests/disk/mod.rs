//! What a run does to the disk, and what it reads from there: other runs, killed runs, links, and special files.

#[cfg(unix)]
mod special_files;

use crate::sandbox::Sandbox;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// Starts `generate` in a sandbox.
fn generating(sandbox: &Sandbox) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .args(["generate", "--spec", "spec", "--out", "out"])
        .current_dir(sandbox.folder())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}

#[test]
fn whole_files_of_killed_runs_are_removed() {
    let sandbox = Sandbox::new();
    sandbox.generate();
    let files = sandbox.files();
    let text = fs::read_to_string(sandbox.out().join("src/lib.rs")).unwrap();
    let former = sandbox.out().join("src/former");
    fs::create_dir(&former).unwrap();
    for dir in [sandbox.out(), sandbox.out().join("src"), former.clone()] {
        fs::write(dir.join(".lib.rs.a1b2c3.xtask-unfinished"), &text).unwrap();
    }
    let outcome = sandbox.generate();
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    assert_eq!(sandbox.files(), files);
}

#[test]
fn runs_at_the_same_time_leave_the_same_files() {
    let expected = Sandbox::new();
    expected.generate();
    for _ in 0..3 {
        let sandbox = Sandbox::new();
        let runs: Vec<_> = (0..4)
            .map(|_| generating(&sandbox).spawn().unwrap())
            .collect();
        for run in runs {
            let output = run.wait_with_output().unwrap();
            let errors = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(0), "{errors}");
        }
        assert_eq!(sandbox.files(), expected.files());
    }
}

#[cfg(unix)]
#[test]
fn a_run_waits_for_one_that_writes_to_the_same_directory() {
    let sandbox = Sandbox::new();
    fs::create_dir(sandbox.out()).unwrap();
    let other = File::open(sandbox.out()).unwrap();
    other.lock().unwrap();
    let mut run = generating(&sandbox).spawn().unwrap();
    let mut line = String::new();
    let mut errors = BufReader::new(run.stderr.take().unwrap());
    errors.read_line(&mut line).unwrap();
    assert_eq!(line, "waiting for another run that writes to out\n");
    assert!(sandbox.files().is_empty());
    other.unlock().unwrap();
    assert_eq!(run.wait().unwrap().code(), Some(0));
    assert!(!sandbox.files().is_empty());
}

#[cfg(unix)]
#[test]
fn names_of_files_cannot_control_the_terminal() {
    let sandbox = Sandbox::new();
    fs::write(sandbox.spec().join("types/\u{1b}[31mred.yaml"), b"\xFF").unwrap();
    let outcome = sandbox.generate();
    assert_eq!(outcome.code, 2);
    assert_eq!(
        outcome.stderr,
        "error: spec/types/\u{fffd}[31mred.yaml:1:1: byte 0xFF is not UTF-8\nhelp: save the file as UTF-8\n"
    );
}

#[test]
fn bytes_that_are_not_utf8_have_a_place() {
    let sandbox = Sandbox::new();
    fs::write(
        sandbox.spec().join("types/shared.yaml"),
        b"docs: x\n\xC3\xA9 \xE9",
    )
    .unwrap();
    let outcome = sandbox.generate();
    assert_eq!(outcome.code, 2);
    assert_eq!(
        outcome.stderr,
        "error: spec/types/shared.yaml:2:3: byte 0xE9 is not UTF-8\nhelp: save the file as UTF-8\n"
    );
    assert!(!sandbox.out().exists());
}
