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
        // A file that is gone was made so by the last commit that knew it.
        let made = if pair.new.is_empty() {
            &pair.old
        } else {
            &pair.new
        };
        let find = format!("--find-object={made}");
        let path = format!(":(top){}", pair.new_path);
        let arguments = ["log", "--format=%H", "--no-ext-diff", &find, "--", &path];
        let commits = repository.bytes(&arguments, &[]).unwrap_or_default();
        let commits = String::from_utf8_lossy(&commits);
        let step = commits.lines().find_map(|commit| {
            let before = repository.commit(&format!("{commit}^")).ok().flatten()?;
            let is_new = at(commit, &pair.new_path) == pair.new;
            (is_new && is_old(&before)).then(|| Self {
                before,
                after: Some(commit.to_owned()),
            })
        });
        step.or_else(|| {
            let head = repository.commit("HEAD").ok().flatten()?;
            let is_in_tree = Path::new(&pair.new_file) == Path::new(&pair.new_path);
            (is_in_tree && is_old(&head)).then_some(Self {
                before: head,
                after: None,
            })
        })
    }

    /// The folder of the spec that a file is part of, with `/` at its end.
    pub(super) fn folder(&self, repository: &Repository, path: &str) -> Option<String> {
        let mut folder = path;
        while let Some((around, _)) = folder.rsplit_once('/') {
            let object = repository.object(&format!("{}:{around}/api.yaml", self.before));
            if object.ok()?.is_some() {
                return Some(format!("{around}/"));
            }
            folder = around;
        }
        None
    }
}
