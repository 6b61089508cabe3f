//! Which files a spec has, and what they are called.

use super::ledger::{APPROVALS, REMOVED};
use crate::diag::{Code, Report, did_you_mean};
use crate::naming;
use crate::source::{FileId, Sources};

/// The one file that every spec has.
const API: &str = "api.yaml";
/// The files beside it, and it.
const FILES: [&str; 3] = [API, APPROVALS, REMOVED];
/// The folders of a spec.
const FOLDERS: [&str; 2] = ["resources", "types"];
/// Names that Windows keeps for devices, whatever the suffix: a file so called cannot be checked out there.
const DEVICES: &[&str] = &["aux", "con", "nul", "prn"];

/// What a file is, going by its path.
pub(super) enum Role<'a> {
    /// `api.yaml`.
    Api,
    /// `resources/<id>.yaml`.
    Resource(&'a str),
    /// `types/<id>.yaml`.
    Types(&'a str),
    /// `approvals.yaml` or `removed.yaml`.
    Ledger,
    /// Anything else.
    Misplaced,
}

/// What the file at this path is.
pub(super) fn role(path: &str) -> Role<'_> {
    let id = |folder: &str| {
        path.strip_prefix(folder)?
            .strip_suffix(".yaml")
            .filter(|id| !id.contains('/'))
    };
    if path == API {
        Role::Api
    } else if path == APPROVALS || path == REMOVED {
        Role::Ledger
    } else if let Some(id) = id("resources/") {
        Role::Resource(id)
    } else if let Some(id) = id("types/") {
        Role::Types(id)
    } else {
        Role::Misplaced
    }
}

/// What a file without a place is meant to be called, or one whose id is none: in a folder that is known, with an id in
/// snake_case and the right suffix. None where nothing comes close, or another file has that name.
pub(super) fn meant(path: &str, sources: &Sources) -> Option<String> {
    let (folder, name) = match path.split_once('/') {
        Some((folder, name)) => (Some(folder), name),
        None => (None, path),
    };
    let (stem, suffix) = name.rsplit_once('.')?;
    let lower = suffix.to_ascii_lowercase();
    if stem.contains('/') || !matches!(lower.as_str(), "yaml" | "yml") {
        return None;
    }
    let meant = match folder {
        None => did_you_mean(&format!("{}.yaml", stem.to_ascii_lowercase()), FILES)?.to_owned(),
        Some(folder) => {
            let folder = did_you_mean(&folder.to_ascii_lowercase(), FOLDERS)?;
            format!("{folder}/{}.yaml", id(stem)?)
        }
    };
    let taken = sources.files().any(|(_, other, _)| other == meant);
    (!taken).then_some(meant)
}

/// The id that is nearest to a name. It becomes a module and a method, so it is written the way both are.
fn id(name: &str) -> Option<String> {
    match naming::snake(name) {
        snake if snake.is_empty() => None,
        snake if DEVICES.contains(&snake.as_str()) => Some(format!("{snake}_items")),
        snake => Some(snake),
    }
}

/// Reports files without a place in a spec, ids that are none, and a spec without `api.yaml`.
pub(super) fn check(sources: &Sources, report: &mut Report) {
    let mut has_api = false;
    for (file, path, _) in sources.files() {
        let meant = meant(path, sources);
        // A file that was meant to be `api.yaml` is told so, rather than that it is missing too.
        has_api |= path == API || meant.as_deref() == Some(API);
        let (message, otherwise) = match role(path) {
            Role::Api | Role::Ledger => continue,
            Role::Resource(name) | Role::Types(name) => match id(name) {
                Some(id) if id == name => continue,
                _ => (
                    wrong_id(name),
                    "rename the file to what it describes, in snake_case",
                ),
            },
            Role::Misplaced => (
                format!("a spec has no place for `{path}`"),
                "put resources into `resources/<id>.yaml`, shared types into `types/<id>.yaml`, the rest into \
                 `api.yaml`",
            ),
        };
        let help = meant.map(|meant| format!("rename it to `{meant}`"));
        let help = help.unwrap_or_else(|| otherwise.to_owned());
        report.error(Code::Layout, file.start(), message, help);
    }
    if !has_api {
        report.error(
            Code::Layout,
            FileId::NONE.start(),
            "the spec has no `api.yaml`",
            "add `api.yaml` with at least `name`, `version`, `title` and `servers`",
        );
    }
}

fn wrong_id(name: &str) -> String {
    if DEVICES.contains(&name) {
        format!(
            "Windows keeps the name `{name}` for a device, so this file cannot be checked out there"
        )
    } else {
        format!("`{name}` is not an id: ids are in snake_case")
    }
}
