//! Compares the cost of generated crates with those of other generators.

mod documents;
mod error;
mod files;
mod generators;
mod input;
mod install;
mod measure;
mod openapi30;
mod options;
mod process;
mod project;
mod synthetic;
mod table;

use error::Error;
use input::Input;
use measure::Row;
use options::{Command, Options};
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run(lexopt::Parser::from_env()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: lexopt::Parser) -> Result<(), Error> {
    let Some(options) = Options::parse(arguments)? else {
        return print(options::HELP);
    };
    let cache = &options.cache;
    match options.command {
        Command::Peers { operations } => {
            let input = match operations {
                None => Input::shipped(cache)?,
                Some(operations) => Input::synthetic(cache, operations)?,
            };
            peers(cache, &input, options.runs)
        }
        Command::Synthetic { operations } => {
            let small = Input::shipped(cache)?;
            let large = Input::synthetic(cache, operations)?;
            synthetic(cache, &small, &large, options.runs)
        }
        Command::Documents { folder } => print(&documents::table(&folder, cache)?),
    }
}

fn peers(cache: &Path, input: &Input, runs: usize) -> Result<(), Error> {
    let rows = measure(cache, &[input], runs)?;
    print(&table::costs(input, &rows, runs))
}

fn synthetic(cache: &Path, small: &Input, large: &Input, runs: usize) -> Result<(), Error> {
    let rows = measure(cache, &[small, large], runs)?;
    let (of_small, of_large) = rows.split_at(rows.len() / 2);
    let tables = [
        table::costs(small, of_small, runs),
        table::costs(large, of_large, runs),
        table::per_operation((small, of_small), (large, of_large)),
    ];
    print(&tables.join("\n"))
}

/// One row per input and generator, ordered by input.
fn measure(cache: &Path, inputs: &[&Input], runs: usize) -> Result<Vec<Row>, Error> {
    let programs = install::all(cache)?;
    let projects = project::all(cache, inputs, &programs);
    measure::all(&projects, &cache.join("build"), runs)
}

fn print(text: &str) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(Error::io("write to", Path::new("stdout")))
}
