//! Help for a base that is missing in the repository.

use crate::error::Error;
use crate::git::Repository;

/// The help line for a missing revision: the command that fetches it with its history, if there is one.
pub(super) fn fetch_hint(repository: &Repository, revision: &str) -> Result<String, Error> {
    // A remote has no names for revisions such as `main~3` or `main@{1}`.
    if let Some((name, _)) = revision
        .split_once(['~', '^', '@'])
        .filter(|(name, _)| !name.is_empty())
    {
        return Ok(if repository.is_shallow {
            format!(
                "help: this clone is shallow; run `git fetch --unshallow` to get the commits before `{name}`"
            )
        } else {
            format!("help: run `git log {name}` to list the commits before `{name}`")
        });
    }
    let Some(remote) = first_remote(repository)? else {
        return Ok(
            "help: choose another base with `--base`; there is no remote to fetch from".to_owned(),
        );
    };
    let name = revision
        .strip_prefix(&format!("{remote}/"))
        .unwrap_or(revision);
    let refspec = if is_object_id(name) {
        name.to_owned()
    } else if is_version(name) {
        format!("tag {name}")
    } else {
        format!("+refs/heads/{name}:refs/remotes/{remote}/{name}")
    };
    Ok(if repository.is_shallow {
        format!("help: this clone is shallow; run `git fetch --unshallow {remote} {refspec}`")
    } else {
        format!("help: run `git fetch {remote} {refspec}`")
    })
}

/// `origin`, or else the first remote.
fn first_remote(repository: &Repository) -> Result<Option<String>, Error> {
    let remotes = repository.output(&["remote"], &[])?;
    let remotes = String::from_utf8_lossy(&remotes).into_owned();
    let origin = remotes.lines().find(|name| *name == "origin");
    Ok(origin.or_else(|| remotes.lines().next()).map(str::to_owned))
}

fn is_object_id(name: &str) -> bool {
    name.len() >= 40 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether the name is that of a release tag, e.g. `v1.2.0` or `1.2.0`.
fn is_version(name: &str) -> bool {
    let number = name.strip_prefix('v').unwrap_or(name);
    number.contains('.') && number.starts_with(|first: char| first.is_ascii_digit())
}
