//! `cargo xtask check`.

use crate::arguments::Arguments;
use crate::error::Error;
use crate::exit::Outcome;
use crate::generate::{Options, Plan};
use crate::{output, workspace};

const HELP: &str = "\
Check that the generated files match the spec

Usage: cargo xtask check [OPTIONS]

Lists each file that is missing, stale, orphaned or not generated, and exits with 1 if there is one. Writes nothing.
Warnings about the spec are printed to stderr and do not change the exit code.

Options:
  --spec DIR  Directory of the spec [default: `spec` of this workspace]
  --out DIR   Directory of the crate [default: `generated` of this workspace]
  -h, --help  Print help

Example:
  cargo xtask check --spec path/to/spec --out path/to/crate
";

/// Runs the command.
pub(crate) fn run(arguments: &mut Arguments) -> Result<Outcome, Error> {
    let Some(options) = Options::parse(arguments)? else {
        return output::help(HELP);
    };
    let plan = Plan::new(&options.spec, &options.out)?;
    plan.print_warnings();
    let mut outcome = Outcome::Success;
    for (target, difference) in plan.differences()? {
        let states = [
            ("missing", &difference.missing),
            ("stale", &difference.stale),
            ("orphaned", &difference.orphaned),
            ("not generated", &difference.foreign),
        ];
        for (state, paths) in states {
            for path in paths {
                outcome = Outcome::Problems;
                let path = workspace::display(&target.dir.join(path));
                output::write_line(&format!("{state}: {path}"))?;
            }
        }
    }
    if outcome == Outcome::Success {
        output::write_line("all generated files match the spec")?;
    } else {
        output::message("help: run `cargo xtask generate` and commit the changes");
    }
    Ok(outcome)
}
