//! The base of a comparison: spec and listings of an older state of the API, from a commit or a directory.
//!
//! Nothing is checked out, so the working tree may be dirty.

mod commit;
mod dir;
mod fetch_hint;
mod resolve;

use crate::error::Error;
use crate::git::Repository;
use crate::workspace;
use clientwright_codegen::audit::report::Revision;
use clientwright_codegen::source::Sources;
use resolve::Resolved;
use std::collections::BTreeMap;
use std::path::Path;

/// An older state of the API.
#[derive(Debug)]
pub(crate) struct Base {
    pub(crate) revision: Revision,
    pub(crate) spec: Sources,
    /// The checked-in listings, by path below the directory `api` of the crate; empty if the base has none.
    pub(crate) listings: BTreeMap<String, String>,
    /// The spec where the branch of the base started; `None` if the base is in the default branch.
    pub(crate) branch_start: Option<Sources>,
}

impl Base {
    /// Reads the base of the spec in the directory `spec`: the one that `--base` names, or the merge base with `main`.
    /// `out` is the directory of the newer crate, unless it is next to the spec.
    pub(crate) fn read(
        named: Option<&str>,
        spec: &Path,
        out: Option<&Path>,
    ) -> Result<Self, Error> {
        let resolved = Resolved::new(named, spec)?;
        Self::from_resolved(&match out {
            Some(out) => resolved.with_crate(spec, out),
            None => resolved,
        })
    }

    /// Reads the spec in a directory.
    pub(crate) fn of_directory(dir: &Path) -> Result<Self, Error> {
        Self::from_resolved(&resolve::directory(&workspace::display(dir))?)
    }

    /// Reads the spec of a commit. `spec` is the path of the spec from the top level, with a trailing `/`.
    pub(crate) fn of_commit(
        repository: Repository,
        commit: &str,
        spec: &str,
    ) -> Result<Self, Error> {
        Self::from_resolved(&Resolved::commit(repository, commit, spec))
    }

    /// The state that an OpenAPI document describes. `spec` is the imported spec.
    pub(crate) fn of_document(name: String, spec: Sources) -> Self {
        Self {
            revision: Revision { name, sha: None },
            spec,
            listings: BTreeMap::new(),
            branch_start: None,
        }
    }

    fn from_resolved(resolved: &Resolved) -> Result<Self, Error> {
        let files = resolved.storage.yaml(&resolved.spec_dir)?;
        let root = &resolved.display_dir;
        if !files.contains_key("api.yaml") {
            let separator = if root.is_empty() { "" } else { "/" };
            return Err(Error::Base(format!(
                "{} has no spec: `{root}{separator}api.yaml` does not exist\n\
                 help: choose a base that has a spec, or pass where the spec was: `--base REVISION:DIR`",
                display(&resolved.revision),
            )));
        }
        Ok(Self {
            revision: resolved.revision.clone(),
            spec: Sources::new(root.clone(), files).as_base(),
            branch_start: match &resolved.branch_start {
                Some(storage) => {
                    let files = storage.yaml(&resolved.spec_dir)?;
                    Some(Sources::new(root.clone(), files).as_base())
                }
                None => None,
            },
            listings: match &resolved.listings_dir {
                Some(dir) => resolved.storage.listings(dir)?,
                None => BTreeMap::new(),
            },
        })
    }
}

/// The commit that a revision of `--base` names.
pub(crate) fn commit(repository: &Repository, revision: &str) -> Result<String, Error> {
    resolve::commit(repository, revision)
}

/// A revision for messages: `main (0123456789)`.
pub(crate) fn display(revision: &Revision) -> String {
    match &revision.sha {
        Some(sha) => format!("{} ({})", revision.name, sha.get(..10).unwrap_or(sha)),
        None => revision.name.clone(),
    }
}

/// Where the files of a base are read from.
#[derive(Debug)]
pub(crate) enum Storage {
    /// The objects of a commit. Paths start at the top level of the repository.
    Commit { repository: Repository, sha: String },
    /// The disk.
    Disk,
}

impl Storage {
    /// The YAML files below a directory, except hidden ones.
    fn yaml(&self, dir: &str) -> Result<BTreeMap<String, String>, Error> {
        self.read(dir, &|path| {
            let is_hidden = path.split('/').any(|part| part.starts_with('.'));
            !is_hidden && workspace::is_yaml(path)
        })
    }

    /// The listings below a directory.
    fn listings(&self, dir: &str) -> Result<BTreeMap<String, String>, Error> {
        self.read(dir, &|path| path.ends_with(".txt"))
    }

    fn read(
        &self,
        dir: &str,
        is_wanted: &dyn Fn(&str) -> bool,
    ) -> Result<BTreeMap<String, String>, Error> {
        match self {
            Self::Commit { repository, sha } => commit::read(repository, sha, dir, is_wanted),
            Self::Disk => dir::read(dir, is_wanted),
        }
    }
}
