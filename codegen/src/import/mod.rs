//! Import of an OpenAPI document as a spec.

// The interpretation of schemas and operations uses the rest of these modules.
#[allow(dead_code)]
mod document;
#[allow(dead_code)]
mod loss;
#[allow(dead_code)]
mod options;
#[allow(dead_code)]
mod text;

pub use document::external_files;
pub use loss::{ImportReport, Loss, Place, ReportFormat};
pub use options::Options;

use crate::diag::Report;
use crate::source::Sources;
use document::Document;
use loss::Losses;
use std::collections::BTreeMap;

/// An imported spec.
#[derive(Debug, Clone)]
pub struct Import {
    /// Files of the spec, by path.
    pub files: BTreeMap<String, String>,
    /// Elements that could not be carried over, and decisions.
    pub report: ImportReport,
}

/// Imports the document in `sources`. `root` is the path of the file that the user named.
///
/// # Errors
/// Returns the errors of a document that is not valid.
pub fn openapi(sources: &Sources, root: &str, _options: &Options) -> Result<Import, Report> {
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
    let report = losses.report(&document, sources);
    Ok(Import {
        files: BTreeMap::new(),
        report,
    })
}
