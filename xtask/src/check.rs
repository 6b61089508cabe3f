//! `cargo xtask check`.

use crate::error::Error;
use crate::generate::{Places, Plan};
use crate::{Outcome, output, workspace};

const HELP: &str = "\
cargo xtask check [--spec DIR] [--out DIR]

Tells whether the generated files are what the spec describes: lists each file that is missing, stale, orphaned or not
generated. Writes nothing. Exit code 1 when there is one.

  --spec DIR  the spec; `spec` of this workspace, when left out
  --out DIR   the generated crate; `generated` of this workspace, when left out
";

/// Runs the command.
pub(crate) fn run(arguments: &mut lexopt::Parser) -> Result<Outcome, Error> {
    let Some(places) = Places::read(arguments, HELP)? else {
        return Ok(Outcome::Fine);
    };
    let plan = Plan::new(&places.spec, &places.out)?;
    let mut fine = true;
    for (folder, difference) in plan.differences() {
        let states = [
            ("missing", &difference.missing),
            ("stale", &difference.stale),
            ("orphaned", &difference.orphaned),
            ("not generated", &difference.foreign),
        ];
        for (state, paths) in states {
            for path in paths {
                fine = false;
                output::line(&format!(
                    "{state}: {}",
                    workspace::shown(&folder.join(path))
                ))?;
            }
        }
    }
    if fine {
        output::line("all generated files are what the spec describes")?;
        return Ok(Outcome::Fine);
    }
    eprintln!("help: run `cargo xtask generate` and commit what it changes");
    Ok(Outcome::Finding)
}
