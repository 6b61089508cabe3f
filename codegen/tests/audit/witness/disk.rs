//! Writes the workspace of the witnesses.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Writes the files and removes crates and callers that no longer exist. Unchanged files keep their modification time, so
/// that cargo does not rebuild them.
pub fn put(folder: &Path, files: &BTreeMap<String, String>) {
    for old in ["crates", "use", "run"] {
        remove_others(folder, old, files);
    }
    for (path, text) in files {
        let path = folder.join(path);
        if fs::read_to_string(&path).is_ok_and(|there| there == *text) {
            continue;
        }
        fs::create_dir_all(path.parent().expect("a folder")).expect("to make a folder");
        fs::write(&path, text).expect("to write a file");
    }
    // Use the dependency versions of the repository.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).expect("to copy the lock");
}

fn remove_others(root: &Path, name: &str, files: &BTreeMap<String, String>) {
    for entry in fs::read_dir(root.join(name)).into_iter().flatten() {
        let entry = entry.expect("an entry");
        let name = format!("{name}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            if files
                .keys()
                .any(|file| file.starts_with(&format!("{name}/")))
            {
                remove_others(root, &name, files);
            } else {
                fs::remove_dir_all(entry.path()).expect("to remove a folder");
            }
        } else if !files.contains_key(&name) {
            fs::remove_file(entry.path()).expect("to remove a file");
        }
    }
}
