//! The YAML format of a spec as Rust types, and its decoder.
//!
//! A spec is a folder: `api.yaml` describes the service, `resources/<id>.yaml` a resource, and `types/<id>.yaml` types that
//! several resources share. `approvals.yaml` and `removed.yaml` are about changes of the API.

mod api;
mod bounds;
mod content_types;
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
    ApiFile, Envelope, LintLevel, Namespace, PageParametersIn, Pagination, ResponseHeader,
    SchemeKind, Security, SecurityScheme, Server, ServerVariable, SignatureEncoding,
    SignatureScheme, WebhookSignature, Webhooks,
};
pub use content_types::ContentTypes;
pub(crate) use foreign::type_help;
pub(crate) use layout::id as file_id;
pub use ledger::{APPROVALS, Approval, ChangeId, ID_DIGITS, Ledger, REMOVED, Tombstone, ledger};
pub use operation::{Body, ErrorResponse, Operation, Paginate, ResourceFile, Response, Responses};
pub use renamed::{RENAMED_KEYS, RenamedKey};
pub use schema::json_schema;
pub use type_expr::TypeExpr;
pub use types::{
    Constraints, Date, Deprecation, EnumValue, EnumValues, Field, FieldOverride, ListStyle,
    ParameterLocation, TypeDef, TypesFile, Variant,
};

use crate::diag::{Code, Report};
use crate::source::{FileId, Sources, Span};
use crate::yaml;
use decode::{Decode, Entries};
use layout::FileKind;
use std::collections::BTreeSet;

/// A decoded spec. Its names are not resolved, and its rules are not checked.
#[derive(Debug, Clone)]
pub struct Spec {
    /// `api.yaml`.
    pub api: ApiFile,
    /// `resources/*.yaml`, by id.
    pub resources: Vec<(String, FileId, ResourceFile)>,
    /// `types/*.yaml`, by id.
    pub types: Vec<(String, FileId, TypesFile)>,
    /// Whether the spec is the base of a comparison, in which findings of lints are ignored.
    pub is_base: bool,
}

impl Spec {
    /// The spec without the definitions at these locations, which are those of their names.
    #[must_use]
    pub fn without(&self, names: &BTreeSet<Span>) -> Self {
        let mut spec = self.clone();
        let files = spec.types.iter_mut().map(|(_, _, file)| &mut file.types);
        let of_resources = spec.resources.iter_mut();
        let of_resources = of_resources.map(|(_, _, file)| &mut file.types);
        for types in files.chain(of_resources) {
            retain(types, names);
        }
        let security = spec.api.security.iter_mut();
        security.for_each(|it| retain(&mut it.schemes, names));
        retain(&mut spec.api.response_headers, names);
        retain(&mut spec.api.pagination, names);
        retain(&mut spec.api.namespaces, names);
        retain(&mut spec.api.parameters, names);
        let header = &mut spec.api.idempotency_key_header;
        header.take_if(|it| names.contains(&it.span));
        spec
    }
}

fn retain<T>(entries: &mut Entries<T>, without: &BTreeSet<Span>) {
    entries.retain(|(key, _)| !without.contains(&key.span));
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
            is_base: sources.is_base(),
        }),
        _ => Err(report.incomplete()),
    }
}

/// Drops the errors about renamed keys in the base of a comparison. They have been decoded like the current keys.
fn accept_renamed_keys(sources: &Sources, report: &mut Report) {
    if sources.is_base() {
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
