//! Folders on disk: reading what was generated before, and writing so that a kill at any moment does no harm.

use crate::error::Error;
use clientwright_codegen::tree::{Difference, Tree, is_generated};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process;

/// Ends the names of files that are being written; what is left of them after a kill is removed by the next run.
const UNFINISHED: &str = ".xtask-unfinished";

/// What a folder holds that concerns a tree: whatever stands where a file of the tree belongs, and the generated files
/// in `areas`, which are the folders below it that nothing but the generator is expected to fill.
pub(crate) fn read(
    folder: &Path,
    tree: &Tree,
    areas: &[&str],
) -> Result<BTreeMap<String, String>, Error> {
    let mut found = BTreeMap::new();
    for (path, _) in tree.files() {
        if let Some(text) = occupant(folder, path)? {
            found.insert(path.to_owned(), text);
        }
    }
    for area in areas {
        visit(&folder.join(area), area, &mut |path, file| {
            let text = read_text(file)?;
            if is_generated(&text) {
                found.insert(path, text);
            }
            Ok(())
        })?;
    }
    Ok(found)
}

/// The text of what stands where a file belongs: none, when nothing does; empty, and so not generated, when it is
/// anything but a plain file in plain folders. A link is not followed: what it points at may lie anywhere.
fn occupant(folder: &Path, path: &str) -> Result<Option<String>, Error> {
    let parts: Vec<_> = path.split('/').collect();
    let mut at = folder.to_owned();
    for (depth, part) in parts.iter().enumerate() {
        at.push(part);
        let kind = match fs::symlink_metadata(&at) {
            Ok(found) => found.file_type(),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::disk("look at", &at)(error)),
        };
        let expected = if depth + 1 == parts.len() {
            kind.is_file()
        } else {
            kind.is_dir()
        };
        if !expected {
            return Ok(Some(String::new()));
        }
    }
    read_text(&at).map(Some)
}

/// A file that is not text was not generated, and need not be read exactly.
fn read_text(path: &Path) -> Result<String, Error> {
    let bytes = fs::read(path).map_err(Error::disk("read", path))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Visits every plain file below a folder. A folder with a manifest of its own is another crate and none of ours.
fn visit(
    folder: &Path,
    prefix: &str,
    found: &mut dyn FnMut(String, &Path) -> Result<(), Error>,
) -> Result<(), Error> {
    if !fs::symlink_metadata(folder).is_ok_and(|found| found.is_dir()) {
        return Ok(());
    }
    for entry in fs::read_dir(folder).map_err(Error::disk("read the folder", folder))? {
        let entry = entry.map_err(Error::disk("read the folder", folder))?;
        let file = entry.path();
        let kind = entry.file_type().map_err(Error::disk("look at", &file))?;
        // No generated file has a name that is not text.
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let path = format!("{prefix}/{name}");
        if kind.is_file() {
            found(path, &file)?;
        } else if kind.is_dir() && !file.join("Cargo.toml").exists() {
            visit(&file, &path, found)?;
        }
    }
    Ok(())
}

/// Makes a folder what the tree says: writes what is missing or stale, removes what is orphaned.
pub(crate) fn write(folder: &Path, tree: &Tree, difference: &Difference) -> Result<(), Error> {
    let parents: BTreeSet<_> = tree
        .files()
        .filter_map(|(path, _)| folder.join(path).parent().map(Path::to_owned))
        .collect();
    parents
        .iter()
        .try_for_each(|parent| remove_unfinished(parent))?;
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
pub(crate) fn replace(path: &Path, text: &str) -> Result<(), Error> {
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent).map_err(Error::disk("make the folder", parent))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Two runs at once must not write into one file.
    let unfinished = parent.join(format!(".{name}.{}{UNFINISHED}", process::id()));
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
        let ours = entry.file_name().to_string_lossy().ends_with(UNFINISHED);
        if ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
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
