//! `cargo xtask bench`: what our crates cost beside those of other generators.

mod files;
mod generators;
mod install;
mod measure;
mod openapi30;
mod process;
mod site;
mod subject;
mod synthetic;
mod table;

use crate::error::Error;
use crate::generate::absolute;
use crate::{Outcome, output, workspace};
use measure::Row;
use std::path::Path;
use subject::Subject;

const HELP: &str = "\
cargo xtask bench peers [--operations N] [--runs N] [--cache DIR]
cargo xtask bench synthetic [--operations N] [--runs N] [--cache DIR]

Generates the same API with this generator and with openapi-to-rust, oas3-gen, ploidy and progenitor, compiles what each
of them wrote, and prints a Markdown table. `peers` takes the shipped spec, or one of N operations; `synthetic` takes
both, 500 operations when left out, and prints what one operation costs in each.

  --operations N  how many operations; copies of the shipped resources under other names
  --runs N        how often each thing is measured; the fastest run counts. 5, when left out; 2 for `synthetic`
  --cache DIR     where the other generators are installed and everything is built; `target/peers`, when left out

Only the generated crate is compiled while the clock runs: its dependencies, a runtime included, are built before. The
generators take turns, so that noise hits all of them alike.
";

/// What is to be measured.
enum What {
    Peers,
    Synthetic,
}

/// Runs the command.
pub(crate) fn run(arguments: &mut lexopt::Parser) -> Result<Outcome, Error> {
    use lexopt::ValueExt;
    use lexopt::prelude::{Long, Short, Value};
    let (mut what, mut operations, mut runs) = (None, None, None);
    let mut cache = workspace::root().join("target/peers");
    while let Some(argument) = arguments.next()? {
        match argument {
            Value(word) if what.is_none() && word == "peers" => what = Some(What::Peers),
            Value(word) if what.is_none() && word == "synthetic" => what = Some(What::Synthetic),
            Long("operations") => operations = Some(arguments.value()?.parse()?),
            Long("runs") => runs = Some(arguments.value()?.parse::<usize>()?.max(1)),
            Long("cache") => cache = absolute(arguments.value()?.into()),
            Long("help") | Short('h') => {
                output::text(HELP)?;
                return Ok(Outcome::Fine);
            }
            other => return Err(other.unexpected().into()),
        }
    }
    match what {
        Some(What::Peers) => peers(&cache, operations, runs.unwrap_or(5)),
        Some(What::Synthetic) => synthetic(&cache, operations.unwrap_or(500), runs.unwrap_or(2)),
        None => Err(Error::Usage(
            "say what to measure: `cargo xtask bench peers` or `cargo xtask bench synthetic`"
                .to_owned(),
        )),
    }
}

fn peers(cache: &Path, operations: Option<usize>, runs: usize) -> Result<Outcome, Error> {
    let subject = match operations {
        None => Subject::shipped(cache)?,
        Some(operations) => Subject::synthetic(cache, operations)?,
    };
    let rows = measured(cache, &[&subject], runs)?;
    output::text(&table::costs(&subject, &rows, runs))?;
    Ok(Outcome::Fine)
}

fn synthetic(cache: &Path, operations: usize, runs: usize) -> Result<Outcome, Error> {
    let (small, large) = (
        Subject::shipped(cache)?,
        Subject::synthetic(cache, operations)?,
    );
    let rows = measured(cache, &[&small, &large], runs)?;
    let (of_small, of_large) = rows.split_at(rows.len() / 2);
    output::line(&table::costs(&small, of_small, runs))?;
    output::line(&table::costs(&large, of_large, runs))?;
    output::text(&table::per_operation(
        (&small, of_small),
        (&large, of_large),
    ))?;
    Ok(Outcome::Fine)
}

/// One row for each subject and generator, subject by subject.
fn measured(cache: &Path, subjects: &[&Subject], runs: usize) -> Result<Vec<Row>, Error> {
    let tools = install::all(cache)?;
    let sites = site::all(cache, subjects, &tools);
    measure::all(&sites, &cache.join("build"), runs)
}
