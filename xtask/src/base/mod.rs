//! The older state of an API that a diff starts from: its spec and listings, from a commit or a folder.
//!
//! Nothing is checked out, and the working tree may be as dirty as it likes.

mod advice;
mod commit;
mod disk;
mod place;

use crate::error::Error;
use crate::git::Repository;
use clientwright_codegen::audit::report::Revision;
use clientwright_codegen::source::Sources;
use place::Place;
use std::collections::BTreeMap;
use std::path::Path;

/// The older state.
#[derive(Debug)]
pub(crate) struct Base {
    /// What it is called.
    pub(crate) revision: Revision,
    /// The files of the spec.
    pub(crate) spec: Sources,
    /// The checked-in listings, by path below `generated/api/`; none from before there were any.
    pub(crate) listings: BTreeMap<String, String>,
}

impl Base {
    /// Reads what `--base` names, or else where the branch left `main`. `spec` is the folder of the newer spec.
    pub(crate) fn read(named: Option<&str>, spec: &Path) -> Result<Self, Error> {
        Self::at(&Place::find(named, spec)?)
    }

    /// Reads a spec of a commit. `within` is a folder of the repository, `spec` the spec's from the top, with `/` at its
    /// end.
    pub(crate) fn of_commit(within: &Path, commit: &str, spec: &str) -> Result<Self, Error> {
        Self::at(&Place::commit(Repository::of(within)?, commit, spec))
    }

    fn at(place: &Place) -> Result<Self, Error> {
        let files = place.origin.yaml(&place.spec)?;
        let root = &place.root;
        if !files.contains_key("api.yaml") {
            return Err(Error::Base(format!(
                "{} has no spec in `{root}`: there is no `api.yaml`\nhelp: it may be from before there was a spec; name \
                 another base with `--base REV`, or where the spec stood then with `--base REV:DIR`",
                shown(&place.revision),
            )));
        }
        Ok(Self {
            revision: place.revision.clone(),
            spec: Sources::new(root.clone(), files).with_renamed_keys(),
            listings: match &place.listings {
                Some(folder) => place.origin.listings(folder)?,
                None => BTreeMap::new(),
            },
        })
    }
}

/// What a person calls a revision.
pub(crate) fn shown(revision: &Revision) -> String {
    match &revision.sha {
        Some(sha) => format!("{} ({})", revision.name, sha.get(..10).unwrap_or(sha)),
        None => revision.name.clone(),
    }
}

/// Where the files of the older state come from.
#[derive(Debug)]
pub(crate) enum Origin {
    /// The objects of a commit; paths start at the top of the repository.
    Commit {
        /// The repository.
        repository: Repository,
        /// The commit.
        sha: String,
    },
    /// The disk; paths are paths of the disk.
    Disk,
}

impl Origin {
    /// The YAML files below a folder, without those that are hidden.
    fn yaml(&self, folder: &str) -> Result<BTreeMap<String, String>, Error> {
        let is_wanted = |path: &str| {
            let is_hidden = path.split('/').any(|part| part.starts_with('.'));
            !is_hidden && (path.ends_with(".yaml") || path.ends_with(".yml"))
        };
        self.texts(folder, &is_wanted)
    }

    /// The listings below a folder.
    fn listings(&self, folder: &str) -> Result<BTreeMap<String, String>, Error> {
        self.texts(folder, &|path| path.ends_with(".txt"))
    }

    fn texts(
        &self,
        folder: &str,
        is_wanted: &dyn Fn(&str) -> bool,
    ) -> Result<BTreeMap<String, String>, Error> {
        match self {
            Self::Commit { repository, sha } => commit::texts(repository, sha, folder, is_wanted),
            Self::Disk => disk::texts(folder, is_wanted),
        }
    }
}

/// The text of a file; line ends are those of the spec's loader.
fn text(path: &str, bytes: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(bytes)
        .map(|text| text.replace("\r\n", "\n"))
        .map_err(|_| Error::Base(format!("{path} of the base is not UTF-8 text")))
}
