//! The arguments of `cargo xtask diff`.

use crate::error::Error;
use crate::generate::absolute;
use crate::{output, workspace};
use clientwright_codegen::audit::render::Format;
use clientwright_codegen::audit::report::Approval;
use clientwright_codegen::spec::ChangeId;
use jiff::civil::Date;
use std::path::PathBuf;

const HELP: &str = "\
cargo xtask diff [--base REV|DIR|REV:DIR] [--format FORMAT] [--fail-on WHAT] [...]
cargo xtask diff --explain CHANGE|RULE
cargo xtask diff --approve CHANGE --reason TEXT --owner WHO --expires DATE [--issue TEXT]

Tells what changed in the API since an older state of it: what breaks for whom, what silently behaves differently, what
was deprecated until when, and which version the package needs. Nothing is checked out, and changes that are not
committed yet count.

  --base BASE      the older state: a revision, taken where HEAD left it; a folder with `api.yaml` or `spec` in it; or a
                   folder of exactly that revision. `main`, or else `origin/main`, when left out
  --spec DIR       the newer spec; `spec` of this workspace, when left out
  --out DIR        the crate that belongs to it; `generated` beside the spec, when left out
  --format FORMAT  text (when left out), markdown, json, html, github or changelog
  --output FILE    where the report goes, instead of stdout
  --as-of DATE     the day that ends of life are compared with; that of the commit at HEAD, in UTC, when left out.
                   Whoever writes a commit chooses its day, so a check of somebody's branch names the day itself
  --fail-on WHAT   policy (when left out): what nobody approved, or is against the rules; breaking: all that breaks,
                   approved or not; any: any change; never
  --only RESOURCE  shows what concerns one resource; verdict and version are those of all changes
  --docs           shows changes of docs in text, too
  --explain        tells more of one change, or of a rule
  --approve        adds an entry to `approvals.yaml` beside the spec; it counts until the base holds it

Exit codes: 0 the changes may go in; 1 they may not; 2 wrong usage or spec; 3 generated files are not what the spec
describes; 4 the base cannot be read; 70 something changed that no rule claims.
";

/// What is wanted.
pub(super) struct Request {
    pub(super) base: Option<String>,
    pub(super) spec: PathBuf,
    pub(super) out: Option<PathBuf>,
    pub(super) format: Format,
    pub(super) output: Option<PathBuf>,
    pub(super) as_of: Option<Date>,
    pub(super) fail_on: FailOn,
    pub(super) only: Option<String>,
    pub(super) docs: bool,
    pub(super) action: Action,
}

/// What is to be done with the changes.
pub(super) enum Action {
    /// Show all of them.
    Show,
    /// Tell more of one.
    Explain(String),
    /// Tell more of a rule; no changes are needed for that.
    ExplainRule(String),
    /// Let one pass.
    Approve { change: String, approval: Approval },
}

/// Which changes make the command fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FailOn {
    Policy,
    Breaking,
    Any,
    Never,
}

impl Request {
    /// Reads the arguments; none, when help was asked for and given.
    pub(super) fn read(arguments: &mut lexopt::Parser) -> Result<Option<Self>, Error> {
        use lexopt::prelude::{Long, Short};
        let mut request = Self::default();
        let (mut approve, mut note) = (None, Note::default());
        while let Some(argument) = arguments.next()? {
            match argument {
                Long("base") => request.base = Some(text(arguments)?),
                Long("spec") => request.spec = absolute(arguments.value()?.into()),
                Long("out") => request.out = Some(absolute(arguments.value()?.into())),
                Long("format") => request.format = format(&text(arguments)?)?,
                Long("output") => request.output = Some(arguments.value()?.into()),
                Long("as-of") => request.as_of = Some(date(&text(arguments)?)?),
                Long("fail-on") => request.fail_on = fail_on(&text(arguments)?)?,
                Long("only") => request.only = Some(text(arguments)?),
                Long("docs") => request.docs = true,
                Long("explain") => request.action = explain(text(arguments)?),
                Long("approve") => approve = Some(text(arguments)?),
                Long("reason") => note.reason = Some(text(arguments)?),
                Long("owner") => note.owner = Some(text(arguments)?),
                Long("issue") => note.issue = Some(text(arguments)?),
                Long("expires") => note.expires = Some(date(&text(arguments)?)?),
                Long("help") | Short('h') => {
                    output::text(HELP)?;
                    return Ok(None);
                }
                other => return Err(other.unexpected().into()),
            }
        }
        match approve {
            Some(change) => request.action = note.approve(change)?,
            None => note.must_be_empty()?,
        }
        Ok(Some(request))
    }
}

impl Default for Request {
    fn default() -> Self {
        Self {
            base: None,
            spec: workspace::spec(),
            out: None,
            format: Format::Text,
            output: None,
            as_of: None,
            fail_on: FailOn::Policy,
            only: None,
            docs: false,
            action: Action::Show,
        }
    }
}

/// What is said of an approval.
#[derive(Default)]
struct Note {
    reason: Option<String>,
    owner: Option<String>,
    issue: Option<String>,
    expires: Option<Date>,
}

impl Note {
    fn approve(self, change: String) -> Result<Action, Error> {
        let said = |text: Option<String>, option: &str, what: &str| {
            let text = text.filter(|text| !text.trim().is_empty());
            text.ok_or_else(|| Error::Usage(format!("an approval needs {what}: add `{option}`")))
        };
        Ok(Action::Approve {
            change,
            approval: Approval {
                reason: said(self.reason, "--reason", "a reason")?,
                owner: said(self.owner, "--owner", "someone who answers for it")?,
                issue: self.issue,
                expires: Some(said(
                    self.expires.map(|day| day.to_string()),
                    "--expires",
                    "a last day on which it counts",
                )?),
            },
        })
    }

    fn must_be_empty(&self) -> Result<(), Error> {
        let Self {
            reason,
            owner,
            issue,
            expires,
        } = self;
        let is_empty = reason.is_none() && owner.is_none() && issue.is_none() && expires.is_none();
        if is_empty {
            return Ok(());
        }
        Err(Error::Usage(
            "`--reason`, `--owner`, `--issue` and `--expires` belong to `--approve CHANGE`"
                .to_owned(),
        ))
    }
}

fn explain(what: String) -> Action {
    if ChangeId::parse(&what).is_some() {
        Action::Explain(what)
    } else {
        Action::ExplainRule(what)
    }
}

fn text(arguments: &mut lexopt::Parser) -> Result<String, Error> {
    use lexopt::ValueExt;
    Ok(arguments.value()?.string()?)
}

fn format(word: &str) -> Result<Format, Error> {
    Format::from_word(word).ok_or_else(|| {
        let all: Vec<_> = Format::ALL.iter().map(|format| format.word()).collect();
        Error::Usage(format!(
            "there is no format `{word}`; there are {}",
            all.join(", ")
        ))
    })
}

fn fail_on(word: &str) -> Result<FailOn, Error> {
    Ok(match word {
        "policy" => FailOn::Policy,
        "breaking" => FailOn::Breaking,
        "any" => FailOn::Any,
        "never" => FailOn::Never,
        _ => {
            return Err(Error::Usage(format!(
                "`--fail-on` takes policy, breaking, any or never, and not `{word}`"
            )));
        }
    })
}

/// A day as `YYYY-MM-DD`.
pub(crate) fn date(word: &str) -> Result<Date, Error> {
    // The length first: jiff would also take a time behind the date.
    word.parse()
        .ok()
        .filter(|_| word.len() == "YYYY-MM-DD".len())
        .ok_or_else(|| {
            Error::Usage(format!(
                "`{word}` is not a day of the calendar; write it as `YYYY-MM-DD`"
            ))
        })
}
