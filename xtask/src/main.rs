//! `cargo xtask`: the commands that maintain this workspace, one file each.
//!
//! This crate alone touches the disk and runs git. Results go to stdout, everything else to stderr. Exit codes: 0 fine,
//! 1 finding, 2 a spec or a usage that is wrong; those of `diff` besides: 3 generated files are stale, 4 the base cannot
//! be read, 70 something that the audit does not understand.

mod base;
mod check;
mod deprecations;
mod diff;
mod diff_driver;
mod error;
mod explain;
mod export;
mod folder;
mod generate;
mod git;
mod output;
mod schema;
mod workspace;

use error::Error;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <COMMAND>

  generate        write the crate that the spec describes
  check           tell whether the generated files are what the spec describes
  diff            tell what changed since an older state of the API, and whether that may go in
  deprecations    list what is deprecated, until when, and what to use instead
  export openapi  print the spec as an OpenAPI 3.1 document
  schema          print the JSON Schema of the spec's format
  explain WHAT    explain a finding such as E0012, or a rule of `diff` such as `param-removed`
  diff-driver     what git runs to show changes of the spec; see CONTRIBUTING.md

Each command has --help. Exit codes: 0 fine, 1 finding, 2 wrong spec or usage; `diff --help` has more.
";

/// What a command found, when nothing failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All is as it should be.
    Fine,
    /// Something is not; it was printed.
    Finding,
    /// Generated files are not what the spec describes.
    Stale,
    /// Something changed that no rule of the audit claims.
    Unclassified,
}

fn main() -> ExitCode {
    let mut arguments = lexopt::Parser::from_env();
    match run(&mut arguments) {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Finding) => ExitCode::from(1),
        Ok(Outcome::Stale) => ExitCode::from(3),
        Ok(Outcome::Unclassified) => ExitCode::from(70),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(error.exit_code())
        }
    }
}

fn run(arguments: &mut lexopt::Parser) -> Result<Outcome, Error> {
    use lexopt::prelude::{Long, Short, Value};
    match arguments.next()? {
        Some(Value(command)) => match command.to_str() {
            Some("generate") => generate::run(arguments),
            Some("check") => check::run(arguments),
            Some("diff") => diff::run(arguments),
            Some("deprecations") => deprecations::run(arguments),
            Some("diff-driver") => diff_driver::run(arguments),
            Some("export") => export::run(arguments),
            Some("schema") => schema::run(arguments),
            Some("explain") => explain::run(arguments),
            _ => Err(Error::Usage(format!(
                "there is no command `{}`; see `cargo xtask --help`",
                command.to_string_lossy()
            ))),
        },
        Some(Long("help") | Short('h')) => {
            output::text(HELP)?;
            Ok(Outcome::Fine)
        }
        Some(other) => Err(other.unexpected().into()),
        None => Err(Error::Usage(format!("a command is missing\n\n{HELP}"))),
    }
}
