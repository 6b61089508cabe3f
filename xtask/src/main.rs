//! `cargo xtask`: the commands that maintain this workspace, one module each.
//!
//! The generator is pure; all access to the disk and to git is here. Results are printed to stdout, everything else to
//! stderr.

mod arguments;
mod base;
mod check;
mod deprecations;
mod diff;
mod diff_driver;
mod directory;
mod document;
mod error;
mod exit;
mod explain;
mod export;
mod files;
mod generate;
mod git;
mod import;
mod lock_file;
mod output;
mod output_file;
mod places;
mod schema;
mod workspace;

use arguments::Arguments;
use error::Error;
use exit::Outcome;
use std::process::ExitCode;

const HELP: &str = "\
Maintain the API spec and the crate generated from it

Usage: cargo xtask <COMMAND> [OPTIONS]

Commands:
  generate        Generate the crate from the spec
  check           Check that the generated files match the spec
  diff            Report API changes and the version they require
  drift           Report what an OpenAPI document has that the spec does not
  deprecations    List deprecations with their dates and replacements
  export openapi  Print the spec as an OpenAPI 3.1 document
  import openapi  Create a spec from an OpenAPI 3.0, 3.1 or 3.2 document
  schema          Print the JSON Schema of the spec format
  explain         Explain an error code, a lint or an audit rule
  diff-driver     Show API changes in `git diff` and `git log`; run by git

`cargo xtask <COMMAND> --help` lists the options of a command.

Exit codes:
  0   Success
  1   Problems found: stale files (`check`), changes that need approval or a higher version (`diff`), differences
      (`drift`), deprecations that match `--fail-on` (`deprecations`), or losses (`import --strict`)
  2   Invalid usage, invalid spec or document, or a file that cannot be read or written
  3   Stale generated files (`diff`)
  4   A revision, repository or directory to compare with that cannot be read (`diff`, `deprecations`)
  70  A change that matches no audit rule (`diff`), or an internal error

Example:
  cargo xtask generate
";

/// The names of all commands.
const COMMANDS: [&str; 10] = [
    "generate",
    "check",
    "diff",
    "drift",
    "deprecations",
    "export",
    "import",
    "schema",
    "explain",
    "diff-driver",
];

fn main() -> ExitCode {
    let result = run(&mut Arguments::from_env());
    if let Err(error) = &result {
        output::message(error);
    }
    ExitCode::from(exit::code(&result))
}

fn run(arguments: &mut Arguments) -> Result<Outcome, Error> {
    use lexopt::prelude::{Long, Short, Value};
    match arguments.next()? {
        Some(Value(command)) => match command.to_string_lossy().as_ref() {
            "generate" => generate::run(arguments),
            "check" => check::run(arguments),
            "diff" => diff::run(arguments),
            "deprecations" => deprecations::run(arguments),
            "drift" => diff::drift::run(arguments),
            "diff-driver" => diff_driver::run(arguments),
            "export" => export::run(arguments),
            "import" => import::run(arguments),
            "schema" => schema::run(arguments),
            "explain" => explain::run(arguments),
            name => Err(Error::Usage(format!(
                "{}\nhelp: `cargo xtask --help` lists the commands",
                arguments::unknown("command", name, COMMANDS)
            ))),
        },
        Some(Long("help") | Short('h')) => output::help(HELP),
        Some(other) => Err(other.unexpected().into()),
        None => Err(Error::Usage(format!("missing command\n\n{HELP}"))),
    }
}
