//! `cargo xtask deprecations`.

use crate::diff::{Head, date};
use crate::error::Error;
use crate::generate::absolute;
use crate::{Outcome, folder, output, workspace};
use clientwright_codegen::audit::deprecations::{DeprecationReport, collect};
use clientwright_codegen::audit::render::{ListFormat, deprecations};
use jiff::civil::Date;
use std::path::PathBuf;

const HELP: &str = "\
cargo xtask deprecations [--spec DIR] [--format FORMAT] [--as-of DATE] [--fail-on expired|N-days]

Lists what is deprecated, until when, what to use instead, and which operations lead to it. What ends first comes first.

  --spec DIR       the spec; `spec` of this workspace, when left out
  --format FORMAT  text (when left out), json, markdown or html
  --output FILE    where the list goes, instead of stdout
  --as-of DATE     the day from which days are counted; that of the commit at HEAD, in UTC, when left out
  --fail-on WHAT   exit code 1 when an end of life has come (`expired`), or comes within some days (`30-days`)
";

/// What is wanted.
struct Request {
    spec: PathBuf,
    format: ListFormat,
    output: Option<PathBuf>,
    as_of: Option<Date>,
    /// The command fails when this many days or fewer are left of something.
    fail_within: Option<i64>,
}

/// Runs the command.
pub(crate) fn run(arguments: &mut lexopt::Parser) -> Result<Outcome, Error> {
    let Some(request) = Request::read(arguments)? else {
        return Ok(Outcome::Fine);
    };
    let sources = workspace::sources(&request.spec)?;
    let api =
        clientwright_codegen::resolve(&sources).map_err(|report| Error::spec(&report, &sources))?;
    let as_of = match request.as_of {
        Some(day) => day,
        None => Head::day_of(&request.spec)?,
    };
    let list = collect(&api, &sources, as_of);
    let text = deprecations(&list, request.format);
    match &request.output {
        Some(file) => folder::replace(&absolute(file.clone()), &text)?,
        None => output::text(&text)?,
    }
    Ok(outcome(&list, request.fail_within))
}

fn outcome(list: &DeprecationReport, fail_within: Option<i64>) -> Outcome {
    let is_near = |limit: i64| {
        let mut left = list.entries.iter().filter_map(|entry| entry.days);
        left.any(|days| days <= limit)
    };
    if fail_within.is_some_and(is_near) {
        Outcome::Finding
    } else {
        Outcome::Fine
    }
}

impl Request {
    /// Reads the arguments; none, when help was asked for and given.
    fn read(arguments: &mut lexopt::Parser) -> Result<Option<Self>, Error> {
        use lexopt::ValueExt;
        use lexopt::prelude::{Long, Short};
        let mut request = Self {
            spec: workspace::spec(),
            format: ListFormat::Text,
            output: None,
            as_of: None,
            fail_within: None,
        };
        while let Some(argument) = arguments.next()? {
            match argument {
                Long("spec") => request.spec = absolute(arguments.value()?.into()),
                Long("format") => request.format = format(&arguments.value()?.string()?)?,
                Long("output") => request.output = Some(arguments.value()?.into()),
                Long("as-of") => request.as_of = Some(date(&arguments.value()?.string()?)?),
                Long("fail-on") => {
                    request.fail_within = Some(days(&arguments.value()?.string()?)?);
                }
                Long("help") | Short('h') => {
                    output::text(HELP)?;
                    return Ok(None);
                }
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(Some(request))
    }
}

fn format(word: &str) -> Result<ListFormat, Error> {
    ListFormat::from_word(word).ok_or_else(|| {
        let all: Vec<_> = ListFormat::ALL.iter().map(|format| format.word()).collect();
        Error::Usage(format!(
            "there is no format `{word}`; there are {}",
            all.join(", ")
        ))
    })
}

/// `expired` or a number of days.
fn days(word: &str) -> Result<i64, Error> {
    if word == "expired" {
        return Ok(0);
    }
    let number = word
        .strip_suffix("-days")
        .and_then(|days| days.parse().ok());
    number.filter(|days| *days >= 0).ok_or_else(|| {
        Error::Usage(format!(
            "`--fail-on` takes `expired` or a number of days such as `30-days`, and not `{word}`"
        ))
    })
}
