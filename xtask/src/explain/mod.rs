//! `cargo xtask explain`.

mod example;
mod rule;

use crate::error::Error;
use crate::{Outcome, output};
use clientwright_codegen::audit::rules::Rules;
use clientwright_codegen::diag::{CODES, Code, suggest};
pub(crate) use rule::{named as rule, word};

const HELP: &str = "\
cargo xtask explain CODE|RULE

Explains a finding, such as E0012, or a rule of `cargo xtask diff`, such as `param-removed`: what it is, why it is there, an
example, what to do. Without either, lists all of them.
";

/// Runs the command.
pub(crate) fn run(arguments: &mut lexopt::Parser) -> Result<Outcome, Error> {
    use lexopt::prelude::{Long, Short, Value};
    match arguments.next()? {
        Some(Value(word)) => {
            let word = word.to_string_lossy();
            let text = page(&word)?;
            if let Some(extra) = arguments.next()? {
                return Err(extra.unexpected().into());
            }
            output::text(&text)?;
        }
        Some(Long("help") | Short('h')) => output::text(HELP)?,
        Some(other) => return Err(other.unexpected().into()),
        None => list()?,
    }
    Ok(Outcome::Fine)
}

fn page(word: &str) -> Result<String, Error> {
    if let Some(code) = Code::from_id(word) {
        return Ok(code.explanation().to_owned());
    }
    let rules = rules()?;
    if let Some(found) = rules.get(word) {
        return Ok(rule::page(found));
    }
    let codes: Vec<_> = CODES.iter().map(|code| code.id()).collect();
    let rules = rules.iter().map(|rule| rule.id.as_str());
    let known: Vec<_> = codes.into_iter().chain(rules).collect();
    Err(Error::Usage(format!(
        "there is no code and no rule `{word}`; {}\nhelp: `cargo xtask explain` lists all of them",
        suggest(word, known)
    )))
}

fn list() -> Result<(), Error> {
    for code in CODES {
        let title = code.explanation().lines().next().unwrap_or_default();
        output::line(title.trim_start_matches("# "))?;
    }
    for rule in rules()?.iter() {
        output::line(&rule::title(rule))?;
    }
    Ok(())
}

/// All rules of the audit.
pub(crate) fn rules() -> Result<Rules, Error> {
    Rules::embedded().map_err(|error| Error::Internal(error.to_string()))
}
