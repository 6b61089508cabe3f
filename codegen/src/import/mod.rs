//! OpenAPI documents -> the files of a spec.
//!
//! `document` parses files and resolves references, `schema` and `api` interpret them, `names` chooses the names that the
//! document lacks, and `render` writes the `draft` of a spec as `text`. `lock` keeps names for the next import, and `loss` lists
//! what the spec cannot express.

mod api;
mod document;
mod draft;
mod lock;
mod loss;
mod names;
mod options;
mod render;
mod route;
mod schema;
mod text;

pub use document::external_files;
pub use lock::{LOCK_FILE, Lock};
pub use loss::{ImportReport, Loss, Place, ReportFormat};
pub use options::Options;

use crate::diag::{LINTS, Lint, Report};
use crate::source::{Sources, Span};
use crate::{check, naming, spec};
use document::Document;
use draft::Draft;
use loss::Losses;
use std::collections::{BTreeMap, BTreeSet};

/// An imported spec.
#[derive(Debug, Clone)]
pub struct Import {
    /// Files of the spec, by path.
    pub files: BTreeMap<String, String>,
    /// The names of the spec, for the next import.
    pub lock: Lock,
    /// Elements that could not be carried over, and decisions.
    pub report: ImportReport,
    /// Errors of the spec, if it has any: names that clash, or a contradiction of the document.
    pub errors: Option<Report>,
    /// Places in the document of operations, such as `pets.list`, and of types.
    pub spans: BTreeMap<String, Span>,
    /// Number of operations in the spec.
    pub operations: usize,
    /// Number of types in the spec.
    pub types: usize,
}

/// Imports the document in `sources`. `root` is the path of the file that the user named.
///
/// # Errors
/// Returns the errors of a document that is not valid.
pub fn openapi(sources: &Sources, root: &str, options: &Options) -> Result<Import, Report> {
    let mut report = Report::of_document();
    let Some(document) = Document::parse(sources, root, &mut report) else {
        return Err(report);
    };
    let mut losses = Losses::default();
    for node in document.duplicates() {
        losses.add(
            Loss::DuplicateKey,
            node,
            "an earlier value of the same name is ignored",
        );
    }
    let (mut draft, operations) = api::read(&document, options, &mut losses);
    draft.resources = names::resources(operations, &document, &options.lock);
    let names = name(&mut draft, &options.lock);
    let (lints, errors) = check(&render::files(&draft, &names, &[]));
    for lint in &lints {
        losses.decide(
            document.root(),
            format!("the lint `{}` is set to `allow`", lint.name),
            "the document has findings of it",
        );
    }
    Ok(Import {
        files: render::files(&draft, &names, &lints),
        lock: Lock::of(&draft, &names),
        report: losses.report(&document, sources),
        errors,
        spans: spans(&draft, &names),
        operations: draft.resources.iter().map(|it| it.operations.len()).sum(),
        types: names.len(),
    })
}

/// Chooses the names of types, and changes names of operations and path parameters that clash.
fn name(draft: &mut Draft, lock: &Lock) -> render::Names {
    let used = render::used(draft);
    let resources = draft
        .resources
        .iter()
        .filter_map(|it| naming::type_name(&it.id).ok());
    let mut taken: BTreeSet<_> = resources
        .map(|it| format!("{it}{}", render::RESOURCE_SUFFIX))
        .collect();
    taken.extend(names::locked_requests(&draft.resources));
    let names = names::types(&draft.definitions, &used, &taken, lock);
    taken.extend(names.values().cloned());
    names::avoid_types(&mut draft.resources, &taken);
    names::separate(&mut draft.resources);
    names
}

/// Places in the document of operations and types, by their IDs and names.
fn spans(draft: &Draft, names: &render::Names) -> BTreeMap<String, Span> {
    let operations = draft.resources.iter().flat_map(|resource| {
        let operations = resource.operations.iter();
        operations.map(|it| (format!("{}.{}", resource.id, it.name), it.span))
    });
    let types = names.iter().filter_map(|(id, name)| {
        let span = draft.definitions.get(id.0)?.span?;
        Some((name.clone(), span))
    });
    operations.chain(types).collect()
}

/// The lints that have findings in a spec, and its errors.
fn check(files: &BTreeMap<String, String>) -> (Vec<&'static Lint>, Option<Report>) {
    // Findings of lints are not errors in the base of a comparison.
    let sources = Sources::new("", files.clone()).as_base();
    match spec::load(&sources).and_then(|spec| check::check(&spec)) {
        Ok((_, report)) => {
            let found = LINTS.iter().filter(|it| report.is_lowered(it.code));
            (found.collect(), None)
        }
        Err(report) => (Vec::new(), Some(report)),
    }
}
