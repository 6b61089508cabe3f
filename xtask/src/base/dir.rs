//! Reads files of a directory.

use super::decode;
use crate::error::Error;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

/// The wanted files below a directory, by their paths from there; empty if the directory does not exist.
pub(super) fn read(
    dir: &str,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Result<BTreeMap<String, String>, Error> {
    let mut files = BTreeMap::new();
    match visit(Path::new(dir), "", &mut files, is_wanted) {
        Err((path, error)) if error.kind() != ErrorKind::NotFound => {
            Err(Error::Base(format!("cannot read {path}: {error}")))
        }
        _ => files
            .into_iter()
            .map(|(path, bytes)| Ok((path.clone(), decode(&path, bytes)?)))
            .collect(),
    }
}

fn visit(
    dir: &Path,
    prefix: &str,
    files: &mut BTreeMap<String, Vec<u8>>,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Result<(), (String, io::Error)> {
    let failed = |path: &Path| {
        let path = path.display().to_string();
        move |error| (path, error)
    };
    for entry in fs::read_dir(dir).map_err(failed(dir))? {
        let entry = entry.map_err(failed(dir))?;
        let file = entry.path();
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if file.is_dir() {
            visit(&file, &format!("{path}/"), files, is_wanted)?;
        } else if is_wanted(&path) {
            let bytes = fs::read(&file).map_err(failed(&file))?;
            files.insert(path, bytes);
        }
    }
    Ok(())
}
