//! Reads files of a commit from the objects of the repository.

use crate::directory::decode;
use crate::error::Error;
use crate::git::Repository;
use std::collections::BTreeMap;

/// An entry of a git tree.
struct Entry {
    /// Path from the directory that is read.
    path: String,
    /// File mode, e.g. `100644`.
    mode: String,
    /// Object id.
    id: String,
}

/// The wanted files below a directory of a commit, by their paths from there; empty if the directory does not exist.
pub(super) fn read(
    repository: &Repository,
    commit: &str,
    dir: &str,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Result<BTreeMap<String, String>, Error> {
    let mut entries = list(repository, commit, dir)?;
    // The path of a submodule has no extension, but there can be wanted files in it.
    entries.retain(|entry| is_wanted(&entry.path) || entry.mode == "160000");
    for entry in &entries {
        let kind = match entry.mode.as_str() {
            "120000" => "a symbolic link",
            "160000" => "a submodule",
            _ => continue,
        };
        return Err(Error::Base(format!(
            "`{dir}{}` of the base is {kind}; only regular files can be read from a commit\n\
             help: check out the base in a worktree, and compare with its directory: `--base DIR`",
            entry.path
        )));
    }
    let ids: String = entries
        .iter()
        .map(|entry| format!("{}\n", entry.id))
        .collect();
    let output = repository.output(&["cat-file", "--batch"], ids.as_bytes())?;
    let mut rest = output.as_slice();
    let mut files = BTreeMap::new();
    for entry in entries {
        let bytes = next_object(&mut rest).ok_or_else(|| {
            Error::Base(format!(
                "the object of `{dir}{}` of the base is missing\nhelp: run `git fsck` to list all missing objects",
                entry.path
            ))
        })?;
        let text = decode(&format!("{dir}{}", entry.path), bytes)
            .map_err(|error| Error::Base(error.to_string()))?;
        files.insert(entry.path, text);
    }
    Ok(files)
}

fn list(repository: &Repository, commit: &str, dir: &str) -> Result<Vec<Entry>, Error> {
    let mut arguments = vec!["ls-tree", "-r", "-z", "--full-tree", commit];
    if !dir.is_empty() {
        arguments.extend(["--", dir]);
    }
    let output = repository.output(&arguments, &[])?;
    let lines = output
        .split(|byte| *byte == 0)
        .filter(|line| !line.is_empty());
    Ok(lines
        .filter_map(|line| {
            // `<mode> SP <type> SP <object> TAB <path>`
            let line = String::from_utf8_lossy(line);
            let (entry, path) = line.split_once('\t')?;
            let mut columns = entry.split(' ');
            Some(Entry {
                mode: columns.next()?.to_owned(),
                id: columns.nth(1)?.to_owned(),
                path: path.strip_prefix(dir)?.to_owned(),
            })
        })
        .collect())
}

/// Takes one object from the output of `cat-file --batch`: `<object> SP <type> SP <size> LF <contents> LF`.
fn next_object(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let (line, after) = rest.split_at(end);
    let size: usize = str::from_utf8(line).ok()?.split(' ').nth(2)?.parse().ok()?;
    let contents = after.get(1..)?.get(..size)?;
    *rest = after.get(size + 2..)?;
    Some(contents.to_vec())
}
