//! The API changes between two versions of a file.

use super::commits::Commits;
use super::versions::Versions;
use crate::base::Base;
use crate::diff::{Head, commit_date, compare};
use crate::error::Error;
use crate::git::Repository;
use crate::workspace;
use clientwright_codegen::audit::approvals::BRANCH_RULES;
use clientwright_codegen::audit::report::{Change, Location, Report, Revision};
use clientwright_codegen::source::Sources;
use clientwright_codegen::{diag, resolve, spec};
use std::path::Path;

/// The API changes that are declared in a file.
pub(super) enum ApiDiff {
    /// At least one change.
    Changes(Vec<Change>),
    /// No changes, or the versions cannot be compared.
    None { reason: String },
}

/// The API changes between two versions of a file.
pub(super) fn between(versions: &Versions) -> ApiDiff {
    match report(versions) {
        Ok(report) => declared_in_file(report, versions),
        Err(error) => ApiDiff::None {
            reason: format!("the API cannot be compared: {error}"),
        },
    }
}

/// Compares the API before and after the commit that made the newer version. Errors are one line.
fn report(versions: &Versions) -> Result<Report, String> {
    let top_level = Path::new(".");
    let repository = Repository::of_parent_process(top_level).map_err(first_line)?;
    let commits = Commits::find(&repository, versions)
        .ok_or("these are not the versions of a commit and its parent")?;
    let dir = commits
        .spec_dir(&repository, &versions.path)
        .ok_or("there is no spec before the change")?;
    let base = Base::of_commit(repository.clone(), &commits.parent, &dir).map_err(first_line)?;
    check_spec("before", &base.spec)?;
    let sources = match &commits.commit {
        Some(commit) => {
            let after = Base::of_commit(repository.clone(), commit, &dir).map_err(first_line)?;
            after.spec
        }
        None => {
            let root = dir.trim_end_matches('/');
            workspace::read_spec_as(&top_level.join(root), root.to_owned()).map_err(first_line)?
        }
    };
    check_spec("after", &sources)?;
    let commit = commits.commit.as_deref().unwrap_or("HEAD");
    let as_of = commit_date(&repository, commit).map_err(first_line)?;
    let head = Head::of_spec(Revision::default(), sources, as_of).map_err(first_line)?;
    let comparison = compare(&base, &head).map_err(first_line)?;
    Ok(comparison.report)
}

/// Fails if the spec before or after the change is invalid.
fn check_spec(side: &str, sources: &Sources) -> Result<(), String> {
    let resolved = resolve(sources).and_then(|_| spec::ledger(sources));
    resolved.map(drop).map_err(|report| {
        let error = first_diagnostic(&report, sources);
        format!("the spec {side} the change is invalid{error}")
    })
}

fn first_diagnostic(report: &diag::Report, sources: &Sources) -> String {
    let diagnostics = report.diagnostics();
    diagnostics.first().map_or(String::new(), |diagnostic| {
        let (line, _) = sources.line_column(diagnostic.span);
        let file = sources.display_path(diagnostic.span.file);
        format!(" at {file}:{line}: {}", diagnostic.message)
    })
}

fn first_line(error: Error) -> String {
    let message = error.message();
    message.lines().next().unwrap_or_default().to_owned()
}

/// The changes of a report that are declared in the file.
fn declared_in_file(report: Report, versions: &Versions) -> ApiDiff {
    let Report {
        mut changes,
        version,
        ..
    } = report;
    // Another commit of the branch can raise the version, approve a change or add a tombstone.
    changes.retain(|change| !change.is_overdue() && !BRANCH_RULES.contains(&change.rule.as_str()));
    let is_same_api = changes.is_empty();
    changes.retain(|change| {
        let is_in = |location: &Option<Location>, path: &str| {
            location
                .as_ref()
                .is_some_and(|location| location.file == path)
        };
        is_in(&change.location.base, &versions.path)
            || is_in(&change.location.head, &versions.new_path)
    });
    if !changes.is_empty() {
        return ApiDiff::Changes(changes);
    }
    let is_version_change =
        Path::new(&versions.new_path).ends_with("api.yaml") && version.base != version.head;
    let reason = match (is_same_api, is_version_change) {
        (true, true) => format!(
            "no API changes; version {} → {}",
            version.base, version.head
        ),
        (true, false) => "no API changes".to_owned(),
        (false, _) => "the API changes are declared in other files".to_owned(),
    };
    ApiDiff::None { reason }
}
