//! The YAML format of a spec as Rust types, and its decoder.
//!
//! A spec is a folder: `api.yaml` describes the service, `resources/<id>.yaml` a resource, and `types/<id>.yaml` types that
//! several resources share. `approvals.yaml` and `removed.yaml` are about changes of the API.

mod api;
mod bounds;
pub mod decode;
mod definitions;
mod foreign;
mod keys;
mod layout;
mod ledger;
mod operation;
mod record;
mod renamed;
mod schema;
mod type_expr;
mod types;

pub use crate::builtin::{Media, PaginationStyle, Scalar};
pub use api::{
    ApiFile, Envelope, Namespace, PageParametersIn, Pagination, SchemeKind, Security,
    SecurityScheme, Server, ServerVariable,
};
pub(crate) use foreign::type_help;
pub use ledger::{APPROVALS, Approval, ChangeId, ID_DIGITS, Ledger, REMOVED, Tombstone, ledger};
pub use operation::{Body, ErrorResponse, Operation, Paginate, ResourceFile, Response, Responses};
pub use renamed::{RENAMED_KEYS, RenamedKey};
pub use schema::json_schema;
pub use type_expr::TypeExpr;
pub use types::{
    Date, Deprecation, EnumValue, EnumValues, Field, FieldOverride, ListStyle, ParameterLocation,
    TypeDef, TypesFile, Variant,
};

use crate::diag::{Code, Report};
use crate::source::{FileId, Sources};
use crate::yaml;
use decode::Decode;
use layout::FileKind;

/// A decoded spec. Its names are not resolved, and its rules are not checked.
#[derive(Debug)]
pub struct Spec {
    /// `api.yaml`.
    pub api: ApiFile,
    /// `resources/*.yaml`, by id.
    pub resources: Vec<(String, FileId, ResourceFile)>,
    /// `types/*.yaml`, by id.
    pub types: Vec<(String, FileId, TypesFile)>,
}

/// Decodes all files.
///
/// # Errors
/// All errors of all files.
pub fn load(sources: &Sources) -> Result<Spec, Report> {
    let mut report = Report::default();
    layout::check(sources, &mut report);
    // Only reports errors; the content is for the audit.
    ledger::read(sources, &mut report);
    let mut api = None;
    let mut resources = Vec::new();
    let mut types = Vec::new();
    for (file, path, text) in sources.files() {
        // A misnamed file is decoded as the kind that was intended, so that its errors are reported too.
        let intended = layout::intended_path(path, sources);
        match layout::kind(intended.as_deref().unwrap_or(path)) {
            FileKind::Api if api.is_none() => api = read(file, text, &mut report),
            FileKind::Api => {}
            FileKind::Resource(id) => resources
                .extend(read(file, text, &mut report).map(|read| (id.to_owned(), file, read))),
            FileKind::Types(id) => {
                types.extend(read(file, text, &mut report).map(|read| (id.to_owned(), file, read)));
            }
            FileKind::Ledger | FileKind::Unexpected => {}
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

/// Drops the errors about renamed keys if the sources may use them. They have been decoded like the current keys.
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
            "the file has no content",
            "add its content, or delete the file",
        );
        return None;
    }
    T::decode(&node, file.start(), report)
}
