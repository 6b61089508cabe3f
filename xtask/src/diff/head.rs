//! The head of a comparison: the state of the API in the working tree, committed or not.

use super::options;
use crate::error::Error;
use crate::generate::Plan;
use crate::git::Repository;
use crate::places::DocumentPlaces;
use crate::{output, workspace};
use clientwright_codegen as codegen;
use clientwright_codegen::audit::report::Revision;
use clientwright_codegen::ir::Api;
use clientwright_codegen::lower;
use clientwright_codegen::source::Sources;
use clientwright_codegen::spec::{self, Ledger};
use clientwright_codegen::surface::{self, Item};
use jiff::civil::Date;
use std::path::Path;

/// Alternative to the date of a commit, in help lines.
const PASS_DATE: &str = "pass a date with `--as-of DATE`";

/// The newer state of the API.
pub(crate) struct Head {
    pub(crate) revision: Revision,
    pub(crate) sources: Sources,
    pub(crate) ledger: Ledger,
    pub(crate) api: Api,
    /// Public items of the crate, if they are to be compared.
    pub(crate) surface: Option<Vec<Item>>,
    /// The date to compare ends of life with.
    pub(crate) as_of: Date,
    /// Where elements are declared, if documents are compared.
    pub(super) documents: Option<DocumentPlaces>,
    /// Generated files that do not match the spec.
    stale: Vec<String>,
}

impl Head {
    /// Reads the spec in a directory, and compares the generated crate with it.
    pub(crate) fn read(
        spec: &Path,
        out: Option<&Path>,
        as_of: Option<Date>,
    ) -> Result<Self, Error> {
        let (repository, as_of) = match (repository(spec), as_of) {
            (Ok(repository), None) => {
                let date = commit_date(&repository, "HEAD")?;
                (Some(repository), date)
            }
            (Ok(repository), Some(date)) => (Some(repository), date),
            // Directories can be compared without git.
            (Err(Error::Base(_)), Some(date)) => (None, date),
            (Err(error), _) => return Err(error),
        };
        let root = match &repository {
            // Paths start at the top level of the repository, like those of the base.
            Some(repository) => repository.prefix.trim_end_matches('/').to_owned(),
            None => workspace::display(spec),
        };
        let sources = workspace::read_spec_as(spec, root)?;
        let sibling = spec.parent().unwrap_or(spec).join("generated");
        let out = out.unwrap_or(&sibling);
        let plan = Plan::from_sources(&sources, spec, out)?;
        Ok(Self {
            revision: revision(repository.as_ref())?,
            as_of,
            stale: if out.exists() {
                stale_files(&plan)?
            } else {
                Vec::new()
            },
            surface: Some(plan.items.clone()),
            api: plan.api,
            // After the plan, which reports the errors of all files.
            ledger: ledger(&sources)?,
            sources,
            documents: None,
        })
    }

    /// The state that an OpenAPI document describes. `sources` is the imported spec.
    pub(super) fn of_document(
        name: String,
        sources: Sources,
        as_of: Date,
        places: DocumentPlaces,
    ) -> Result<Self, Error> {
        let head = Self::of_spec(Revision { name, sha: None }, sources, as_of)?;
        Ok(Self {
            surface: Some(surface::listing(&lower::lower(&head.api))),
            documents: Some(places),
            ..head
        })
    }

    /// A state with a spec, but without generated files.
    pub(crate) fn of_spec(
        revision: Revision,
        sources: Sources,
        as_of: Date,
    ) -> Result<Self, Error> {
        let failed = |report| Error::spec(&report, &sources);
        Ok(Self {
            revision,
            api: codegen::resolve(&sources).map_err(failed)?,
            ledger: ledger(&sources)?,
            surface: None,
            as_of,
            stale: Vec::new(),
            sources,
            documents: None,
        })
    }

    /// The date to compare ends of life with by default: that of the last commit.
    pub(crate) fn default_date(spec: &Path) -> Result<Date, Error> {
        commit_date(&repository(spec)?, "HEAD")
    }

    /// Whether generated files do not match the spec.
    pub(super) fn is_stale(&self) -> bool {
        !self.stale.is_empty()
    }

    /// Lists such files on stderr.
    pub(super) fn print_stale(&self) {
        const MAX_LISTED: usize = 5;
        if self.stale.is_empty() {
            return;
        }
        output::message("error: generated files do not match the spec:");
        for path in self.stale.iter().take(MAX_LISTED) {
            output::message(format_args!("  {path}"));
        }
        if let Some(more) = self
            .stale
            .len()
            .checked_sub(MAX_LISTED)
            .filter(|more| *more > 0)
        {
            output::message(format_args!("  … and {more} more"));
        }
        output::message("help: run `cargo xtask generate` and commit the changes");
    }
}

fn ledger(sources: &Sources) -> Result<Ledger, Error> {
    spec::ledger(sources).map_err(|report| Error::spec(&report, sources))
}

/// The repository that contains a directory.
fn repository(dir: &Path) -> Result<Repository, Error> {
    Repository::containing(dir, PASS_DATE)
}

fn stale_files(plan: &Plan) -> Result<Vec<String>, Error> {
    let differences = plan.differences()?;
    let files = differences.iter().flat_map(|(target, it)| {
        let all = [&it.missing, &it.stale, &it.orphaned, &it.foreign];
        all.into_iter()
            .flatten()
            .map(|path| workspace::display(&target.dir.join(path)))
    });
    Ok(files.collect())
}

/// `HEAD`, or the working tree if the spec has uncommitted changes.
fn revision(repository: Option<&Repository>) -> Result<Revision, Error> {
    let working_tree = Revision {
        name: "working tree".to_owned(),
        sha: None,
    };
    let Some(repository) = repository else {
        return Ok(working_tree);
    };
    // Only the directory of the spec counts.
    let is_dirty = repository
        .line(&[
            "status",
            "--porcelain",
            "--untracked-files=normal",
            "--",
            ".",
        ])?
        .is_some();
    Ok(match repository.commit("HEAD")? {
        Some(sha) if !is_dirty => Revision {
            name: "HEAD".to_owned(),
            sha: Some(sha),
        },
        _ => working_tree,
    })
}

/// The date of a commit, in UTC.
pub(crate) fn commit_date(repository: &Repository, commit: &str) -> Result<Date, Error> {
    let format = [
        "show",
        "-s",
        "--format=%cd",
        "--date=format-local:%Y-%m-%d",
        commit,
    ];
    let date = repository.line(&format)?;
    date.and_then(|date| options::date(&date)).ok_or_else(|| {
        Error::Base(format!(
            "`{commit}` has no commit whose date to compare with\nhelp: {PASS_DATE}"
        ))
    })
}
