//! What to fetch when a part of the history is not there.

use crate::error::Error;
use crate::git::Repository;

/// The command that would bring a revision, and all that leads to it.
pub(super) fn fetch(repository: &Repository, revision: &str) -> Result<String, Error> {
    // A step from another commit, or a moment of a log, is nothing that a remote has by name.
    if let Some((name, _)) = revision
        .split_once(['~', '^', '@'])
        .filter(|(name, _)| !name.is_empty())
    {
        return Ok(if repository.is_shallow {
            format!(
                "help: this clone is shallow; run `git fetch --unshallow` to have what came before `{name}`"
            )
        } else {
            format!("help: `git log {name}` shows which commits there are before it")
        });
    }
    let Some(remote) = remote(repository)? else {
        return Ok(
            "help: the repository has no remote to fetch it from; name another base with `--base`"
                .to_owned(),
        );
    };
    let deepen = if repository.is_shallow {
        "--unshallow "
    } else {
        ""
    };
    let name = revision
        .strip_prefix(&format!("{remote}/"))
        .unwrap_or(revision);
    let what = if is_object(name) {
        name.to_owned()
    } else if is_version(name) {
        format!("tag {name}")
    } else {
        format!("+refs/heads/{name}:refs/remotes/{remote}/{name}")
    };
    Ok(format!(
        "help: {}run `git fetch {deepen}{remote} {what}`",
        if repository.is_shallow {
            "this clone is shallow; "
        } else {
            ""
        }
    ))
}

/// `origin`, or else the first remote.
fn remote(repository: &Repository) -> Result<Option<String>, Error> {
    let remotes = repository.bytes(&["remote"], &[])?;
    let remotes = String::from_utf8_lossy(&remotes).into_owned();
    let found = remotes.lines().find(|name| *name == "origin");
    Ok(found.or_else(|| remotes.lines().next()).map(str::to_owned))
}

fn is_object(name: &str) -> bool {
    name.len() >= 40 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether the name is that of a release: `v1.2.0`, `1.2.0`.
fn is_version(name: &str) -> bool {
    let number = name.strip_prefix('v').unwrap_or(name);
    number.contains('.') && number.starts_with(|first: char| first.is_ascii_digit())
}
