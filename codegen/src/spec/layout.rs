//! Which files a spec has, and what they are called.

use super::ledger::{APPROVALS, REMOVED};
use crate::diag::{Code, Report, did_you_mean};
use crate::naming;
use crate::source::{FileId, Sources};

/// The one file that every spec has.
const API: &str = "api.yaml";
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

/// Reports files without a place in a spec, ids that are none, and a spec without `api.yaml`.
pub(super) fn check(sources: &Sources, report: &mut Report) {
    let mut paths = sources.files().map(|(_, path, _)| path);
    let has_api = sources.files().any(|(_, path, _)| path == API);
    // A file that was meant to be `api.yaml` is told so, rather than that it is missing too.
    let meant = if has_api {
        None
    } else {
        paths.find(|path| is_meant_as_api(path))
    };
    for (file, path, _) in sources.files() {
        match role(path) {
            Role::Api | Role::Ledger => {}
            Role::Resource(id) | Role::Types(id) => check_id(id, file, report),
            Role::Misplaced => misplaced(path, meant == Some(path), file, report),
        }
    }
    if !has_api && meant.is_none() {
        report.error(
            Code::Layout,
            FileId::NONE.start(),
            "the spec has no `api.yaml`",
            "add `api.yaml` with at least `name`, `version`, `title` and `servers`",
        );
    }
}

/// Whether a file is called almost as `api.yaml` is; `openapi.yaml` is something else.
fn is_meant_as_api(path: &str) -> bool {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    did_you_mean(&stem.to_ascii_lowercase(), ["api"]).is_some()
}

fn misplaced(path: &str, meant_as_api: bool, file: FileId, report: &mut Report) {
    let renamed = path.strip_suffix(".yml").map(|stem| format!("{stem}.yaml"));
    let help = match renamed.filter(|renamed| !matches!(role(renamed), Role::Misplaced)) {
        Some(renamed) => format!("rename it to `{renamed}`"),
        None if meant_as_api => format!("rename it to `{API}`"),
        None => "put resources into `resources/<id>.yaml`, shared types into `types/<id>.yaml`, the rest into \
                 `api.yaml`"
            .to_owned(),
    };
    let message = format!("a spec has no place for `{path}`");
    report.error(Code::Layout, file.start(), message, help);
}

/// A resource's id becomes a module and a method, so it is written the way both are.
fn check_id(id: &str, file: FileId, report: &mut Report) {
    let snake = naming::snake(id);
    if snake != id || id.is_empty() {
        let help = match snake.as_str() {
            "" => "rename the file to what it describes, in snake_case".to_owned(),
            snake => format!("rename the file to `{snake}.yaml`"),
        };
        let message = format!("`{id}` is not an id: ids are in snake_case");
        report.error(Code::Layout, file.start(), message, help);
    } else if DEVICES.contains(&id) {
        report.error(
            Code::Layout,
            file.start(),
            format!("Windows keeps the name `{id}` for a device, so this file cannot be checked out there"),
            format!("rename the file, such as to `{id}_items.yaml`"),
        );
    }
}
