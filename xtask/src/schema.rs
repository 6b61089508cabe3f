//! `cargo xtask schema`.

use crate::error::Error;
use crate::{Outcome, output};

const HELP: &str = "\
cargo xtask schema

Prints the JSON Schema of the spec's format. `cargo xtask generate` keeps a copy of it in `spec/schema.json`, where
editors find it.
";

/// Runs the command.
pub(crate) fn run(arguments: &mut lexopt::Parser) -> Result<Outcome, Error> {
    use lexopt::prelude::{Long, Short};
    match arguments.next()? {
        None => output::text(&clientwright_codegen::spec::json_schema())?,
        Some(Long("help") | Short('h')) => output::text(HELP)?,
        Some(other) => return Err(other.unexpected().into()),
    }
    Ok(Outcome::Fine)
}
