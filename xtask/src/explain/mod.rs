//! `cargo xtask explain`.

mod example;
mod rule;

use crate::arguments::{self, Arguments};
use crate::error::Error;
use crate::exit::Outcome;
use crate::output;
use clientwright_codegen::audit::rules::Rules;
use clientwright_codegen::diag::{CODES, Code, LINTS, Lint};
pub(crate) use rule::{by_id as rule, name};

const HELP: &str = "\
Explain an error code, a lint or an audit rule

Usage: cargo xtask explain [CODE|LINT|RULE]

Describes an error such as E0012, a lint such as `unused-type`, or a rule of `cargo xtask diff` such as `param-removed`:
its meaning and reason, an example, and how to resolve it. Without an argument, lists all codes and rules.

Options:
  -h, --help  Print help

Example:
  cargo xtask explain E0012
";

/// Runs the command.
pub(crate) fn run(arguments: &mut Arguments) -> Result<Outcome, Error> {
    use lexopt::prelude::{Long, Short, Value};
    match arguments.next()? {
        Some(Value(id)) => {
            let text = page(&id.to_string_lossy())?;
            if let Some(extra) = arguments.next()? {
                return Err(extra.unexpected().into());
            }
            output::write(&text)?;
        }
        Some(Long("help") | Short('h')) => return output::help(HELP),
        Some(other) => return Err(other.unexpected().into()),
        None => list()?,
    }
    Ok(Outcome::Success)
}

fn page(id: &str) -> Result<String, Error> {
    let lint = Lint::from_name(id).map(|lint| lint.code);
    if let Some(code) = Code::from_id(id).or(lint) {
        return Ok(code.explanation().to_owned());
    }
    let rules = rules()?;
    if let Some(rule) = rules.get(id) {
        return Ok(rule::page(rule));
    }
    let codes = CODES.iter().map(|code| code.id());
    let known: Vec<_> = codes
        .chain(LINTS.iter().map(|lint| lint.name))
        .chain(rules.iter().map(|rule| rule.id.as_str()))
        .collect();
    Err(Error::Usage(format!(
        "{}\nhelp: `cargo xtask explain` lists all codes and rules",
        arguments::unknown("code, lint or rule", id, known)
    )))
}

fn list() -> Result<(), Error> {
    for code in CODES {
        let title = code.explanation().lines().next().unwrap_or_default();
        output::write_line(title.trim_start_matches("# "))?;
    }
    for rule in rules()?.iter() {
        output::write_line(&rule::title(rule))?;
    }
    Ok(())
}

/// All rules of the audit.
pub(crate) fn rules() -> Result<Rules, Error> {
    Rules::embedded().map_err(|error| Error::Internal(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_page() {
        for rule in rules().expect("valid rules").iter() {
            let page = rule::page(rule);
            let title = format!("# {}\n\n", rule::title(rule));
            assert!(page.starts_with(&title), "{page}");
            for part in ["\n- wire: ", "\n- Rust: ", "\n- version: ", "\n- policy: "] {
                assert!(page.contains(part), "{page}");
            }
            let has_example = page.contains("\nFor example:\n\n```diff\n# ");
            assert_ne!(
                has_example,
                page.contains("\nNo edit of ") || page.contains("\nIt never occurs alone"),
                "{page}"
            );
            assert!(!page.contains('{') || has_example, "{page}");
        }
    }
}
