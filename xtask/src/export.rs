//! `cargo xtask export openapi`.

use crate::error::Error;
use crate::generate::absolute;
use crate::{Outcome, output, workspace};
use clientwright_codegen as codegen;

const HELP: &str = "\
cargo xtask export openapi [--spec DIR]

Prints the spec as an OpenAPI 3.1 document in JSON.

  --spec DIR  the spec; `spec` of this workspace, when left out
";

/// Runs the command.
pub(crate) fn run(arguments: &mut lexopt::Parser) -> Result<Outcome, Error> {
    use lexopt::prelude::{Long, Short, Value};
    let mut spec = workspace::spec();
    let mut format = None;
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("spec") => spec = absolute(arguments.value()?.into()),
            Value(word) if format.is_none() => format = Some(word),
            Long("help") | Short('h') => {
                output::text(HELP)?;
                return Ok(Outcome::Fine);
            }
            other => return Err(other.unexpected().into()),
        }
    }
    if format.as_deref() != Some("openapi".as_ref()) {
        return Err(Error::Usage(
            "say what to export: `cargo xtask export openapi`".to_owned(),
        ));
    }
    let sources = workspace::sources(&spec)?;
    let api = codegen::resolve(&sources).map_err(|report| Error::spec(&report, &sources))?;
    output::text(&codegen::openapi::export(&api))?;
    Ok(Outcome::Fine)
}
