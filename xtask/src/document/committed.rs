//! Files of a document in a commit.

use super::{Content, read_limited};
use crate::base;
use crate::error::Error;
use crate::git::Repository;
use std::path::Path;

/// The folder of a document in a commit.
pub(super) struct Commit {
    repository: Repository,
    sha: String,
    /// Path of the folder from the top level: empty, or with a trailing `/`.
    pub(super) folder: String,
    /// Name of the document in the folder.
    pub(super) name: String,
}

impl Commit {
    /// The folder of the document at `path`, from the top level of the repository that contains the current directory.
    pub(super) fn find(revision: &str, path: &str) -> Result<Self, Error> {
        let repository = Repository::containing(Path::new("."), "name a file")?;
        let sha = base::commit(&repository, revision)?;
        let path = path.trim_start_matches("./");
        let (folder, name) = match path.rsplit_once('/') {
            Some((folder, name)) => (format!("{folder}/"), name),
            None => (String::new(), path),
        };
        Ok(Self {
            repository,
            sha,
            folder,
            name: name.to_owned(),
        })
    }

    /// Content of a file with at most `limit` bytes; `None` if it does not exist and is not the root.
    pub(super) fn read(&self, path: &str, is_root: bool, limit: u64) -> Result<Content, Error> {
        let Some(path) = joined(&self.folder, path) else {
            return Ok(None);
        };
        let file = format!("{}:{path}", self.sha);
        let Some(object) = self.repository.object(&file)? else {
            return if is_root {
                Err(Error::Base(format!(
                    "the commit {} has no file `{path}`\nhelp: write the path from the top level of the repository",
                    self.sha.get(..10).unwrap_or(&self.sha)
                )))
            } else {
                Ok(None)
            };
        };
        let bytes = self
            .repository
            .output(&["cat-file", "blob", &object], &[])?;
        let bytes = read_limited(bytes.as_slice(), limit);
        bytes.map(Some).map_err(Error::io("read", Path::new(&path)))
    }
}

/// A path from the top level; `None` if it leads out of the repository.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
