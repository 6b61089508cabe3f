//! Other programs: running them, timing them, and saying in one line why one failed.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// GNU time, the one way to learn a process's peak memory without unsafe code and without missing a short peak.
const TIME: &str = "/usr/bin/time";

/// Runs a program; an error is one line, fit for a cell of a table.
pub(super) fn run(command: &mut Command) -> Result<Duration, String> {
    let start = Instant::now();
    let output = command.stdin(Stdio::null()).output();
    let elapsed = start.elapsed();
    match output {
        Ok(output) if output.status.success() => Ok(elapsed),
        Ok(output) => Err(reason(&output)),
        Err(error) => Err(not_started(command.get_program(), &error)),
    }
}

/// As [`run`], without an ear for what the program says: only the time counts.
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
        Ok(status) => Err(format!("ended with {status}")),
        Err(error) => Err(not_started(command.get_program(), &error)),
    }
}

/// The most memory that a program held, in KiB; nothing where it cannot be measured.
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

fn not_started(program: &OsStr, error: &io::Error) -> String {
    format!("cannot start {}: {error}", program.to_string_lossy())
}

/// What a failed program complains about: its first error, and how many there are.
fn reason(output: &Output) -> String {
    let said = [output.stderr.as_slice(), output.stdout.as_slice()]
        .map(String::from_utf8_lossy)
        .concat();
    let lines = || said.lines().map(str::trim).filter(|line| !line.is_empty());
    let errors: Vec<_> = lines().filter(|line| is_error(line)).collect();
    match (errors.first(), errors.len()) {
        (Some(error), 1) => (*error).to_owned(),
        (Some(error), count) => format!("{error} (the first of {count})"),
        // The message of a panic stands in the line after its place.
        (None, _) if said.contains("panicked at") => lines().take(2).collect::<Vec<_>>().join(" "),
        (None, _) => lines()
            .next()
            .map_or_else(|| format!("ended with {}", output.status), str::to_owned),
    }
}

fn is_error(line: &str) -> bool {
    let summary =
        line.starts_with("error: could not compile") || line.starts_with("error: aborting");
    let start = line.get(..5).unwrap_or_default();
    start.eq_ignore_ascii_case("error") && !summary
}
