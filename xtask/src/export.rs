//! `cargo xtask export openapi`.

use crate::arguments::Arguments;
use crate::error::Error;
use crate::exit::Outcome;
use crate::{output, workspace};
use clientwright_codegen as codegen;

const HELP: &str = "\
Print the spec as an OpenAPI 3.1 document

Usage: cargo xtask export openapi [OPTIONS]

Options:
  --spec DIR  Directory of the spec [default: `spec` of this workspace]
  -h, --help  Print help

Example:
  cargo xtask export openapi > openapi.json
";

/// Runs the command.
pub(crate) fn run(arguments: &mut Arguments) -> Result<Outcome, Error> {
    use lexopt::prelude::{Long, Short, Value};
    let mut spec = workspace::spec_dir();
    let mut format = None;
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("spec") => spec = arguments.path()?,
            Value(value) if format.is_none() => format = Some(value),
            Long("help") | Short('h') => return output::help(HELP),
            other => return Err(other.unexpected().into()),
        }
    }
    match format {
        Some(format) if format == "openapi" => {}
        Some(format) => {
            return Err(Error::Usage(format!(
                "unknown format `{}`; the only format is `openapi`",
                format.to_string_lossy()
            )));
        }
        None => {
            return Err(Error::Usage(
                "missing format\nhelp: run `cargo xtask export openapi`".to_owned(),
            ));
        }
    }
    let sources = workspace::read_spec(&spec)?;
    let api = codegen::resolve(&sources).map_err(|report| Error::spec(&report, &sources))?;
    output::write(&codegen::openapi::export(&api))?;
    Ok(Outcome::Success)
}
