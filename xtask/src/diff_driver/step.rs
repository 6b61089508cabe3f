//! The step of history between two versions of a file.

use super::pair::Pair;
use crate::git::Repository;
use std::path::Path;

/// The step of history that made the newer version.
pub(super) struct Step {
    /// The commit before it.
    pub(super) before: String,
    /// The commit; none for what is not committed yet.
    pub(super) after: Option<String>,
}

impl Step {
    /// Looks for the step; none, where several commits lie between, or several parents.
    pub(super) fn of(repository: &Repository, pair: &Pair) -> Option<Self> {
        let at = |commit: &str, path: &str| {
            let object = repository.object(&format!("{commit}:{path}"));
            object.ok().flatten().unwrap_or_default()
        };
        let is_old = |commit: &str| at(commit, &pair.path) == pair.old;
        // What is not committed comes first: history may hold the same step, from another time. Git runs drivers at the
        // top of the tree.
        let in_tree = Path::new(&pair.new_path);
        let is_in_tree =
            Path::new(&pair.new_file) == in_tree || (pair.new.is_empty() && !in_tree.exists());
        let head = repository.commit("HEAD").ok().flatten()?;
        if is_in_tree && is_old(&head) {
            return Some(Self {
                before: head,
                after: None,
            });
        }
        // A file that is gone was made so by the last commit that knew it.
        let made = if pair.new.is_empty() {
            &pair.old
        } else {
            &pair.new
        };
        let find = format!("--find-object={made}");
        let path = format!(":(top,literal){}", pair.new_path);
        let arguments = ["log", "--format=%H", "--no-ext-diff", &find, "--", &path];
        let commits = repository.bytes(&arguments, &[]).unwrap_or_default();
        let commits = String::from_utf8_lossy(&commits);
        commits.lines().find_map(|commit| {
            let before = repository.commit(&format!("{commit}^")).ok().flatten()?;
            let is_new = at(commit, &pair.new_path) == pair.new;
            (is_new && is_old(&before)).then(|| Self {
                before,
                after: Some(commit.to_owned()),
            })
        })
    }

    /// The folder of the spec that a file is part of, with `/` at its end.
    pub(super) fn folder(&self, repository: &Repository, path: &str) -> Option<String> {
        let mut folder = path;
        loop {
            // The last one is the top of the repository.
            let (around, end) = match folder.rsplit_once('/') {
                Some((around, _)) => (around, "/"),
                None => ("", ""),
            };
            let object = repository.object(&format!("{}:{around}{end}api.yaml", self.before));
            if object.ok()?.is_some() {
                return Some(format!("{around}{end}"));
            }
            if around.is_empty() {
                return None;
            }
            folder = around;
        }
    }
}
