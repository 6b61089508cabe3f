//! Runs and times other programs.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// GNU time. It reports the peak memory of a process without unsafe code and without sampling.
const TIME: &str = "/usr/bin/time";

/// Runs a program and returns the elapsed time, or a one-line reason for its failure.
pub(super) fn run(command: &mut Command) -> Result<Duration, String> {
    let start = Instant::now();
    let output = command.stdin(Stdio::null()).output();
    let elapsed = start.elapsed();
    match output {
        Ok(output) if output.status.success() => Ok(elapsed),
        Ok(output) => Err(reason(&output)),
        Err(error) => Err(start_failure(command.get_program(), &error)),
    }
}

/// Like [`run`], but returns the output instead of the time.
pub(super) fn output(command: &mut Command) -> Result<String, String> {
    match command.stdin(Stdio::null()).output() {
        Ok(output) if output.status.success() => {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        Ok(output) => Err(reason(&output)),
        Err(error) => Err(start_failure(command.get_program(), &error)),
    }
}

/// Like [`run`], but discards the output of the program.
pub(super) fn timed(command: &mut Command) -> Result<Duration, String> {
    let start = Instant::now();
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let elapsed = start.elapsed();
    match status {
        Ok(status) if status.success() => Ok(elapsed),
        Ok(status) => Err(format!("failed with {status}")),
        Err(error) => Err(start_failure(command.get_program(), &error)),
    }
}

/// Peak memory of a program in KiB; `None` if it cannot be measured. `scratch` is a path for a temporary file.
pub(super) fn peak_memory(command: &Command, scratch: &Path) -> Option<u64> {
    let mut measured = Command::new(TIME);
    measured
        .args(["--format", "%M", "--output"])
        .arg(scratch)
        .arg(command.get_program())
        .args(command.get_args());
    timed(&mut measured).ok()?;
    let text = fs::read_to_string(scratch).ok()?;
    text.trim().parse().ok()
}

fn start_failure(program: &OsStr, error: &io::Error) -> String {
    format!("cannot start {}: {error}", program.to_string_lossy())
}

/// The first error that a failed program prints, and the number of errors.
fn reason(output: &Output) -> String {
    let printed = [output.stderr.as_slice(), output.stdout.as_slice()]
        .map(String::from_utf8_lossy)
        .concat();
    let lines = || {
        printed
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
    };
    let errors: Vec<_> = lines().filter(|line| is_error(line)).collect();
    match (errors.first(), errors.len()) {
        (Some(error), 1) => (*error).to_owned(),
        (Some(error), count) => format!("{error} (first of {count} errors)"),
        // The message of a panic is in the line after its location.
        (None, _) if printed.contains("panicked at") => {
            lines().take(2).collect::<Vec<_>>().join(" ")
        }
        (None, _) => lines()
            .next()
            .map_or_else(|| format!("failed with {}", output.status), str::to_owned),
    }
}

fn is_error(line: &str) -> bool {
    let summary =
        line.starts_with("error: could not compile") || line.starts_with("error: aborting");
    let start = line.get(..5).unwrap_or_default();
    start.eq_ignore_ascii_case("error") && !summary
}
