//! The YAML format as Rust types, and the reading of a whole spec.
//!
//! A spec is a folder: `api.yaml` for what concerns the whole API, `resources/<id>.yaml` for each resource,
//! `types/<id>.yaml` for types that several resources share. Beside them stand `approvals.yaml` and `removed.yaml`, which
//! are about changes of the API.

mod api;
mod definitions;
mod foreign;
mod keys;
mod layout;
mod ledger;
mod operation;
pub mod record;
mod renamed;
mod schema;
mod type_expr;
mod types;

pub use api::{
    ApiFile, Envelope, Namespace, Pagination, PaginationStyle, Scheme, SchemeKind, Security,
    Server, ServerVariable,
};
pub(crate) use foreign::type_word;
pub use ledger::{APPROVALS, Approval, ChangeId, ID_DIGITS, Ledger, REMOVED, Tombstone, ledger};
pub use operation::{
    Body, ErrorBody, FieldOverride, Media, Operation, ResourceFile, Shape, Shapes,
};
pub use schema::json_schema;
pub use type_expr::{Scalar, TypeExpr};
pub use types::{
    Date, Deprecation, Field, ListStyle, Place, TypeDef, TypesFile, ValueDef, Values, VariantDef,
};

use crate::diag::{Code, Report};
use crate::source::{FileId, Sources};
use crate::yaml;
use layout::Role;
use record::Decode;

/// A spec as it was written: well-formed, but not checked against itself.
#[derive(Debug)]
pub struct Spec {
    /// `api.yaml`.
    pub api: ApiFile,
    /// `resources/*.yaml`, by id.
    pub resources: Vec<(String, FileId, ResourceFile)>,
    /// `types/*.yaml`, by id.
    pub types: Vec<(String, FileId, TypesFile)>,
}

/// Reads every file, and reports every mistake of all of them.
///
/// # Errors
/// All findings, when there is one.
pub fn load(sources: &Sources) -> Result<Spec, Report> {
    let mut report = Report::default();
    layout::check(sources, &mut report);
    // Only for its mistakes: what it says concerns changes, not the API.
    ledger::read(sources, &mut report);
    let mut api = None;
    let mut resources = Vec::new();
    let mut types = Vec::new();
    for (file, path, text) in sources.files() {
        // A file of the wrong name is read as what it is meant to be, for its mistakes.
        let meant = layout::meant(path, sources);
        match layout::role(meant.as_deref().unwrap_or(path)) {
            Role::Api if api.is_none() => api = read(file, text, &mut report),
            Role::Api => {}
            Role::Resource(id) => resources
                .extend(read(file, text, &mut report).map(|read| (id.to_owned(), file, read))),
            Role::Types(id) => {
                types.extend(read(file, text, &mut report).map(|read| (id.to_owned(), file, read)));
            }
            Role::Ledger | Role::Misplaced => {}
        }
    }
    accept_renamed_keys(sources, &mut report);
    match api {
        Some(api) if report.is_empty() => Ok(Spec {
            api,
            resources,
            types,
        }),
        _ => Err(report.incomplete()),
    }
}

/// Renamed keys are read like the current ones, so that without their findings the spec is as good as any.
fn accept_renamed_keys(sources: &Sources, report: &mut Report) {
    if sources.has_renamed_keys() {
        report.forget(Code::RenamedKey);
    }
}

fn read<T: Decode>(file: FileId, text: &str, report: &mut Report) -> Option<T> {
    let node = yaml::parse(file, text, report)?;
    if node.value == yaml::Value::Null {
        report.error(
            Code::Empty,
            file.start(),
            "the file holds nothing",
            "write the description into it, or delete the file",
        );
        return None;
    }
    T::decode(&node, file.start(), report)
}
