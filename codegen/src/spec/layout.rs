//! The files of a spec and their names.

use super::ledger::{APPROVALS, REMOVED};
use crate::diag::{Code, Report, did_you_mean};
use crate::naming;
use crate::source::{FileId, Sources};

/// The file that every spec has.
const API: &str = "api.yaml";
/// The files outside of folders.
const FILES: [&str; 3] = [API, APPROVALS, REMOVED];
/// The folders of a spec.
const FOLDERS: [&str; 2] = ["resources", "types"];
/// Device names that Windows reserves, with any extension. A file with such a name cannot be checked out there.
const WINDOWS_DEVICES: &[&str] = &["aux", "con", "nul", "prn"];

/// The kind of a file, which follows from its path.
pub(super) enum FileKind<'a> {
    /// `api.yaml`.
    Api,
    /// `resources/<id>.yaml`.
    Resource(&'a str),
    /// `types/<id>.yaml`.
    Types(&'a str),
    /// `approvals.yaml` or `removed.yaml`.
    Ledger,
    /// Not a file of a spec.
    Unexpected,
}

/// The kind of the file at a path.
pub(super) fn kind(path: &str) -> FileKind<'_> {
    let id = |folder: &str| {
        path.strip_prefix(folder)?
            .strip_suffix(".yaml")
            .filter(|id| !id.contains('/'))
    };
    if path == API {
        FileKind::Api
    } else if path == APPROVALS || path == REMOVED {
        FileKind::Ledger
    } else if let Some(id) = id("resources/") {
        FileKind::Resource(id)
    } else if let Some(id) = id("types/") {
        FileKind::Types(id)
    } else {
        FileKind::Unexpected
    }
}

/// The intended path of a file with an invalid one: a similar folder or name, a snake_case id and the extension `.yaml`.
/// `None` if nothing is similar, or if another file has that path.
pub(super) fn intended_path(path: &str, sources: &Sources) -> Option<String> {
    let (folder, name) = match path.split_once('/') {
        Some((folder, name)) => (Some(folder), name),
        None => (None, path),
    };
    let (stem, suffix) = name.rsplit_once('.')?;
    let lower = suffix.to_ascii_lowercase();
    if stem.contains('/') || !matches!(lower.as_str(), "yaml" | "yml") {
        return None;
    }
    let intended = match folder {
        None => did_you_mean(&format!("{}.yaml", stem.to_ascii_lowercase()), FILES)?.to_owned(),
        Some(folder) => {
            let folder = did_you_mean(&folder.to_ascii_lowercase(), FOLDERS)?;
            format!("{folder}/{}.yaml", id(stem)?)
        }
    };
    let taken = sources.files().any(|(_, other, _)| other == intended);
    (!taken).then_some(intended)
}

/// The id closest to a name. Ids become modules and methods, so they are in snake_case.
pub(crate) fn id(name: &str) -> Option<String> {
    match naming::snake(name) {
        snake if snake.is_empty() => None,
        snake if WINDOWS_DEVICES.contains(&snake.as_str()) => Some(format!("{snake}_items")),
        snake => Some(snake),
    }
}

/// Reports unexpected files, invalid ids, and a missing `api.yaml`.
pub(super) fn check(sources: &Sources, report: &mut Report) {
    let mut has_api = false;
    for (file, path, _) in sources.files() {
        let intended = intended_path(path, sources);
        // A misnamed `api.yaml` is not reported as missing too.
        has_api |= path == API || intended.as_deref() == Some(API);
        let (message, fallback) = match kind(path) {
            FileKind::Api | FileKind::Ledger => continue,
            FileKind::Resource(name) | FileKind::Types(name) => match id(name) {
                Some(id) if id == name => continue,
                _ => (
                    invalid_id(name),
                    "rename the file after its content, in snake_case",
                ),
            },
            FileKind::Unexpected => (
                format!("unexpected file `{path}` in the spec"),
                "move its content to `resources/<id>.yaml`, to `types/<id>.yaml` for shared types, or to `api.yaml`",
            ),
        };
        let help = intended.map(|path| format!("rename it to `{path}`"));
        let help = help.unwrap_or_else(|| fallback.to_owned());
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

fn invalid_id(name: &str) -> String {
    if WINDOWS_DEVICES.contains(&name) {
        format!("the file name `{name}` is reserved on Windows")
    } else {
        format!("the file name `{name}` is not in snake_case")
    }
}
