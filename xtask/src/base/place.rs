//! What `--base` names: a revision, a folder, or a folder of a revision.

use super::{Origin, advice};
use crate::error::Error;
use crate::git::Repository;
use clientwright_codegen::audit::report::Revision;
use std::path::Path;

/// The branch that others start from.
const TRUNK: &str = "main";
/// What the folder of a spec is called, where only the folder around it is named.
const SPEC: &str = "spec";
/// Where the listings are, seen from the folder around the spec.
const LISTINGS: &str = "generated/api/";

/// Where the files of the older state are. Folders end with `/`; the top of a repository is empty.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) revision: Revision,
    pub(super) spec: String,
    /// What messages call that folder.
    pub(super) root: String,
    /// None where the spec has no folder around it.
    pub(super) listings: Option<String>,
    pub(super) origin: Origin,
}

impl Place {
    /// What `named` means, beside the newer spec in the folder `spec`.
    pub(super) fn find(named: Option<&str>, spec: &Path) -> Result<Self, Error> {
        let Some(named) = named else {
            return in_trunk(spec);
        };
        if looks_like_folder(named) {
            return in_folder(named);
        }
        if let Some((revision, folder)) = named.split_once(':') {
            return in_folder_of_revision(named, revision, folder, spec);
        }
        // A branch may be called like a folder; git's own commands take the revision, so this one does too.
        match Repository::of(spec) {
            Ok(repository) if find_commit(&repository, named)?.is_some() => {
                since_branching(named, repository)
            }
            _ if Path::new(named).is_dir() => in_folder(named),
            Ok(repository) => Err(missing(&repository, named)?),
            Err(error) => Err(error),
        }
    }

    /// A spec of a commit.
    pub(super) fn commit(repository: Repository, sha: &str, spec: &str) -> Self {
        let revision = Revision {
            name: sha.to_owned(),
            sha: Some(sha.to_owned()),
        };
        let origin = Origin::Commit {
            repository,
            sha: sha.to_owned(),
        };
        Self::at(revision, spec.to_owned(), origin)
    }

    fn at(revision: Revision, spec: String, origin: Origin) -> Self {
        let around = spec.trim_end_matches('/').rsplit_once('/');
        let listings = match around {
            Some((around, _)) => Some(format!("{around}/{LISTINGS}")),
            None if spec.is_empty() => None,
            None => Some(LISTINGS.to_owned()),
        };
        Self {
            revision,
            root: spec.trim_end_matches('/').to_owned(),
            spec,
            listings,
            origin,
        }
    }
}

fn in_trunk(spec: &Path) -> Result<Place, Error> {
    let repository = Repository::of(spec)?;
    if find_commit(&repository, TRUNK)?.is_none() {
        return Err(missing(&repository, TRUNK)?);
    }
    since_branching(TRUNK, repository)
}

/// Where the history of `HEAD` left that of a revision.
fn since_branching(named: &str, repository: Repository) -> Result<Place, Error> {
    let Some(tip) = find_commit(&repository, named)? else {
        return Err(missing(&repository, named)?);
    };
    let Some(head) = repository.commit("HEAD")? else {
        return Err(Error::Base(
            "there is no commit yet, so there is nothing to compare with".to_owned(),
        ));
    };
    let Some(sha) = repository.line(&["merge-base", &tip, &head])? else {
        return Err(Error::Base(format!(
            "`{named}` and HEAD have no commit in common{}\n{}",
            if repository.is_shallow {
                " in this clone"
            } else {
                ""
            },
            if repository.is_shallow {
                advice::fetch(&repository, named)?
            } else {
                format!("help: compare with exactly that commit: `--base {named}:DIR`")
            }
        )));
    };
    let revision = Revision {
        name: named.to_owned(),
        sha: Some(sha.clone()),
    };
    let spec = repository.prefix.clone();
    Ok(Place::at(
        revision,
        spec,
        Origin::Commit { repository, sha },
    ))
}

fn in_folder_of_revision(
    named: &str,
    revision: &str,
    folder: &str,
    spec: &Path,
) -> Result<Place, Error> {
    let repository = Repository::of(spec)?;
    let Some(sha) = find_commit(&repository, revision)? else {
        return Err(missing(&repository, revision)?);
    };
    let folder = folder.trim_start_matches("./").trim_matches('/');
    let holds_spec = |folder: &str| repository.object(&format!("{sha}:{folder}api.yaml"));
    let around = match folder {
        "" | "." => String::new(),
        folder => format!("{folder}/"),
    };
    let spec = match holds_spec(&around)? {
        Some(_) => around,
        None => format!("{around}{SPEC}/"),
    };
    let revision = Revision {
        name: named.to_owned(),
        sha: Some(sha.clone()),
    };
    Ok(Place::at(
        revision,
        spec,
        Origin::Commit { repository, sha },
    ))
}

fn in_folder(named: &str) -> Result<Place, Error> {
    let folder = Path::new(named);
    if !folder.is_dir() {
        return Err(Error::Base(format!("there is no folder `{named}`")));
    }
    // The whole path, since the listings stand in a folder around it.
    let around = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let named = named.trim_end_matches('/');
    let (spec, root) = if around.join("api.yaml").exists() {
        (around, named.to_owned())
    } else {
        (around.join(SPEC), format!("{named}/{SPEC}"))
    };
    let revision = Revision {
        name: named.to_owned(),
        sha: None,
    };
    let spec = spec.to_string_lossy().replace('\\', "/");
    let spec = format!("{}/", spec.trim_end_matches('/'));
    Ok(Place {
        // Messages call the folder as the caller did.
        root,
        ..Place::at(revision, spec, Origin::Disk)
    })
}

/// Whether the text can only be the path of a folder.
fn looks_like_folder(named: &str) -> bool {
    let is_drive = named
        .as_bytes()
        .get(1..3)
        .is_some_and(|it| it == b":\\" || it == b":/");
    named.starts_with(['/', '\\'])
        || named == "."
        || named == ".."
        || named.starts_with("./")
        || named.starts_with("../")
        || (named.ends_with('/') && !named.contains(':'))
        || is_drive
}

/// The commit of a revision, here or as the remote had it.
fn find_commit(repository: &Repository, named: &str) -> Result<Option<String>, Error> {
    match repository.commit(named)? {
        Some(commit) => Ok(Some(commit)),
        None => repository.commit(&format!("refs/remotes/origin/{named}")),
    }
}

fn missing(repository: &Repository, named: &str) -> Result<Error, Error> {
    Ok(Error::Base(format!(
        "this repository has no revision `{named}`\n{}",
        advice::fetch(repository, named)?
    )))
}
