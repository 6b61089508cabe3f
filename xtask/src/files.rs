//! Generated files on disk. A process that is killed at any moment leaves each file old or new, never half-written.

use crate::error::Error;
use crate::{output, workspace};
use clientwright_codegen::tree::{Difference, Tree, is_generated};
use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Write};
#[cfg(unix)]
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Suffix of temporary files. The next run removes those that a killed process left behind.
pub(crate) const TEMPORARY: &str = ".xtask-unfinished";

/// Reads the files of a directory to compare with a tree: those at the paths of the tree, and the generated files in
/// `subdirs`, where a generated file that is not in the tree is orphaned.
pub(crate) fn read_generated(
    dir: &Path,
    tree: &Tree,
    subdirs: &[&str],
) -> Result<BTreeMap<String, String>, Error> {
    let mut found = BTreeMap::new();
    for (path, _) in tree.files() {
        if let Some(text) = read_existing(dir, path)? {
            found.insert(path.to_owned(), text);
        }
    }
    for subdir in subdirs {
        visit(&dir.join(subdir), subdir, &mut |path, file| {
            let text = read_text(file)?;
            if is_generated(&text) {
                found.insert(path, text);
            }
            Ok(())
        })?;
    }
    Ok(found)
}

/// Content of the file at a path, or `None` if there is none. Anything but a regular file in regular directories counts
/// as an empty file, which is not generated. Symbolic links are not followed, because they may lead out of the directory.
pub(crate) fn read_existing(dir: &Path, path: &str) -> Result<Option<String>, Error> {
    let parts: Vec<_> = path.split('/').collect();
    let mut at = dir.to_owned();
    for (depth, part) in parts.iter().enumerate() {
        at.push(part);
        let kind = match fs::symlink_metadata(&at) {
            Ok(found) => found.file_type(),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::io("inspect", &at)(error)),
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

/// Content of a file. One that is not UTF-8 was not generated, so its exact content does not matter.
fn read_text(path: &Path) -> Result<String, Error> {
    let bytes = fs::read(path).map_err(Error::io("read", path))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Visits every regular file below a directory, except in other packages.
fn visit(
    dir: &Path,
    prefix: &str,
    found: &mut dyn FnMut(String, &Path) -> Result<(), Error>,
) -> Result<(), Error> {
    if !fs::symlink_metadata(dir).is_ok_and(|found| found.is_dir()) {
        return Ok(());
    }
    for entry in fs::read_dir(dir).map_err(Error::io("read directory", dir))? {
        let entry = entry.map_err(Error::io("read directory", dir))?;
        let file = entry.path();
        let kind = entry.file_type().map_err(Error::io("inspect", &file))?;
        // Names of generated files are UTF-8.
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

/// Creates a directory and locks it for this process, because two runs would remove each other's temporary files. Waits for
/// a run that has the lock. The lock leaves nothing behind: it ends when the file is dropped or the process is killed.
pub(crate) fn lock(dir: &Path) -> Result<Option<File>, Error> {
    fs::create_dir_all(dir).map_err(Error::io("create directory", dir))?;
    // Windows cannot open directories, and some network file systems cannot lock them. Runs are not kept apart there.
    let Ok(file) = File::open(dir) else {
        return Ok(None);
    };
    if let Err(TryLockError::WouldBlock) = file.try_lock() {
        let dir = workspace::display(dir);
        output::message(format!("waiting for another run that writes to {dir}"));
        let _ = file.lock();
    }
    Ok(Some(file))
}

/// Removes the temporary files that killed runs left behind, in the directory itself and below `subdirs`.
pub(crate) fn remove_unfinished(dir: &Path, subdirs: &[&str]) -> Result<(), Error> {
    let entries = fs::read_dir(dir).map_err(Error::io("read directory", dir))?;
    let files = entries.flatten().filter(|entry| {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        is_file && is_temporary(&entry.file_name().to_string_lossy())
    });
    let mut unfinished: Vec<_> = files.map(|entry| entry.path()).collect();
    for subdir in subdirs {
        visit(&dir.join(subdir), subdir, &mut |path, file| {
            if is_temporary(&path) {
                unfinished.push(file.to_owned());
            }
            Ok(())
        })?;
    }
    unfinished
        .iter()
        .try_for_each(|path| fs::remove_file(path).map_err(Error::io("remove", path)))
}

fn is_temporary(path: &str) -> bool {
    path.ends_with(TEMPORARY)
}

/// Writes missing and stale files of a tree, and removes orphaned ones.
pub(crate) fn write_tree(dir: &Path, tree: &Tree, difference: &Difference) -> Result<(), Error> {
    for path in difference.missing.iter().chain(&difference.stale) {
        if let Some(text) = tree.get(path) {
            write_atomically(&dir.join(path), text)?;
        }
    }
    difference
        .orphaned
        .iter()
        .try_for_each(|path| remove(dir, path))
}

/// Removes a file in a directory, and the directories below that it leaves empty.
pub(crate) fn remove(dir: &Path, path: &str) -> Result<(), Error> {
    let path = dir.join(path);
    fs::remove_file(&path).map_err(Error::io("remove", &path))?;
    remove_if_empty(path.parent(), dir);
    Ok(())
}

/// Writes a temporary file and renames it over the file, which is complete at any moment. The disk is not synced: only a
/// power failure could damage a file, and the next run repairs it.
pub(crate) fn write_atomically(path: &Path, text: &str) -> Result<(), Error> {
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent).map_err(Error::io("create directory", parent))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let write = || -> std::io::Result<()> {
        // The name is random and the file new, so a planted link cannot redirect the output.
        let prefix = format!(".{name}.");
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix).suffix(TEMPORARY);
        // By default, only the owner can read a temporary file. As for other new files, the umask decides.
        #[cfg(unix)]
        builder.permissions(PermissionsExt::from_mode(0o666));
        let mut file = builder.tempfile_in(parent)?;
        file.write_all(text.as_bytes())?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(Error::io("write", path))
}

/// Removes a directory and its parents below `top`, as long as they are empty.
fn remove_if_empty(dir: Option<&Path>, top: &Path) {
    if let Some(dir) = dir
        && dir != top
        // Fails if the directory is not empty.
        && fs::remove_dir(dir).is_ok()
    {
        remove_if_empty(dir.parent(), top);
    }
}
