//! The list of files that an import wrote, with their checksums. Its lines are those of `sha256sum`.

use crate::error::Error;
use crate::files;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

/// Path of the list in the directory of the spec. It is hidden, so it is not part of the spec.
pub(super) const PATH: &str = ".imported";

const HEADER: &str = "\
# Files that `cargo xtask import openapi` wrote, with their SHA-256. The next import replaces or removes them, except for
# those that were edited since.
";

/// Checksums of files, by path. While an import runs, a file can have an old and a new one.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Manifest(BTreeMap<String, BTreeSet<String>>);

impl Manifest {
    /// Reads the list of a directory; `None` if no import wrote to it. Lines that are not entries are skipped.
    pub(super) fn read(dir: &Path) -> Result<Option<Self>, Error> {
        let Some(text) = files::read_existing(dir, PATH)? else {
            return Ok(None);
        };
        let mut manifest = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((checksum, path)) = line.split_once("  ")
                && is_path(path)
            {
                manifest.add(path, checksum.to_owned());
            }
        }
        Ok(Some(manifest))
    }

    /// The list of files with this content.
    pub(super) fn of(files: &BTreeMap<String, String>) -> Self {
        let mut manifest = Self::default();
        for (path, text) in files {
            manifest.add(path, checksum(text));
        }
        manifest
    }

    /// This list and the entries of another one.
    pub(super) fn union(&self, other: &Self) -> Self {
        let mut all = self.0.clone();
        for (path, checksums) in &other.0 {
            all.entry(path.clone())
                .or_default()
                .extend(checksums.iter().cloned());
        }
        Self(all)
    }

    fn add(&mut self, path: &str, checksum: String) {
        self.0.entry(path.to_owned()).or_default().insert(checksum);
    }

    /// Paths of all files.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Whether an import wrote a file with this path and content.
    pub(super) fn contains(&self, path: &str, text: &str) -> bool {
        self.0
            .get(path)
            .is_some_and(|it| it.contains(&checksum(text)))
    }

    /// Writes the list to a directory.
    pub(super) fn write(&self, dir: &Path) -> Result<(), Error> {
        let mut text = HEADER.to_owned();
        for (path, checksums) in &self.0 {
            for checksum in checksums {
                // Writing to a string cannot fail.
                let _ = writeln!(text, "{checksum}  {path}");
            }
        }
        files::write_atomically(&dir.join(PATH), &text)
    }
}

/// Whether a path is inside its directory.
fn is_path(path: &str) -> bool {
    path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

fn checksum(text: &str) -> String {
    let mut hex = String::new();
    for byte in Sha256::digest(text.as_bytes()) {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
