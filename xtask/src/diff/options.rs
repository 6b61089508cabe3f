//! The arguments of `cargo xtask diff`.

use crate::arguments::{Arguments, alternatives, invalid_value};
use crate::document::Input;
use crate::error::Error;
use crate::workspace;
use clientwright_codegen::audit::render::Format;
use clientwright_codegen::audit::report::Approval;
use clientwright_codegen::spec::ChangeId;
use jiff::civil::Date;
use lexopt::Arg;
use std::collections::BTreeSet;
use std::path::PathBuf;

pub(super) const HELP: &str = "\
Report API changes and the version they require

Usage: cargo xtask diff [OPTIONS]
       cargo xtask diff --explain CHANGE|RULE
       cargo xtask diff --approve CHANGE... --reason TEXT --owner NAME --expires DATE [--issue TEXT]
       cargo xtask diff --write-tombstones

Compares the spec in the working tree with a base: what breaks callers, what behaves differently but still compiles,
what is deprecated until when, and which version the package needs. Uncommitted changes count, and nothing is checked
out.

Options:
  --base BASE       Base of the comparison: a revision, of which the merge base with HEAD is used; a directory that
                    contains `api.yaml` or `spec`; or REVISION:DIR for a directory of exactly that revision
                    [default: main, or else origin/main]
  --head FILE       Compare two OpenAPI documents instead of the spec: `--base` is the older one. Each is a file, `-` for
                    stdin, or REVISION:FILE for a file of exactly that revision
  --spec DIR        Directory of the spec [default: `spec` of this workspace]
  --out DIR         Directory of the generated crate [default: `generated` next to the spec]
  --format FORMAT   Report format: text, markdown, json, html, github or changelog [default: text]
  --output FILE     Write to FILE instead of stdout
  --as-of DATE      Date to compare ends of life with, as YYYY-MM-DD [default: date of the HEAD commit, or today if
                    documents are compared, in UTC]. Pass the current date to check branches of others, because authors
                    choose the dates of their commits
  --fail-on WHAT    Changes to fail on [default: policy]:
                      policy    breaking changes that are not approved, and violations of a policy
                      breaking  breaking changes and violations of a policy, approved or not
                      any       all changes
                      never     none
  --only RESOURCE   Report only changes that affect a resource; verdict and version are those of all changes
  --docs            Include changes of docs in the text format
  --explain ID      Explain a change or a rule
  --approve CHANGE  Add an approval to `approvals.yaml` of the spec. It applies until it is part of the base. Repeat the
                    option to approve several changes for the same reason
  --reason TEXT     Why the change is approved
  --owner NAME      Who is responsible for the approval
  --expires DATE    Last day of the approval, as YYYY-MM-DD
  --issue TEXT      Related issue
  --write-tombstones
                    Add the missing tombstones to `removed.yaml` of the spec
  -h, --help        Print help

`cargo xtask --help` lists the exit codes.

Example:
  cargo xtask diff --base v1.2.0 --format html --output report.html
";

/// Parsed arguments.
pub(super) struct Options {
    pub(super) base: Option<String>,
    /// Documents to compare instead of the spec.
    pub(super) documents: Option<(Input, Input)>,
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

/// The action of the command.
pub(super) enum Action {
    /// Print the report.
    Report,
    /// Explain the change with this id.
    ExplainChange(String),
    /// Explain a rule, which needs no comparison.
    ExplainRule(String),
    /// Approve changes, all for the same reason.
    Approve {
        changes: Vec<String>,
        approval: Approval,
    },
    /// Add the missing tombstones.
    WriteTombstones,
}

/// The changes to fail on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FailOn {
    Policy,
    Breaking,
    Any,
    /// All changes except those of docs.
    AnyButDocs,
    Never,
}

impl Options {
    /// Parses the arguments; `None` if help is requested.
    pub(super) fn parse(arguments: &mut Arguments) -> Result<Option<Self>, Error> {
        use lexopt::prelude::{Long, Short};
        let mut options = Self::default();
        let (mut approve, mut approval) = (Vec::new(), ApprovalOptions::default());
        let (mut write_tombstones, mut head) = (false, None);
        while let Some(argument) = arguments.next()? {
            match argument {
                Long("base") => options.base = Some(arguments.string()?),
                Long("head") => head = Some(arguments.string()?),
                Long("out") => options.out = Some(arguments.path()?),
                Long("fail-on") => options.fail_on = parse_fail_on(&arguments.string()?)?,
                Long("explain") => options.action = explain(arguments.string()?),
                Long("approve") => approve.push(arguments.string()?),
                Long("reason") => approval.reason = Some(arguments.string()?),
                Long("owner") => approval.owner = Some(arguments.string()?),
                Long("issue") => approval.issue = Some(arguments.string()?),
                Long("expires") => {
                    approval.expires = Some(parse_date("--expires", &arguments.string()?)?);
                }
                Long("write-tombstones") => write_tombstones = true,
                Long("help") | Short('h') => return Ok(None),
                Long(name) => {
                    let name = name.to_owned();
                    options.parse_shared(&name, arguments)?;
                }
                other => return Err(other.unexpected().into()),
            }
        }
        let is_explanation = !matches!(options.action, Action::Report);
        let actions = [!approve.is_empty(), is_explanation, write_tombstones];
        if actions.iter().filter(|is_used| **is_used).count() > 1 {
            return Err(Error::Usage(
                "`--approve`, `--explain` and `--write-tombstones` cannot be combined".to_owned(),
            ));
        }
        if approve.is_empty() {
            approval.check_unused()?;
        } else {
            options.action = approval.approve(approve)?;
        }
        if write_tombstones {
            options.action = Action::WriteTombstones;
        }
        options.documents = documents(options.base.as_deref(), head.as_deref())?;
        let is_ledger = matches!(
            options.action,
            Action::Approve { .. } | Action::WriteTombstones
        );
        if options.documents.is_some() && is_ledger {
            return Err(Error::Usage(
                "`--approve` and `--write-tombstones` cannot be combined with `--head`, because a document has no approvals and tombstones"
                    .to_owned(),
            ));
        }
        Ok(Some(options))
    }
}

impl Options {
    /// Parses an option that `diff` and `drift` share.
    pub(super) fn parse_shared(
        &mut self,
        name: &str,
        arguments: &mut Arguments,
    ) -> Result<(), Error> {
        match name {
            "spec" => self.spec = arguments.path()?,
            "format" => self.format = parse_format(&arguments.string()?)?,
            "output" => self.output = Some(arguments.path()?),
            "as-of" => self.as_of = Some(parse_date("--as-of", &arguments.string()?)?),
            "only" => self.only = Some(arguments.string()?),
            "docs" => self.docs = true,
            name => return Err(Arg::Long(name).unexpected().into()),
        }
        Ok(())
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            base: None,
            documents: None,
            spec: workspace::spec_dir(),
            out: None,
            format: Format::Text,
            output: None,
            as_of: None,
            fail_on: FailOn::Policy,
            only: None,
            docs: false,
            action: Action::Report,
        }
    }
}

/// The options that describe an approval.
#[derive(Default)]
struct ApprovalOptions {
    reason: Option<String>,
    owner: Option<String>,
    issue: Option<String>,
    expires: Option<Date>,
}

impl ApprovalOptions {
    fn approve(self, changes: Vec<String>) -> Result<Action, Error> {
        let mut ids = BTreeSet::new();
        if let Some(duplicate) = changes.iter().find(|id| !ids.insert(*id)) {
            return Err(Error::Usage(format!(
                "`--approve {duplicate}` is used more than once"
            )));
        }
        let required = |value: Option<String>, option: &str| {
            let value = value.filter(|value| !value.trim().is_empty());
            value.ok_or_else(|| Error::Usage(format!("`--approve` requires `{option}`")))
        };
        let expires = self.expires.map(|date| date.to_string());
        Ok(Action::Approve {
            changes,
            approval: Approval {
                reason: required(self.reason, "--reason TEXT")?,
                owner: required(self.owner, "--owner NAME")?,
                issue: self.issue,
                expires: Some(required(expires, "--expires DATE")?),
            },
        })
    }

    fn check_unused(&self) -> Result<(), Error> {
        let Self {
            reason,
            owner,
            issue,
            expires,
        } = self;
        let is_unused = reason.is_none() && owner.is_none() && issue.is_none() && expires.is_none();
        if is_unused {
            return Ok(());
        }
        Err(Error::Usage(
            "`--reason`, `--owner`, `--issue` and `--expires` require `--approve CHANGE`"
                .to_owned(),
        ))
    }
}

/// The documents that `--base` and `--head` name; `None` if the spec is compared.
fn documents(base: Option<&str>, head: Option<&str>) -> Result<Option<(Input, Input)>, Error> {
    let older = base.and_then(Input::of_option);
    let Some(head) = head else {
        return match (base, older) {
            (Some(base), Some(_)) => Err(Error::Usage(format!(
                "`--base {base}` is a document, and the spec can only be compared with an older spec\n\
                 help: pass the newer document with `--head FILE`"
            ))),
            _ => Ok(None),
        };
    };
    let expected = "an OpenAPI document: `FILE.json`, `FILE.yaml`, `REVISION:FILE` or `-`";
    let newer = Input::of_option(head).ok_or_else(|| invalid_value("--head", head, expected))?;
    let older = older.ok_or_else(|| {
        Error::Usage(format!(
            "`--head` requires a document as `--base`\n\
             help: pass the older document with `--base FILE`, or compare the spec with `cargo xtask drift {head}`"
        ))
    })?;
    Ok(Some((older, newer)))
}

fn explain(id: String) -> Action {
    if ChangeId::parse(&id).is_some() {
        Action::ExplainChange(id)
    } else {
        Action::ExplainRule(id)
    }
}

fn parse_format(value: &str) -> Result<Format, Error> {
    Format::from_word(value).ok_or_else(|| {
        let formats = Format::ALL.iter().map(|format| format.word());
        invalid_value("--format", value, &alternatives(formats))
    })
}

fn parse_fail_on(value: &str) -> Result<FailOn, Error> {
    Ok(match value {
        "policy" => FailOn::Policy,
        "breaking" => FailOn::Breaking,
        "any" => FailOn::Any,
        "never" => FailOn::Never,
        _ => {
            let expected = "policy, breaking, any or never";
            return Err(invalid_value("--fail-on", value, expected));
        }
    })
}

/// Parses the value of an option as a date in the form `YYYY-MM-DD`.
pub(crate) fn parse_date(option: &str, value: &str) -> Result<Date, Error> {
    date(value).ok_or_else(|| invalid_value(option, value, "an existing date as `YYYY-MM-DD`"))
}

/// Parses a date in the form `YYYY-MM-DD`.
pub(super) fn date(value: &str) -> Option<Date> {
    // jiff also accepts a time after the date.
    let date = value.parse().ok();
    date.filter(|_| value.len() == "YYYY-MM-DD".len())
}
