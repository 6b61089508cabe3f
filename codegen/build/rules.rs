//! The table of the audit's rules, so that adding a rule is adding a file to `rules/`.

use std::fmt::Write;
use std::path::Path;
use std::{fs, io};

/// A slice of `(stem, text)`, sorted by stem.
pub fn table(folder: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == "yaml") {
            files.push(path);
        }
    }
    files.sort();
    let mut out = "&[\n".to_owned();
    for path in files {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        // Writing to a string does not fail.
        let _ = writeln!(out, "    ({stem:?}, include_str!({path:?})),");
    }
    out.push_str("]\n");
    Ok(out)
}
