//! `cargo xtask diff-driver`: what git runs to show a file of the spec, so that `git log -p --ext-diff -- spec` tells
//! what changed in the API.
//!
//! Git hands over two versions of one file, and a file alone says little: types stand in others. So the commit that made
//! the newer version is looked for, the API is compared across it, and the changes declared in the file are shown.
//! Whatever stands against that, it is said, and the text is shown instead: a log must not break in the middle.

mod meaning;
mod pair;
mod step;
mod text;

use crate::error::Error;
use crate::{Outcome, output};
use clientwright_codegen::audit::report::{Change, Class};
use meaning::Meaning;
use pair::Pair;

const HELP: &str = "\
cargo xtask diff-driver PATH OLD-FILE OLD-HEX OLD-MODE NEW-FILE NEW-HEX NEW-MODE [NEW-PATH WHAT]

Shows what a change of one file of the spec means. Git runs it; to have it do so:

  git config diff.apispec.command 'cargo xtask diff-driver'
  git log -p --ext-diff -- spec
";

/// Runs the command.
pub(crate) fn run(arguments: &mut lexopt::Parser) -> Result<Outcome, Error> {
    // Taken as they are: a path may begin with a dash.
    let all: Vec<_> = arguments.raw_args()?.collect();
    if matches!(all.as_slice(), [only] if only == "--help" || only == "-h") {
        output::text(HELP)?;
        return Ok(Outcome::Fine);
    }
    let Some(pair) = Pair::of(&all) else {
        return Err(Error::Usage(format!("git gives seven arguments\n\n{HELP}")));
    };
    let mut names = vec![one_line(&pair.path)];
    if pair.new_path != pair.path {
        names.push(one_line(&pair.new_path));
    }
    output::line(&format!("diff --apispec {}", names.join(" ")))?;
    match meaning::of(&pair) {
        Meaning::Changes(changes) => show(&changes)?,
        Meaning::Words(words) => {
            output::line(&format!("  {}", one_line(&words)))?;
            text::show(&pair)?;
        }
    }
    Ok(Outcome::Fine)
}

fn show(changes: &[Change]) -> Result<(), Error> {
    for change in changes {
        let sign = match change.class {
            Class::PolicyError | Class::Silent | Class::Breaking => '-',
            Class::Deprecation => '!',
            Class::Additive if change.may_behave_differently() => '!',
            Class::Additive => '+',
            Class::Docs => ' ',
        };
        output::line(&format!(
            "{sign} {} ({}, {})",
            one_line(&change.message),
            change.rule,
            change.id
        ))?;
    }
    Ok(())
}

/// What a spec says, without characters that would steer a terminal.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
