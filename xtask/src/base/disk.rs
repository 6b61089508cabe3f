//! Files of a folder.

use super::text;
use crate::error::Error;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

/// The wanted files below a folder, by their paths from there; none where there is no such folder.
pub(super) fn texts(
    folder: &str,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Result<BTreeMap<String, String>, Error> {
    let mut found = BTreeMap::new();
    match visit(Path::new(folder), "", &mut found, is_wanted) {
        Err((path, error)) if error.kind() != ErrorKind::NotFound => {
            Err(Error::Base(format!("cannot read {path}: {error}")))
        }
        _ => found
            .into_iter()
            .map(|(path, bytes)| Ok((path.clone(), text(&path, bytes)?)))
            .collect(),
    }
}

fn visit(
    folder: &Path,
    prefix: &str,
    found: &mut BTreeMap<String, Vec<u8>>,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Result<(), (String, io::Error)> {
    let failed = |path: &Path| {
        let path = path.display().to_string();
        move |error| (path, error)
    };
    for entry in fs::read_dir(folder).map_err(failed(folder))? {
        let entry = entry.map_err(failed(folder))?;
        let file = entry.path();
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if file.is_dir() {
            visit(&file, &format!("{path}/"), found, is_wanted)?;
        } else if is_wanted(&path) {
            let bytes = fs::read(&file).map_err(failed(&file))?;
            found.insert(path, bytes);
        }
    }
    Ok(())
}
