//! `cargo xtask diff-driver`: the program that git runs to show the difference of a file of the spec, so that
//! `git log -p --ext-diff -- spec` shows API changes.
//!
//! Git passes two versions of one file, which is not enough: a file refers to types in others. So this looks for the
//! commit that made the newer version, compares the API before and after it, and prints the changes that are declared in
//! the file. If that is impossible, it prints the reason and the difference of the text, because an error would abort
//! `git log`.

mod api_diff;
mod commits;
mod text_diff;
mod versions;

use crate::arguments::Arguments;
use crate::error::Error;
use crate::exit::Outcome;
use crate::output;
use api_diff::ApiDiff;
use clientwright_codegen::audit::report::{Change, Class};
use versions::Versions;

const HELP: &str = "\
Show API changes in `git diff` and `git log`; run by git

Usage: cargo xtask diff-driver PATH OLD-FILE OLD-HEX OLD-MODE NEW-FILE NEW-HEX NEW-MODE [NEW-PATH METADATA]

Prints the API changes that are declared in a file of the spec. Prints the difference of the text, and the reason, if
there are none or the spec is invalid.

Options:
  -h, --help  Print help

Example:
  git config diff.apispec.command 'cargo xtask diff-driver'
  git log -p --ext-diff -- spec
";

/// Runs the command.
pub(crate) fn run(arguments: &mut Arguments) -> Result<Outcome, Error> {
    // Not parsed, because a path can start with a dash.
    let arguments = arguments.rest()?;
    if matches!(arguments.as_slice(), [only] if only == "--help" || only == "-h") {
        return output::help(HELP);
    }
    let Some(versions) = Versions::parse(&arguments) else {
        return Err(Error::Usage(format!(
            "expected at least seven arguments from git\n\n{HELP}"
        )));
    };
    let mut names = vec![one_line(&versions.path)];
    if versions.new_path != versions.path {
        names.push(one_line(&versions.new_path));
    }
    output::write_line(&format!("diff --apispec {}", names.join(" ")))?;
    match api_diff::between(&versions) {
        ApiDiff::Changes(changes) => print(&changes)?,
        ApiDiff::None { reason } => {
            output::write_line(&format!("  {}", one_line(&reason)))?;
            text_diff::print(&versions)?;
        }
    }
    Ok(Outcome::Success)
}

fn print(changes: &[Change]) -> Result<(), Error> {
    for change in changes {
        let sign = match change.class {
            Class::PolicyError | Class::Silent | Class::Breaking => '-',
            Class::Deprecation => '!',
            Class::Additive if change.may_behave_differently() => '!',
            Class::Additive => '+',
            Class::Docs => ' ',
        };
        output::write_line(&format!(
            "{sign} {} ({}, {})",
            one_line(&change.message),
            change.rule,
            change.id
        ))?;
    }
    Ok(())
}

/// Replaces control characters, which could affect the terminal.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
