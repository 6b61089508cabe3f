//! Finds the commits of two versions of a file.

use super::versions::Versions;
use crate::git::Repository;
use std::path::Path;

/// A commit and its parent.
pub(super) struct Commits {
    pub(super) parent: String,
    /// The commit; `None` for uncommitted changes.
    pub(super) commit: Option<String>,
}

impl Commits {
    /// Finds the commit that made the newer version from the older one; `None` if there are several commits in between, or
    /// several parents.
    pub(super) fn find(repository: &Repository, versions: &Versions) -> Option<Self> {
        let object_at = |commit: &str, path: &str| {
            let object = repository.object(&format!("{commit}:{path}"));
            object.ok().flatten().unwrap_or_default()
        };
        let has_old = |commit: &str| object_at(commit, &versions.path) == versions.old;
        // Uncommitted changes first, because an earlier commit can have made the same change. Git runs diff drivers at the
        // top level of the working tree.
        let path = Path::new(&versions.new_path);
        let is_uncommitted =
            Path::new(&versions.new_file) == path || (versions.new.is_empty() && !path.exists());
        let head = repository.commit("HEAD").ok().flatten()?;
        if is_uncommitted && has_old(&head) {
            return Some(Self {
                parent: head,
                commit: None,
            });
        }
        // The commit that removed a file is the last one in which its object occurs.
        let object = if versions.new.is_empty() {
            &versions.old
        } else {
            &versions.new
        };
        let find = format!("--find-object={object}");
        let path = format!(":(top,literal){}", versions.new_path);
        let arguments = ["log", "--format=%H", "--no-ext-diff", &find, "--", &path];
        let commits = repository.output(&arguments, &[]).unwrap_or_default();
        let commits = String::from_utf8_lossy(&commits);
        commits.lines().find_map(|commit| {
            let parent = repository.commit(&format!("{commit}^")).ok().flatten()?;
            let has_new = object_at(commit, &versions.new_path) == versions.new;
            (has_new && has_old(&parent)).then(|| Self {
                parent,
                commit: Some(commit.to_owned()),
            })
        })
    }

    /// The directory of the spec that a file belongs to, with a trailing `/`.
    pub(super) fn spec_dir(&self, repository: &Repository, path: &str) -> Option<String> {
        let mut path = path;
        loop {
            // The last parent is the top level of the repository.
            let (parent, separator) = match path.rsplit_once('/') {
                Some((parent, _)) => (parent, "/"),
                None => ("", ""),
            };
            let object = repository.object(&format!("{}:{parent}{separator}api.yaml", self.parent));
            if object.ok()?.is_some() {
                return Some(format!("{parent}{separator}"));
            }
            if parent.is_empty() {
                return None;
            }
            path = parent;
        }
    }
}
