//! `cargo xtask deprecations`.

use crate::arguments::{Arguments, alternatives, invalid_value};
use crate::diff::{Head, parse_date};
use crate::error::Error;
use crate::exit::Outcome;
use crate::{output, output_file, workspace};
use clientwright_codegen::audit::deprecations::{DeprecationReport, collect};
use clientwright_codegen::audit::render::{ListFormat, deprecations};
use jiff::civil::Date;
use std::path::PathBuf;

const HELP: &str = "\
List deprecations with their dates and replacements

Usage: cargo xtask deprecations [OPTIONS]

Lists the deprecated elements of the spec by end of life, each with its replacement and the operations that use it.

Options:
  --spec DIR       Directory of the spec [default: `spec` of this workspace]
  --format FORMAT  Output format: text, json, markdown or html [default: text]
  --output FILE    Write to FILE instead of stdout
  --as-of DATE     Date to count days from, as YYYY-MM-DD [default: date of the HEAD commit, in UTC]
  --fail-on WHEN   Exit with 1 if an element is past its end of life (`expired`), or if its end of life is at most N
                   days away (`N-days`)
  -h, --help       Print help

Example:
  cargo xtask deprecations --fail-on 30-days
";

/// Parsed arguments.
struct Options {
    spec: PathBuf,
    format: ListFormat,
    output: Option<PathBuf>,
    as_of: Option<Date>,
    /// Maximum number of days until an end of life for the command to fail.
    fail_within: Option<i64>,
}

/// Runs the command.
pub(crate) fn run(arguments: &mut Arguments) -> Result<Outcome, Error> {
    let Some(options) = Options::parse(arguments)? else {
        return output::help(HELP);
    };
    let sources = workspace::read_spec(&options.spec)?;
    let api =
        clientwright_codegen::resolve(&sources).map_err(|report| Error::spec(&report, &sources))?;
    let as_of = match options.as_of {
        Some(date) => date,
        None => Head::default_date(&options.spec)?,
    };
    let report = collect(&api, &sources, as_of);
    let text = deprecations(&report, options.format);
    match &options.output {
        Some(file) => output_file::write(file, &text)?,
        None => output::write(&text)?,
    }
    Ok(outcome(&report, options.fail_within))
}

fn outcome(report: &DeprecationReport, fail_within: Option<i64>) -> Outcome {
    let is_within = |limit: i64| {
        let mut days = report.entries.iter().filter_map(|entry| entry.days);
        days.any(|days| days <= limit)
    };
    if fail_within.is_some_and(is_within) {
        Outcome::Problems
    } else {
        Outcome::Success
    }
}

impl Options {
    /// Parses the arguments; `None` if help is requested.
    fn parse(arguments: &mut Arguments) -> Result<Option<Self>, Error> {
        use lexopt::prelude::{Long, Short};
        let mut options = Self {
            spec: workspace::spec_dir(),
            format: ListFormat::Text,
            output: None,
            as_of: None,
            fail_within: None,
        };
        while let Some(argument) = arguments.next()? {
            match argument {
                Long("spec") => options.spec = arguments.path()?,
                Long("format") => options.format = parse_format(&arguments.string()?)?,
                Long("output") => options.output = Some(arguments.path()?),
                Long("as-of") => options.as_of = Some(parse_date("--as-of", &arguments.string()?)?),
                Long("fail-on") => options.fail_within = Some(parse_limit(&arguments.string()?)?),
                Long("help") | Short('h') => return Ok(None),
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(Some(options))
    }
}

fn parse_format(value: &str) -> Result<ListFormat, Error> {
    ListFormat::from_word(value).ok_or_else(|| {
        let formats = ListFormat::ALL.iter().map(|format| format.word());
        invalid_value("--format", value, &alternatives(formats))
    })
}

/// Parses `expired` or a number of days.
fn parse_limit(value: &str) -> Result<i64, Error> {
    if value == "expired" {
        return Ok(0);
    }
    let days = value
        .strip_suffix("-days")
        .and_then(|days| days.parse().ok());
    days.filter(|days| *days >= 0).ok_or_else(|| {
        let expected = "`expired` or a number of days such as `30-days`";
        invalid_value("--fail-on", value, expected)
    })
}
