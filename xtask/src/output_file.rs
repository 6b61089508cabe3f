//! Files of `--output` options.

use crate::error::Error;
use crate::{files, output};
use std::fs::{self, OpenOptions};
use std::path::Path;

/// Writes text to a file. A regular file is replaced at once, so that no reader sees a part of it. Anything else, such as a
/// device, a named pipe or a link to one, is opened and written in place.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Error> {
    let is_special = fs::symlink_metadata(path).is_ok_and(|found| !found.is_file());
    if !is_special {
        return files::write_atomically(path, text);
    }
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .open(path);
    file.and_then(|file| output::write_to(file, text))
        .map_err(Error::io("write", path))
}
