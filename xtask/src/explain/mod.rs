//! `cargo xtask explain`.

use crate::error::Error;
use crate::{Outcome, output};
use clientwright_codegen::diag::{CODES, Code};

const HELP: &str = "\
cargo xtask explain CODE

Explains a finding, such as E0012: what the rule is, why it is there, a wrong and a mended example. Without a code, lists
all of them.
";

/// Runs the command.
pub(crate) fn run(arguments: &mut lexopt::Parser) -> Result<Outcome, Error> {
    use lexopt::prelude::{Long, Short, Value};
    match arguments.next()? {
        Some(Value(code)) => {
            let word = code.to_string_lossy();
            let code = Code::from_id(&word).ok_or_else(|| {
                Error::Usage(format!(
                    "there is no code `{word}`; `cargo xtask explain` lists all of them"
                ))
            })?;
            if let Some(extra) = arguments.next()? {
                return Err(extra.unexpected().into());
            }
            output::text(code.explanation())?;
        }
        Some(Long("help") | Short('h')) => output::text(HELP)?,
        Some(other) => return Err(other.unexpected().into()),
        None => {
            for code in CODES {
                let title = code.explanation().lines().next().unwrap_or_default();
                output::line(title.trim_start_matches("# "))?;
            }
        }
    }
    Ok(Outcome::Fine)
}
