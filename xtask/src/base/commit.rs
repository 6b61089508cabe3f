//! Files of a commit, read from the objects of the repository.

use super::text;
use crate::error::Error;
use crate::git::Repository;
use std::collections::BTreeMap;

/// An entry of a tree.
struct Entry {
    /// Its path from the folder.
    path: String,
    /// What git holds there, as the mode of the file.
    mode: String,
    /// The object.
    id: String,
}

/// The wanted files below a folder of a commit, by their paths from there; none where there is no such folder.
pub(super) fn texts(
    repository: &Repository,
    commit: &str,
    folder: &str,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Result<BTreeMap<String, String>, Error> {
    let mut entries = entries(repository, commit, folder)?;
    // A submodule has no name of a file, and hides a whole folder of them.
    entries.retain(|entry| is_wanted(&entry.path) || entry.mode == "160000");
    for entry in &entries {
        let what = match entry.mode.as_str() {
            "120000" => "a symbolic link",
            "160000" => "a submodule",
            _ => continue,
        };
        return Err(Error::Base(format!(
            "{folder}{} of the base is {what}, and only plain files can be read from a commit\n\
             help: check the base out, and compare with that folder: `--base DIR`",
            entry.path
        )));
    }
    let ids: String = entries
        .iter()
        .map(|entry| format!("{}\n", entry.id))
        .collect();
    let answer = repository.bytes(&["cat-file", "--batch"], ids.as_bytes())?;
    let mut rest = answer.as_slice();
    let mut found = BTreeMap::new();
    for entry in entries {
        let bytes = object(&mut rest).ok_or_else(|| {
            Error::Base(format!(
                "git has no object for {folder}{} of the base\nhelp: `git fsck` tells what else is missing",
                entry.path
            ))
        })?;
        let text = text(&format!("{folder}{}", entry.path), bytes)?;
        found.insert(entry.path, text);
    }
    Ok(found)
}

fn entries(repository: &Repository, commit: &str, folder: &str) -> Result<Vec<Entry>, Error> {
    let mut arguments = vec!["ls-tree", "-r", "-z", "--full-tree", commit];
    if !folder.is_empty() {
        arguments.extend(["--", folder]);
    }
    let answer = repository.bytes(&arguments, &[])?;
    let lines = answer
        .split(|byte| *byte == 0)
        .filter(|line| !line.is_empty());
    Ok(lines
        .filter_map(|line| {
            // `<mode> SP <type> SP <object> TAB <path>`
            let line = String::from_utf8_lossy(line);
            let (facts, path) = line.split_once('\t')?;
            let mut facts = facts.split(' ');
            Some(Entry {
                mode: facts.next()?.to_owned(),
                id: facts.nth(1)?.to_owned(),
                path: path.strip_prefix(folder)?.to_owned(),
            })
        })
        .collect())
}

/// Takes one answer of `cat-file --batch`: `<object> SP <type> SP <size> LF <contents> LF`.
fn object(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let (line, after) = rest.split_at(end);
    let size: usize = str::from_utf8(line).ok()?.split(' ').nth(2)?.parse().ok()?;
    let contents = after.get(1..)?.get(..size)?;
    *rest = after.get(size + 2..)?;
    Some(contents.to_vec())
}
