//! `cargo xtask drift`: compares the spec with the document of the provider.

use super::options::{FailOn, Options};
use super::{Comparison, compare, documents};
use crate::arguments::{Arguments, invalid_value};
use crate::base::Base;
use crate::document::Input;
use crate::error::Error;
use crate::exit::Outcome;
use crate::{lock_file, output};
use clientwright_codegen::import;

const HELP: &str = "\
Report what an OpenAPI document has that the spec does not, and the other way round

Usage: cargo xtask drift FILE|- [OPTIONS]

Compares the spec in the working tree with a newer document of its provider: what was added, changed and dropped. An
imported spec is compared with a new import. Settings that were added to it by hand are reported as dropped, because the
document does not have them. A spec without `import.lock` is compared as the document that `export openapi` writes.
Operations are the same if their methods and paths are.

Options:
  --spec DIR       Directory of the spec [default: `spec` of this workspace]
  --include PATTERN, --exclude PATTERN
                   Compare only the operations of the document that an import with the same options takes. Repeatable
  --format FORMAT  Report format: text, markdown, json, html, github or changelog [default: text]
  --output FILE    Write to FILE instead of stdout
  --as-of DATE     Date to compare ends of life with, as YYYY-MM-DD [default: today, in UTC]
  --fail-on WHAT   Changes to exit with 1 for: any, breaking or never. Docs do not count [default: any]
  --only RESOURCE  Report only changes that affect a resource
  --docs           Include changes of docs in the text format
  -h, --help       Print help

Example:
  cargo xtask drift openapi.json --format markdown --output drift.md
";

/// Runs the command.
pub(crate) fn run(arguments: &mut Arguments) -> Result<Outcome, Error> {
    let Some((options, selected, document)) = parse(arguments)? else {
        return output::help(HELP);
    };
    let lock = lock_file::read(&options.spec)?;
    let spec = Base::of_directory(&options.spec)?;
    let as_of = options.as_of.unwrap_or_else(super::today);
    let (base, head) = documents::of_spec(&spec, &document, selected, lock, as_of)?;
    let Comparison { report, .. } = compare(&base, &head)?;
    super::print_report(&report, &head, &options)
}

/// Parses the arguments; `None` if help is requested.
fn parse(arguments: &mut Arguments) -> Result<Option<(Options, import::Options, Input)>, Error> {
    use lexopt::prelude::{Long, Short, Value};
    let (mut document, mut selected) = (None, import::Options::default());
    let mut options = Options {
        fail_on: FailOn::AnyButDocs,
        ..Options::default()
    };
    while let Some(argument) = arguments.next()? {
        match argument {
            Value(value) if document.is_none() => document = Some(Input::new(value)),
            Long("include") => selected.include.push(arguments.string()?),
            Long("exclude") => selected.exclude.push(arguments.string()?),
            Long("fail-on") => options.fail_on = parse_fail_on(&arguments.string()?)?,
            Long("help") | Short('h') => return Ok(None),
            Long(name) => {
                let name = name.to_owned();
                options.parse_shared(&name, arguments)?;
            }
            other => return Err(other.unexpected().into()),
        }
    }
    let Some(document) = document else {
        return Err(Error::Usage(
            "missing document\nhelp: `cargo xtask drift FILE` compares the spec with it".to_owned(),
        ));
    };
    Ok(Some((options, selected, document)))
}

fn parse_fail_on(value: &str) -> Result<FailOn, Error> {
    Ok(match value {
        "any" => FailOn::AnyButDocs,
        "breaking" => FailOn::Breaking,
        "never" => FailOn::Never,
        _ => {
            let expected = "any, breaking or never";
            return Err(invalid_value("--fail-on", value, expected));
        }
    })
}
