//! `cargo xtask import openapi`.

mod manifest;
mod target;

use crate::arguments::{self, Arguments};
use crate::document::Input;
use crate::error::Error;
use crate::exit::Outcome;
use crate::generate::counted;
use crate::{document, lock_file, output, output_file, workspace};
use clientwright_codegen as codegen;
use clientwright_codegen::import::{ImportReport, LOCK_FILE, Options, ReportFormat};
use std::path::PathBuf;

const HELP: &str = "\
Create a spec from an OpenAPI 3.0, 3.1 or 3.2 document

Usage: cargo xtask import openapi FILE|- --out DIR [OPTIONS]

Reads a document in JSON or YAML from a file or stdin, and the files that it refers to. Prints which elements could not be
carried over, and what is generated instead. Importing into the same directory again replaces the files of the last
import, except for those that were edited since, and renames nothing: the names are in `import.lock`.

Options:
  --out DIR          Directory of the spec, which is created
  --include PATTERN  Import only operations that match. Repeatable. A pattern is compared with the method and path, as in
                     `GET /pets/*`, and with the operation ID; `*` matches any characters
  --exclude PATTERN  Leave out operations that match. Repeatable
  --report FILE      Write the complete report of losses and decisions to a file
  --format FORMAT    Format of that report: text, json or markdown [default: text]
  --strict           Exit with 1 if there are losses
  --force            Overwrite files in DIR that were edited, or that no import wrote
  -h, --help         Print help

Example:
  cargo xtask import openapi openapi.yaml --out spec --report losses.md --format markdown
";

/// Parsed arguments.
struct Command {
    input: Input,
    out: PathBuf,
    options: Options,
    report: Option<PathBuf>,
    format: ReportFormat,
    is_strict: bool,
    is_forced: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &mut Arguments) -> Result<Outcome, Error> {
    let Some(command) = Command::parse(arguments)? else {
        return output::help(HELP);
    };
    let (sources, root) = document::read(&command.input)?;
    let options = Options {
        lock: lock_file::read(&command.out)?.unwrap_or_default(),
        ..command.options.clone()
    };
    let import = codegen::import::openapi(&sources, &root, &options)
        .map_err(|report| Error::spec(&report, &sources))?;
    let mut files = import.files.clone();
    files.insert(LOCK_FILE.to_owned(), import.lock.to_text());
    let written = target::write(&command.out, &files, command.is_forced)?;
    if let Some(path) = &command.report {
        output_file::write(path, &import.report.render(command.format))?;
    }
    command.print_losses(&import.report);
    output::write_line(&format!(
        "{} -> {}: {}, {}; {} written, {} unchanged, {} removed",
        command.input,
        workspace::display(&command.out),
        counted(import.operations, "operation"),
        counted(import.types, "type"),
        counted(written.written, "file"),
        written.unchanged,
        written.removed,
    ))?;
    if let Some(errors) = &import.errors {
        let out = workspace::display(&command.out).to_string();
        let sources = codegen::source::Sources::new(out, import.files.clone());
        output::message(
            "the spec is not valid yet; correct these errors in its files, or leave operations out with `--exclude`",
        );
        return Err(Error::spec(errors, &sources));
    }
    Ok(match import.report.count() {
        0 => Outcome::Success,
        _ if command.is_strict => Outcome::Problems,
        _ => Outcome::Success,
    })
}

impl Command {
    /// Parses the arguments; `None` if help is requested.
    fn parse(arguments: &mut Arguments) -> Result<Option<Self>, Error> {
        use lexopt::prelude::{Long, Short, Value};
        let (mut kind, mut input, mut out, mut format) = (None, None, None, None);
        let (mut options, mut report) = (Options::default(), None);
        let (mut is_strict, mut is_forced) = (false, false);
        while let Some(argument) = arguments.next()? {
            match argument {
                Long("out") => out = Some(arguments.path()?),
                Long("include") => options.include.push(arguments.string()?),
                Long("exclude") => options.exclude.push(arguments.string()?),
                Long("report") => report = Some(arguments.path()?),
                Long("format") => format = Some(parse_format(&arguments.string()?)?),
                Long("strict") => is_strict = true,
                Long("force") => is_forced = true,
                Value(value) if kind.is_none() => kind = Some(value),
                Value(value) if input.is_none() => input = Some(Input::new(value)),
                Long("help") | Short('h') => return Ok(None),
                other => return Err(other.unexpected().into()),
            }
        }
        let usage = |message: &str| {
            Error::Usage(format!(
                "{message}\nhelp: `cargo xtask import openapi FILE --out DIR`"
            ))
        };
        match kind {
            Some(kind) if kind == "openapi" => {}
            Some(kind) => {
                let kind = kind.to_string_lossy();
                return Err(usage(&format!(
                    "unknown format `{kind}`; the only format is `openapi`"
                )));
            }
            None => return Err(usage("missing format")),
        }
        if format.is_some() && report.is_none() {
            return Err(Error::Usage(
                "`--format` has no effect without `--report`\nhelp: add `--report FILE`".to_owned(),
            ));
        }
        Ok(Some(Self {
            input: input.ok_or_else(|| usage("missing file"))?,
            out: out.ok_or_else(|| usage("missing option `--out`"))?,
            options,
            report,
            format: format.unwrap_or(ReportFormat::Text),
            is_strict,
            is_forced,
        }))
    }

    fn print_losses(&self, report: &ImportReport) {
        output::message(report.summary().trim_end());
        if self.report.is_none() && report.count() > 0 {
            output::message("help: `--report FILE` writes the complete report");
        }
    }
}

fn parse_format(value: &str) -> Result<ReportFormat, Error> {
    ReportFormat::from_word(value).ok_or_else(|| {
        let formats = ReportFormat::ALL.iter().map(|format| format.word());
        arguments::invalid_value("--format", value, &arguments::alternatives(formats))
    })
}
