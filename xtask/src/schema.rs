//! `cargo xtask schema`.

use crate::arguments::Arguments;
use crate::error::Error;
use crate::exit::Outcome;
use crate::output;

const HELP: &str = "\
Print the JSON Schema of the spec format

Usage: cargo xtask schema

`cargo xtask generate` keeps a copy in `spec/schema.json`, for editors.

Options:
  -h, --help  Print help

Example:
  cargo xtask schema > path/to/spec/schema.json
";

/// Runs the command.
pub(crate) fn run(arguments: &mut Arguments) -> Result<Outcome, Error> {
    use lexopt::prelude::{Long, Short};
    match arguments.next()? {
        None => output::write(&clientwright_codegen::spec::json_schema())?,
        Some(Long("help") | Short('h')) => return output::help(HELP),
        Some(other) => return Err(other.unexpected().into()),
    }
    Ok(Outcome::Success)
}
