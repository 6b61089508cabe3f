//! Locations of operations and types, for reports that are not about the files that were compared.

use clientwright_codegen::audit::report::Location;
use clientwright_codegen::ir::Api;
use clientwright_codegen::source::{Sources, Span};
use std::collections::BTreeMap;

/// Locations of operations and types, by their paths.
#[derive(Debug)]
pub(crate) struct Places(BTreeMap<String, Location>);

/// Where the elements of two documents are declared.
#[derive(Debug)]
pub(crate) struct DocumentPlaces {
    pub(crate) base: Places,
    pub(crate) head: Places,
}

impl Places {
    /// Those in a document.
    pub(crate) fn of_document(spans: &BTreeMap<String, Span>, document: &Sources) -> Self {
        let lines = document.line_columns(&spans.values().copied().collect::<Vec<_>>());
        let places = spans.iter().zip(lines).map(|((id, span), (line, column))| {
            let file = document.display_path(span.file);
            (id.clone(), Location { file, line, column })
        });
        Self(places.collect())
    }

    /// Those in a spec.
    pub(crate) fn of_spec(api: &Api, spec: &Sources) -> Self {
        let operations = api.resources.iter().flat_map(|it| &it.operations);
        let operations = operations.map(|it| (it.id.clone(), it.span));
        let types = api.types.iter().map(|it| (it.name.clone(), it.span));
        Self::of_document(&operations.chain(types).collect(), spec)
    }

    /// The location of the operation or type that contains a subject.
    pub(crate) fn of_subject(&self, subject: &str) -> Option<&Location> {
        let mut rest = subject;
        loop {
            if let Some(found) = self.0.get(rest) {
                return Some(found);
            }
            rest = rest.rsplit_once('.')?.0;
        }
    }
}
