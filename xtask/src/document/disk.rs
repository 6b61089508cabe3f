//! Files of a document on the disk.

use super::{Content, read_limited};
use crate::error::Error;
use crate::workspace;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The folder of a document.
pub(super) struct Disk {
    folder: PathBuf,
    /// The folder without links, to compare with the targets of links.
    real: PathBuf,
}

impl Disk {
    /// The folder of the document at `path`.
    pub(super) fn new(folder: &Path, path: &Path) -> Result<Self, Error> {
        Ok(Self {
            folder: folder.to_owned(),
            real: fs::canonicalize(folder).map_err(Error::io("read", path))?,
        })
    }

    /// Content of a file with at most `limit` bytes; `None` if it does not exist and is not the root.
    pub(super) fn read(&self, path: &str, is_root: bool, limit: u64) -> Result<Content, Error> {
        let file = self.folder.join(path);
        let shown = workspace::display(&file);
        let real = match fs::canonicalize(&file) {
            Ok(real) => real,
            Err(error) if !is_root && error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::io("read", Path::new(&shown))(error)),
        };
        // The user chose the root file, and `..` at the start of a path shows that it leads out of the folder.
        if !is_root && !path.starts_with("../") && !real.starts_with(&self.real) {
            return Err(Error::Usage(format!(
                "{shown} is a symbolic link to a file outside the folder of the document\nhelp: replace the link with the file"
            )));
        }
        let is_regular = fs::metadata(&real)
            .map_err(Error::io("read", Path::new(&shown)))?
            .is_file();
        if !is_regular && !is_root {
            return Err(Error::Usage(format!(
                "{shown}, which the document refers to, is not a regular file"
            )));
        }
        let opened = File::open(&real).and_then(|file| read_limited(file, limit));
        let bytes = opened.map_err(Error::io("read", Path::new(&shown)))?;
        Ok(Some(bytes))
    }
}
