//! The newer state of the API: what is in the working tree, committed or not.

use super::options::date;
use crate::error::Error;
use crate::generate::Plan;
use crate::git::Repository;
use crate::workspace;
use clientwright_codegen as codegen;
use clientwright_codegen::audit::report::Revision;
use clientwright_codegen::ir::Api;
use clientwright_codegen::source::Sources;
use clientwright_codegen::spec::{self, Ledger};
use clientwright_codegen::surface::Item;
use jiff::civil::Date;
use std::path::Path;

/// The newer state.
pub(crate) struct Head {
    pub(crate) revision: Revision,
    pub(crate) sources: Sources,
    pub(crate) ledger: Ledger,
    /// The resolved spec.
    pub(crate) api: Api,
    /// What callers can see of the crate; none where nobody asked for it.
    pub(crate) surface: Option<Vec<Item>>,
    /// The day that ends of life are compared with.
    pub(crate) as_of: Date,
    /// Checked-in files that are not what the spec describes.
    stale: Vec<String>,
}

impl Head {
    /// Reads the spec in a folder, and what was generated from it.
    pub(crate) fn read(
        spec: &Path,
        out: Option<&Path>,
        as_of: Option<Date>,
    ) -> Result<Self, Error> {
        let repository = repository(spec)?;
        let root = match &repository {
            // From the top of the repository, as the paths of the base and those of a review are.
            Some(repository) => repository.prefix.trim_end_matches('/').to_owned(),
            None => workspace::shown(spec),
        };
        let sources = workspace::sources_called(spec, root)?;
        let ledger = ledger(&sources)?;
        let beside = spec.parent().unwrap_or(spec).join("generated");
        let out = out.unwrap_or(&beside);
        let plan = Plan::of(&sources, spec, out)?;
        Ok(Self {
            revision: revision(repository.as_ref())?,
            as_of: match as_of {
                Some(day) => day,
                None => day(repository.as_ref(), "HEAD")?,
            },
            stale: if out.exists() {
                stale(&plan)
            } else {
                Vec::new()
            },
            surface: Some(plan.items.clone()),
            api: plan.api,
            sources,
            ledger,
        })
    }

    /// A state of which only the spec is known.
    pub(crate) fn of_spec(
        revision: Revision,
        sources: Sources,
        as_of: Date,
    ) -> Result<Self, Error> {
        let failed = |report| Error::spec(&report, &sources);
        Ok(Self {
            revision,
            ledger: ledger(&sources)?,
            api: codegen::resolve(&sources).map_err(failed)?,
            surface: None,
            as_of,
            stale: Vec::new(),
            sources,
        })
    }

    /// The day that ends of life of a spec are compared with, unless another one is named.
    pub(crate) fn day_of(spec: &Path) -> Result<Date, Error> {
        day(repository(spec)?.as_ref(), "HEAD")
    }

    /// Whether checked-in files are not what the spec describes.
    pub(super) fn is_stale(&self) -> bool {
        !self.stale.is_empty()
    }

    /// Names such files on stderr.
    pub(super) fn say_what_is_stale(&self) {
        const SHOWN: usize = 5;
        if self.stale.is_empty() {
            return;
        }
        eprintln!("error: generated files are not what the spec describes:");
        for path in self.stale.iter().take(SHOWN) {
            eprintln!("  {path}");
        }
        if let Some(more) = self.stale.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            eprintln!("  … and {more} more");
        }
        eprintln!("help: run `cargo xtask generate` and commit what it changes");
    }
}

fn ledger(sources: &Sources) -> Result<Ledger, Error> {
    spec::ledger(sources).map_err(|report| Error::spec(&report, sources))
}

/// The repository of a folder; none where there is none, or no git.
fn repository(folder: &Path) -> Result<Option<Repository>, Error> {
    match Repository::of(folder) {
        Ok(repository) => Ok(Some(repository)),
        // A folder can be compared with another one without git.
        Err(Error::Base(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

fn stale(plan: &Plan) -> Vec<String> {
    let files = plan.differences().flat_map(|(folder, it)| {
        let all = [&it.missing, &it.stale, &it.orphaned, &it.foreign];
        all.into_iter()
            .flatten()
            .map(|path| workspace::shown(&folder.join(path)))
    });
    files.collect()
}

/// `HEAD`, or the working tree where it differs.
fn revision(repository: Option<&Repository>) -> Result<Revision, Error> {
    let working_tree = Revision {
        name: "working tree".to_owned(),
        sha: None,
    };
    let Some(repository) = repository else {
        return Ok(working_tree);
    };
    // From the spec's folder, so only what is in it counts.
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

/// The day of a commit, in UTC.
pub(crate) fn day(repository: Option<&Repository>, commit: &str) -> Result<Date, Error> {
    let format = [
        "show",
        "-s",
        "--format=%cd",
        "--date=format-local:%Y-%m-%d",
        commit,
    ];
    let day = match repository {
        Some(repository) => repository.line(&format)?,
        None => None,
    };
    match day {
        Some(day) => date(&day),
        None => Err(Error::Usage(
            "there is no commit to take the day from: say `--as-of DATE`".to_owned(),
        )),
    }
}
