//! What two versions of a file mean for the API.

use super::pair::Pair;
use super::step::Step;
use crate::base::Base;
use crate::diff::{Head, compare, day};
use crate::error::Error;
use crate::git::Repository;
use crate::workspace;
use clientwright_codegen::audit::approvals::OF_THE_BRANCH;
use clientwright_codegen::audit::report::{Change, Location, Report, Revision};
use clientwright_codegen::source::Sources;
use clientwright_codegen::{diag, resolve, spec};
use std::path::Path;

/// What is to be said of a file.
pub(super) enum Meaning {
    /// The changes that are declared in it; there is at least one.
    Changes(Vec<Change>),
    /// Why there are none, in words; the text has to speak for itself.
    Words(String),
}

/// What the difference means.
pub(super) fn of(pair: &Pair) -> Meaning {
    match report(pair) {
        Ok(report) => declared(report, pair),
        Err(why) => Meaning::Words(format!("the API cannot be compared: {why}")),
    }
}

/// The report on the step that made the newer version; why there is none, else.
fn report(pair: &Pair) -> Result<Report, String> {
    let here = Path::new(".");
    let repository = Repository::of(here).map_err(in_short)?;
    let step = Step::of(&repository, pair)
        .ok_or("these are not the versions of a commit and its parent")?;
    let folder = step
        .folder(&repository, &pair.path)
        .ok_or("there was no spec before")?;
    let base = Base::of_commit(here, &step.before, &folder).map_err(in_short)?;
    must_be_right("before", &base.spec)?;
    let sources = match &step.after {
        Some(commit) => {
            Base::of_commit(here, commit, &folder)
                .map_err(in_short)?
                .spec
        }
        None => {
            let root = folder.trim_end_matches('/');
            workspace::sources_called(&here.join(root), root.to_owned()).map_err(in_short)?
        }
    };
    must_be_right("after", &sources)?;
    let as_of = day(Some(&repository), step.after.as_deref().unwrap_or("HEAD"));
    let head =
        Head::of_spec(Revision::default(), sources, as_of.map_err(in_short)?).map_err(in_short)?;
    compare(&base, &head).map_err(in_short)
}

/// Says which side is wrong, and where.
fn must_be_right(side: &str, sources: &Sources) -> Result<(), String> {
    let read = resolve(sources).and_then(|_| spec::ledger(sources));
    let Err(report) = read else { return Ok(()) };
    Err(format!(
        "the spec {side} is wrong{}",
        first(&report, sources)
    ))
}

fn first(report: &diag::Report, sources: &Sources) -> String {
    let all = report.diagnostics();
    all.first().map_or(String::new(), |finding| {
        let (line, _) = sources.line_column(finding.span);
        let file = sources.display_path(finding.span.file);
        format!(" at {file}:{line}: {}", finding.message)
    })
}

/// The first line of what went wrong.
fn in_short(error: Error) -> String {
    let message = error.message();
    message.lines().next().unwrap_or_default().to_owned()
}

/// What of a report is declared in the file.
fn declared(report: Report, pair: &Pair) -> Meaning {
    let Report {
        mut changes,
        version,
        ..
    } = report;
    // Another commit of the branch may raise the version, approve what breaks, or bury what is gone.
    changes
        .retain(|change| !change.is_of_the_day() && !OF_THE_BRANCH.contains(&change.rule.as_str()));
    let is_same = changes.is_empty();
    changes.retain(|change| {
        let stands = |place: &Option<Location>, path: &str| {
            place.as_ref().is_some_and(|place| place.file == path)
        };
        stands(&change.location.base, &pair.path) || stands(&change.location.head, &pair.new_path)
    });
    if !changes.is_empty() {
        return Meaning::Changes(changes);
    }
    let is_of_the_version =
        Path::new(&pair.new_path).ends_with("api.yaml") && version.base != version.head;
    Meaning::Words(match (is_same, is_of_the_version) {
        (true, true) => format!(
            "the API is the same; its version was {} and is {}",
            version.base, version.head
        ),
        (true, false) => "the API is the same".to_owned(),
        (false, _) => "what changes in the API is declared in other files".to_owned(),
    })
}
