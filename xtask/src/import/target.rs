//! The directory of an imported spec.

use super::manifest::Manifest;
use crate::error::Error;
use crate::{files, workspace};
use clientwright_codegen::import::LOCK_FILE;
use std::collections::BTreeMap;
use std::fs;
#[cfg(unix)]
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Numbers of files.
#[derive(Default)]
pub(super) struct Written {
    pub(super) written: usize,
    pub(super) unchanged: usize,
    pub(super) removed: usize,
}

/// Writes the files of a spec. A new directory appears with all of its files. In one that an import wrote, files that were
/// edited are not overwritten or removed, unless `is_forced` is set. If an error is found first, nothing is written.
pub(super) fn write(
    dir: &Path,
    files: &BTreeMap<String, String>,
    is_forced: bool,
) -> Result<Written, Error> {
    // A link to a directory cannot be replaced by one.
    let dir = &fs::canonicalize(dir).unwrap_or_else(|_| dir.to_owned());
    let parent = dir.parent().unwrap_or(dir);
    let lock = files::lock(parent)?;
    if is_empty(dir)? {
        create(dir, parent, files)?;
        return Ok(Written {
            written: files.len(),
            ..Written::default()
        });
    }
    drop(lock);
    let _lock = files::lock(dir)?;
    update(dir, files, is_forced)
}

/// Whether a directory is empty or missing.
fn is_empty(dir: &Path) -> Result<bool, Error> {
    match fs::read_dir(dir) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(Error::io("read directory", dir)(error)),
    }
}

/// Writes a directory under a temporary name, and renames it.
fn create(dir: &Path, parent: &Path, files: &BTreeMap<String, String>) -> Result<(), Error> {
    let name = dir.file_name().unwrap_or_default().to_string_lossy();
    let prefix = format!(".{name}.");
    remove_unfinished(parent, &prefix);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(files::TEMPORARY);
    // By default, only the owner can read a temporary directory. As for other new ones, the umask decides.
    #[cfg(unix)]
    builder.permissions(PermissionsExt::from_mode(0o777));
    let created = builder.tempdir_in(parent);
    let temporary = created.map_err(Error::io("create a directory in", parent))?;
    for (path, text) in files {
        files::write_atomically(&temporary.path().join(path), text)?;
    }
    Manifest::of(files).write(temporary.path())?;
    // Windows does not rename over an empty directory. A missing one is no error.
    let _ = fs::remove_dir(dir);
    fs::rename(temporary.path(), dir).map_err(Error::io("create directory", dir))?;
    // Its path is free again, so nothing is removed.
    drop(temporary);
    Ok(())
}

/// Removes the temporary directories that killed runs left behind. The parent is locked, so no other run uses them.
fn remove_unfinished(parent: &Path, prefix: &str) {
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(prefix) && name.ends_with(files::TEMPORARY) {
            // The new directory is written in any case.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Replaces the files of the last import.
fn update(dir: &Path, files: &BTreeMap<String, String>, is_forced: bool) -> Result<Written, Error> {
    let manifest = Manifest::read(dir)?;
    if manifest.is_none() && !is_forced {
        return Err(Error::Usage(format!(
            "{} is not empty, and no import created it; nothing was written\n\
             help: choose another directory with `--out`, or pass `--force` to add the spec to it",
            workspace::display(dir)
        )));
    }
    let manifest = manifest.unwrap_or_default();
    let (mut changed, mut removed, mut edited) = (Vec::new(), Vec::new(), Vec::new());
    let orphaned = manifest.paths().filter(|path| !files.contains_key(*path));
    for path in files.keys().map(String::as_str).chain(orphaned) {
        let found = files::read_existing(dir, path)?;
        let text = files.get(path);
        match &found {
            Some(found) if Some(found) == text => continue,
            // The import has read its names.
            Some(_) if path == LOCK_FILE => {}
            Some(found) if !manifest.contains(path, found) => edited.push(path),
            _ => {}
        }
        match (text, &found) {
            (Some(text), _) => changed.push((path, text)),
            (None, Some(_)) => removed.push(path),
            (None, None) => {}
        }
    }
    if !edited.is_empty() && !is_forced {
        let paths = edited
            .iter()
            .map(|path| format!("  {}\n", workspace::display(&dir.join(path))));
        return Err(Error::Usage(format!(
            "refusing to overwrite files that no import wrote or that were edited since; nothing was written:\n{}\
             help: move them away, choose another directory with `--out`, or pass `--force`",
            paths.collect::<String>()
        )));
    }
    let new = Manifest::of(files);
    if changed.is_empty() && removed.is_empty() && manifest == new {
        return Ok(Written {
            unchanged: files.len(),
            ..Written::default()
        });
    }
    // If the run is killed, the next one recognizes both the old and the new files.
    manifest.union(&new).write(dir)?;
    for (path, text) in &changed {
        files::write_atomically(&dir.join(path), text)?;
    }
    for path in &removed {
        files::remove(dir, path)?;
    }
    new.write(dir)?;
    Ok(Written {
        written: changed.len(),
        unchanged: files.len() - changed.len(),
        removed: removed.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::import::manifest;
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::Path;

    fn files(files: &[(&str, &str)]) -> BTreeMap<String, String> {
        let files = files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
        files.collect()
    }

    /// Numbers of files that are written, unchanged and removed, or the error.
    fn run(dir: &Path, new: &[(&str, &str)], is_forced: bool) -> Result<[usize; 3], String> {
        let written = write(dir, &files(new), is_forced).map_err(|error| error.to_string())?;
        Ok([written.written, written.unchanged, written.removed])
    }

    fn read(dir: &Path, path: &str) -> Option<String> {
        fs::read_to_string(dir.join(path)).ok()
    }

    const OLD: &[(&str, &str)] = &[
        ("api.yaml", "a"),
        ("resources/x.yaml", "x"),
        ("resources/y.yaml", "y"),
    ];
    const NEW: &[(&str, &str)] = &[
        ("api.yaml", "a"),
        ("resources/x.yaml", "X"),
        ("types/z.yaml", "z"),
    ];

    #[test]
    fn only_files_that_differ_are_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = folder.path().join("new/spec");
        assert_eq!(run(&dir, OLD, false), Ok([3, 0, 0]));
        assert_eq!(run(&dir, OLD, false), Ok([0, 3, 0]));
        fs::write(dir.join("removed.yaml"), "by hand").expect("written");
        assert_eq!(run(&dir, NEW, false), Ok([2, 1, 1]));
        assert_eq!(read(&dir, "resources/x.yaml").as_deref(), Some("X"));
        assert_eq!(read(&dir, "resources/y.yaml"), None);
        assert_eq!(read(&dir, "removed.yaml").as_deref(), Some("by hand"));
        assert_eq!(run(&dir, &NEW[..1], false), Ok([0, 1, 2]));
        assert!(!dir.join("resources").exists() && !dir.join("types").exists());
        let names = fs::read_dir(folder.path().join("new"))
            .expect("a folder")
            .count();
        assert_eq!(names, 1, "no temporary directories");
    }

    #[test]
    fn edited_files_are_kept_unless_forced() {
        for (path, new) in [
            ("resources/x.yaml", NEW),
            ("resources/y.yaml", NEW),
            ("types/z.yaml", NEW),
        ] {
            let folder = tempfile::tempdir().expect("a folder");
            let dir = folder.path().join("spec");
            run(&dir, OLD, false).expect("written");
            fs::create_dir_all(dir.join("types")).expect("created");
            fs::write(dir.join(path), "edited").expect("written");
            let error = run(&dir, new, false).expect_err("an edited file");
            assert!(
                error.contains(path) && error.contains("nothing was written"),
                "{error}"
            );
            assert_eq!(read(&dir, path).as_deref(), Some("edited"));
            assert_ne!(read(&dir, "resources/x.yaml").as_deref(), Some("X"));
            run(&dir, new, true).expect("forced");
            let found: Vec<_> = NEW
                .iter()
                .filter_map(|(path, _)| read(&dir, path))
                .collect();
            assert_eq!(found, ["a", "X", "z"]);
            assert_eq!(read(&dir, "resources/y.yaml"), None);
        }
    }

    #[test]
    fn an_edit_that_agrees_with_the_import_is_no_conflict() {
        let folder = tempfile::tempdir().expect("a folder");
        run(folder.path(), OLD, false).expect("written");
        fs::write(folder.path().join("resources/x.yaml"), "X").expect("written");
        assert_eq!(run(folder.path(), NEW, false), Ok([1, 2, 1]));
    }

    #[test]
    fn a_killed_run_can_be_repeated() {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = folder.path().join("spec");
        run(&dir, OLD, false).expect("written");
        let old = manifest::Manifest::read(&dir)
            .expect("a list")
            .expect("a list");
        // The list is written first, then some of the files.
        let both = old.union(&manifest::Manifest::of(&files(NEW)));
        both.write(&dir).expect("written");
        fs::write(dir.join("resources/x.yaml"), "X").expect("written");
        assert_eq!(run(&dir, NEW, false), Ok([1, 2, 1]));
        assert_eq!(run(&dir, NEW, false), Ok([0, 3, 0]));
    }

    #[test]
    fn paths_out_of_the_directory_are_not_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = folder.path().join("spec");
        run(&dir, OLD, false).expect("written");
        let victim = folder.path().join("victim");
        fs::write(&victim, "y").expect("written");
        let list = read(&dir, manifest::PATH).expect("a list");
        let planted = list.replace("resources/y.yaml", "../victim");
        assert_ne!(planted, list);
        fs::write(dir.join(manifest::PATH), planted).expect("written");
        run(&dir, &OLD[..2], false).expect("written");
        assert!(victim.exists());
    }
}
