//! Command-line arguments.

use crate::error::Error;
use crate::files;
use lexopt::ValueExt;
use lexopt::prelude::{Long, Short, Value};
use std::path::PathBuf;

pub(crate) const HELP: &str = "\
Compare the cost of generated crates with those of other generators

Usage: cargo run -p clientwright-bench -- <COMMAND> [OPTIONS]

Commands:
  peers      Measure the generators on the shipped API, or on a synthetic one
  synthetic  Measure the generators on the shipped API and on a synthetic one, and compare the cost per operation
  documents  Import the OpenAPI documents in a directory, and generate and check a crate of each

Options:
  --dir DIR       Directory of the documents
  --operations N  Size of the synthetic API, made of copies of the shipped resources [default: 500; for `peers`, the
                  shipped API is used]
  --runs N        Number of runs; the fastest counts [default: 5 for `peers`, 2 for `synthetic`]
  --cache DIR     Directory for installed generators and builds [default: target/peers]
  -h, --help      Print help

This generator, oas3-gen, openapi-to-rust, ploidy and progenitor generate a client from the same OpenAPI document. Each
client is compiled, and the measurements are printed as Markdown tables. Dependencies of a client, including runtimes,
are compiled beforehand and not measured. The generators take turns, so that noise affects all of them alike.

Example:
  cargo run -p clientwright-bench -- peers --runs 1
";

/// Default number of operations of a synthetic API.
const OPERATIONS: usize = 500;

/// Parsed arguments.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    pub(crate) command: Command,
    pub(crate) runs: usize,
    pub(crate) cache: PathBuf,
}

/// The APIs to measure.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// The shipped API, or a synthetic one with about as many operations.
    Peers { operations: Option<usize> },
    /// The shipped API and a synthetic one.
    Synthetic { operations: usize },
    /// The documents in a folder.
    Documents { folder: PathBuf },
}

impl Options {
    /// Parses the arguments; `None` if help is requested.
    pub(crate) fn parse(mut arguments: lexopt::Parser) -> Result<Option<Self>, Error> {
        let (mut name, mut operations, mut runs, mut folder) = (None, None, None, None);
        let mut cache = files::root().join("target/peers");
        while let Some(argument) = arguments.next()? {
            match argument {
                Value(value) if name.is_none() => name = Some(value.string()?),
                Long("dir") => folder = Some(PathBuf::from(arguments.value()?)),
                Long("operations") => operations = Some(arguments.value()?.parse()?),
                Long("runs") => runs = Some(arguments.value()?.parse::<usize>()?.max(1)),
                Long("cache") => {
                    let path = PathBuf::from(arguments.value()?);
                    cache = std::path::absolute(&path).unwrap_or(path);
                }
                Long("help") | Short('h') => return Ok(None),
                other => return Err(other.unexpected().into()),
            }
        }
        let (command, default_runs) = match name.as_deref() {
            Some("peers") => (Command::Peers { operations }, 5),
            Some("synthetic") => {
                let operations = operations.unwrap_or(OPERATIONS);
                (Command::Synthetic { operations }, 2)
            }
            Some("documents") => {
                let missing = || Error::Usage(format!("missing option `--dir`\n\n{HELP}"));
                let folder = folder.ok_or_else(missing)?;
                (Command::Documents { folder }, 1)
            }
            Some(name) => return Err(Error::Usage(format!("unknown command `{name}`\n\n{HELP}"))),
            None => return Err(Error::Usage(format!("missing command\n\n{HELP}"))),
        };
        Ok(Some(Self {
            command,
            runs: runs.unwrap_or(default_runs),
            cache,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::{Command, Options};

    fn parse(arguments: &[&str]) -> Result<Option<Options>, String> {
        let arguments = [&["clientwright-bench"], arguments].concat();
        Options::parse(lexopt::Parser::from_iter(arguments)).map_err(|error| error.to_string())
    }

    #[test]
    fn each_command_has_its_defaults() {
        let options = |arguments: &[&str]| {
            let options = parse(arguments).expect("valid arguments");
            let options = options.expect("no request for help");
            (options.command, options.runs)
        };
        let peers = |operations| Command::Peers { operations };
        let synthetic = |operations| Command::Synthetic { operations };
        assert_eq!(options(&["peers"]), (peers(None), 5));
        assert_eq!(options(&["peers", "--runs", "0"]), (peers(None), 1));
        assert_eq!(options(&["peers", "--operations=60"]), (peers(Some(60)), 5));
        assert_eq!(options(&["synthetic"]), (synthetic(500), 2));
        assert!(parse(&["peers", "--help"]).is_ok_and(|options| options.is_none()));
    }

    #[test]
    fn invalid_arguments_are_reported() {
        let cases: [(&[&str], &str); 5] = [
            (&[], "error: missing command"),
            (&["peer"], "error: unknown command `peer`"),
            (&["documents"], "error: missing option `--dir`"),
            (&["peers", "more"], "error: unexpected argument \"more\""),
            (&["peers", "--runs", "x"], "error: cannot parse argument"),
        ];
        for (arguments, message) in cases {
            let error = parse(arguments).expect_err("an error");
            assert!(error.starts_with(message), "{arguments:?}: {error}");
        }
    }
}
