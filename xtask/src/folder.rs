//! Folders on disk: reading what was generated before, and writing so that a kill at any moment does no harm.

use crate::error::Error;
use clientwright_codegen::tree::{Difference, Tree, is_generated};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

/// Ends the names of files that are being written; what is left of them after a kill is removed by the next run.
const UNFINISHED: &str = ".xtask-unfinished";

/// What a folder holds that concerns a tree: all generated files, and whatever stands where a file of the tree belongs.
pub(crate) fn read(folder: &Path, tree: &Tree) -> Result<BTreeMap<String, String>, Error> {
    let mut found = BTreeMap::new();
    if folder.exists() {
        read_below(folder, "", &mut found)?;
    }
    found.retain(|path, text| tree.get(path).is_some() || is_generated(text));
    Ok(found)
}

fn read_below(
    folder: &Path,
    prefix: &str,
    found: &mut BTreeMap<String, String>,
) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(Error::disk("read the folder", folder))? {
        let entry = entry.map_err(Error::disk("read the folder", folder))?;
        let (path, name) = (
            entry.path(),
            entry.file_name().to_string_lossy().into_owned(),
        );
        let kind = entry.file_type().map_err(Error::disk("look at", &path))?;
        if kind.is_dir() {
            // Build products are no one's source, and a nested repository is someone else's.
            if !(name.starts_with('.') || name == "target") {
                read_below(&path, &format!("{prefix}{name}/"), found)?;
            }
        } else if kind.is_file() {
            let bytes = fs::read(&path).map_err(Error::disk("read", &path))?;
            // A file that is not text was not generated; it still must not be overwritten.
            found.insert(
                format!("{prefix}{name}"),
                String::from_utf8_lossy(&bytes).into_owned(),
            );
        } else {
            // A link is not followed: what it points at may lie anywhere.
            found.insert(format!("{prefix}{name}"), String::new());
        }
    }
    Ok(())
}

/// Makes a folder what the tree says: writes what is missing or stale, removes what is orphaned.
pub(crate) fn write(folder: &Path, tree: &Tree, difference: &Difference) -> Result<(), Error> {
    if !difference.foreign.is_empty() {
        return Err(Error::Foreign(
            difference
                .foreign
                .iter()
                .map(|path| folder.join(path))
                .collect(),
        ));
    }
    remove_unfinished(folder)?;
    for path in difference.missing.iter().chain(&difference.stale) {
        if let Some(text) = tree.get(path) {
            replace(&folder.join(path), text)?;
        }
    }
    for path in &difference.orphaned {
        let path = folder.join(path);
        fs::remove_file(&path).map_err(Error::disk("remove", &path))?;
        remove_if_empty(path.parent(), folder);
    }
    Ok(())
}

/// Writes beside the file, then renames over it: at any moment the file is the old one or the new one. A kill cannot
/// tear a rename; only a power cut could, and the next run repairs what that leaves, so nothing waits for the disk.
fn replace(path: &Path, text: &str) -> Result<(), Error> {
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent).map_err(Error::disk("make the folder", parent))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let unfinished = parent.join(format!(".{name}{UNFINISHED}"));
    let write = || -> std::io::Result<()> {
        let mut file = File::create(&unfinished)?;
        file.write_all(text.as_bytes())?;
        fs::rename(&unfinished, path)
    };
    write().map_err(|error| {
        // What could not be finished is of no use; that it cannot be removed either is the lesser trouble.
        let _ = fs::remove_file(&unfinished);
        Error::disk("write", path)(error)
    })
}

fn remove_unfinished(folder: &Path) -> Result<(), Error> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(());
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type().map_err(Error::disk("look at", &path))?;
        if kind.is_dir() && !(name.starts_with('.') || name == "target") {
            remove_unfinished(&path)?;
        } else if kind.is_file() && name.ends_with(UNFINISHED) {
            fs::remove_file(&path).map_err(Error::disk("remove", &path))?;
        }
    }
    Ok(())
}

/// Removes folders that only held what was orphaned; one that holds anything else stays, which is what the error says.
fn remove_if_empty(folder: Option<&Path>, top: &Path) {
    if let Some(folder) = folder
        && folder != top
        && fs::remove_dir(folder).is_ok()
    {
        remove_if_empty(folder.parent(), top);
    }
}
