//! Reads files of a directory.

use crate::directory;
use crate::error::Error;
use std::collections::BTreeMap;
use std::path::Path;

/// The wanted files below a directory, by their paths from there; empty if the directory does not exist.
pub(super) fn read(
    dir: &str,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Result<BTreeMap<String, String>, Error> {
    if !Path::new(dir).exists() {
        return Ok(BTreeMap::new());
    }
    directory::read(Path::new(dir), dir, is_wanted)
        .map_err(|problem| Error::Base(problem.to_string()))
}
