//! Resolves `--base`: a revision, a directory, or a directory of a revision.

use super::Storage;
use super::fetch_hint::fetch_hint;
use crate::error::Error;
use crate::git::Repository;
use clientwright_codegen::audit::report::Revision;
use std::path::Path;

/// The branch to compare with if there is no `--base`.
const DEFAULT_BRANCH: &str = "main";
/// Name of the directory of the spec, if `--base` names its parent.
const SPEC: &str = "spec";
/// Path of the listings from the parent of the spec.
const LISTINGS: &str = "generated/api/";

/// Alternative to a repository, in help lines.
const COMPARE_DIRECTORY: &str = "compare with a directory: `--base DIR`";

/// Where the files of a base are. Paths of directories have a trailing `/`; the top level of a repository is empty.
#[derive(Debug)]
pub(super) struct Resolved {
    pub(super) revision: Revision,
    pub(super) spec_dir: String,
    /// The directory of the spec as messages show it.
    pub(super) display_dir: String,
    /// `None` if the spec has no parent directory in the repository.
    pub(super) listings_dir: Option<String>,
    pub(super) storage: Storage,
    /// Where the branch of the base started, if that is another commit.
    pub(super) branch_start: Option<Storage>,
}

impl Resolved {
    /// Resolves `--base` for the newer spec in the directory `spec`.
    pub(super) fn new(base: Option<&str>, spec: &Path) -> Result<Self, Error> {
        let Some(base) = base else {
            return merge_base(
                DEFAULT_BRANCH,
                Repository::containing(spec, COMPARE_DIRECTORY)?,
            );
        };
        if is_directory_syntax(base) {
            return directory(base);
        }
        if let Some((revision, dir)) = base.split_once(':') {
            return directory_of_revision(base, revision, dir, spec);
        }
        // A name can be that of a branch and of a directory. Like git, this prefers the branch.
        match Repository::containing(spec, COMPARE_DIRECTORY) {
            Ok(repository) if find_commit(&repository, base)?.is_some() => {
                merge_base(base, repository)
            }
            _ if Path::new(base).is_dir() => directory(base),
            Ok(repository) => Err(unknown_revision(&repository, base)?),
            Err(error) => Err(error),
        }
    }

    /// A spec of a commit.
    pub(super) fn commit(repository: Repository, sha: &str, spec_dir: &str) -> Self {
        let sha = sha.to_owned();
        let revision = Revision {
            name: sha.clone(),
            sha: Some(sha.clone()),
        };
        let storage = Storage::Commit { repository, sha };
        Self::from_spec_dir(revision, spec_dir.to_owned(), storage)
    }

    fn from_spec_dir(revision: Revision, spec_dir: String, storage: Storage) -> Self {
        let parent = spec_dir.trim_end_matches('/').rsplit_once('/');
        let listings_dir = match parent {
            Some((parent, _)) => Some(format!("{parent}/{LISTINGS}")),
            None if spec_dir.is_empty() => None,
            None => Some(LISTINGS.to_owned()),
        };
        Self {
            revision,
            display_dir: spec_dir.trim_end_matches('/').to_owned(),
            spec_dir,
            listings_dir,
            storage,
            branch_start: None,
        }
    }

    /// Reads the listings of a crate that is not next to the spec. Its place relative to the spec is that of the newer
    /// crate, in `out`.
    pub(super) fn with_crate(self, spec: &Path, out: &Path) -> Self {
        let listings_dir = listings_dir(&self.spec_dir, spec, out);
        Self {
            listings_dir,
            ..self
        }
    }
}

/// The directory that is to `spec_dir` as the listings in `out` are to `spec`. `None` if there is none in the repository.
fn listings_dir(spec_dir: &str, spec: &Path, out: &Path) -> Option<String> {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (spec, out) = (real(spec), real(out));
    let pairs = spec.components().zip(out.components());
    let common = pairs.take_while(|(one, other)| one == other).count();
    let mut dir = spec_dir.trim_end_matches('/');
    for _ in spec.components().skip(common) {
        dir = match dir.rsplit_once('/') {
            Some((parent, _)) => parent,
            None if dir.is_empty() => return None,
            None => "",
        };
    }
    let is_top_level = dir.is_empty() && !spec_dir.starts_with('/');
    let mut listings = if is_top_level {
        String::new()
    } else {
        format!("{dir}/")
    };
    for part in out.components().skip(common) {
        listings.push_str(&part.as_os_str().to_string_lossy());
        listings.push('/');
    }
    Some(listings + "api/")
}

/// The merge base of a revision and `HEAD`.
fn merge_base(name: &str, repository: Repository) -> Result<Resolved, Error> {
    let tip = commit(&repository, name)?;
    let Some(head) = repository.commit("HEAD")? else {
        return Err(Error::Base(
            "`HEAD` has no commit to compare\nhelp: commit the spec, or compare with a directory: `--base DIR`"
                .to_owned(),
        ));
    };
    let Some(sha) = common_ancestor(&repository, &tip, &head)? else {
        return Err(no_merge_base(&repository, name)?);
    };
    let revision = Revision {
        name: name.to_owned(),
        sha: Some(sha.clone()),
    };
    let spec_dir = repository.prefix.clone();
    // A merge base with the default branch is in that branch.
    let branch_start = match name {
        DEFAULT_BRANCH => None,
        _ => branch_start(&repository, &sha)?,
    };
    let storage = Storage::Commit { repository, sha };
    Ok(Resolved {
        branch_start,
        ..Resolved::from_spec_dir(revision, spec_dir, storage)
    })
}

/// Where the branch of a commit started; `None` if the commit is in the default branch, or there is no such branch.
fn branch_start(repository: &Repository, sha: &str) -> Result<Option<Storage>, Error> {
    let Some(main) = find_commit(repository, DEFAULT_BRANCH)? else {
        return Ok(None);
    };
    let start = common_ancestor(repository, &main, sha)?;
    Ok(start
        .filter(|start| start != sha)
        .map(|sha| Storage::Commit {
            repository: repository.clone(),
            sha,
        }))
}

/// The best common ancestor of two commits.
fn common_ancestor(
    repository: &Repository,
    one: &str,
    other: &str,
) -> Result<Option<String>, Error> {
    if one == other {
        return Ok(Some(one.to_owned()));
    }
    repository.line(&["merge-base", one, other])
}

fn directory_of_revision(
    base: &str,
    revision: &str,
    dir: &str,
    spec: &Path,
) -> Result<Resolved, Error> {
    let repository = Repository::containing(spec, COMPARE_DIRECTORY)?;
    let sha = commit(&repository, revision)?;
    let dir = match dir.trim_start_matches("./").trim_matches('/') {
        "" | "." => String::new(),
        dir => format!("{dir}/"),
    };
    let is_spec = repository.object(&format!("{sha}:{dir}api.yaml"))?;
    let spec_dir = match is_spec {
        Some(_) => dir,
        None => format!("{dir}{SPEC}/"),
    };
    let revision = Revision {
        name: base.to_owned(),
        sha: Some(sha.clone()),
    };
    let storage = Storage::Commit { repository, sha };
    Ok(Resolved::from_spec_dir(revision, spec_dir, storage))
}

/// The spec in a directory, or in its directory `spec`.
pub(super) fn directory(base: &str) -> Result<Resolved, Error> {
    let dir = Path::new(base);
    if !dir.is_dir() {
        return Err(Error::Base(format!("there is no directory `{base}`")));
    }
    // Absolute, because the listings are in the parent directory.
    let dir = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    let base = base.trim_end_matches('/');
    let (spec_dir, display_dir) = if dir.join("api.yaml").exists() {
        (dir, base.to_owned())
    } else {
        (dir.join(SPEC), format!("{base}/{SPEC}"))
    };
    let revision = Revision {
        name: base.to_owned(),
        sha: None,
    };
    let spec_dir = spec_dir.to_string_lossy().replace('\\', "/");
    let spec_dir = format!("{}/", spec_dir.trim_end_matches('/'));
    Ok(Resolved {
        display_dir,
        ..Resolved::from_spec_dir(revision, spec_dir, Storage::Disk)
    })
}

/// Whether the value of `--base` can only be a directory.
fn is_directory_syntax(base: &str) -> bool {
    let has_drive = base
        .as_bytes()
        .get(1..3)
        .is_some_and(|it| it == b":\\" || it == b":/");
    base.starts_with(['/', '\\'])
        || base == "."
        || base == ".."
        || base.starts_with("./")
        || base.starts_with("../")
        || (base.ends_with('/') && !base.contains(':'))
        || has_drive
}

/// The commit of a revision.
pub(super) fn commit(repository: &Repository, revision: &str) -> Result<String, Error> {
    match find_commit(repository, revision)? {
        Some(sha) => Ok(sha),
        None => Err(unknown_revision(repository, revision)?),
    }
}

/// The commit of a local branch, or else of another local revision, or else of the branch with that name at `origin`. Git
/// itself would prefer a tag to a branch of the same name.
fn find_commit(repository: &Repository, name: &str) -> Result<Option<String>, Error> {
    for revision in [
        format!("refs/heads/{name}"),
        name.to_owned(),
        format!("refs/remotes/origin/{name}"),
    ] {
        if let Some(commit) = repository.commit(&revision)? {
            return Ok(Some(commit));
        }
    }
    Ok(None)
}

fn unknown_revision(repository: &Repository, name: &str) -> Result<Error, Error> {
    let hint = fetch_hint(repository, name)?;
    Ok(Error::Base(format!(
        "this repository has no revision `{name}`\n{hint}"
    )))
}

fn no_merge_base(repository: &Repository, name: &str) -> Result<Error, Error> {
    Ok(Error::Base(if repository.is_shallow {
        let hint = fetch_hint(repository, name)?;
        format!("`{name}` and `HEAD` have no merge base in this clone\n{hint}")
    } else {
        format!(
            "`{name}` and `HEAD` have no merge base\nhelp: compare with `{name}` itself: `--base {name}:DIR`"
        )
    }))
}
