//! Comparisons with OpenAPI documents: of two, or of a spec and a newer document.

use super::head::Head;
use crate::base::Base;
use crate::document::{self, Input};
use crate::error::Error;
use crate::output;
use crate::places::Places;
use clientwright_codegen as codegen;
use clientwright_codegen::audit::report::Revision;
use clientwright_codegen::import::{Import, Lock, Options};
use clientwright_codegen::openapi;
use clientwright_codegen::source::Sources;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Name of a spec as a document.
const EXPORTED: &str = "openapi.json";

/// Two documents as the specs that imports write, which have no policies: no approvals, tombstones and versions.
pub(super) fn of_documents(base: &Input, head: &Input, as_of: Date) -> Result<(Base, Head), Error> {
    if matches!((base, head), (Input::Stdin, Input::Stdin)) {
        return Err(Error::Usage(
            "only one of the documents can be read from stdin".to_owned(),
        ));
    }
    let older = Imported::read(base, Lock::default())?;
    // Elements of both have the same names.
    let newer = Imported::read(head, older.import.lock.clone())?;
    let places = older.places();
    Ok((
        older.into_base(base.to_string(), places),
        newer.into_head(head.to_string(), as_of)?,
    ))
}

/// A spec and a newer document. The spec is compared as the document that it describes, because documents cannot express all of
/// it. `lock` has the names of its last import.
pub(super) fn of_spec(
    base: &Base,
    head: &Input,
    lock: Lock,
    as_of: Date,
) -> Result<(Base, Head), Error> {
    let failed = |report| Error::spec(&report, &base.spec);
    let api = codegen::resolve(&base.spec).map_err(failed)?;
    let lock = lock.with_operations_of(&api);
    let exported = BTreeMap::from([(EXPORTED.to_owned(), openapi::export(&api))]);
    let older = Imported::of(Sources::new("", exported), EXPORTED, lock.clone())?;
    let newer = Imported::read(head, lock)?;
    Ok((
        older.into_base(
            base.revision.name.clone(),
            Places::of_spec(&api, &base.spec),
        ),
        newer.into_head(head.to_string(), as_of)?,
    ))
}

/// A document and its spec.
struct Imported {
    document: Sources,
    import: Import,
}

impl Imported {
    fn read(input: &Input, lock: Lock) -> Result<Self, Error> {
        let (document, root) = document::read(input)?;
        Self::of(document, &root, lock)
    }

    fn of(document: Sources, root: &str, lock: Lock) -> Result<Self, Error> {
        let options = Options {
            lock,
            ..Options::default()
        };
        let import = codegen::import::openapi(&document, root, &options)
            .map_err(|report| Error::spec(&report, &document))?;
        if let Some(errors) = &import.errors {
            output::message(
                "the document contradicts itself; these are the errors of the spec that an import of it writes",
            );
            let spec = Sources::new("", import.files.clone());
            return Err(Error::spec(errors, &spec));
        }
        Ok(Self { document, import })
    }

    fn places(&self) -> Places {
        Places::of_document(&self.import.spans, &self.document)
    }

    fn into_base(self, name: String, places: Places) -> Base {
        Base {
            revision: Revision { name, sha: None },
            spec: Sources::new("", self.import.files).as_base(),
            listings: BTreeMap::new(),
            branch_start: None,
            places: Some(places),
        }
    }

    fn into_head(self, name: String, as_of: Date) -> Result<Head, Error> {
        let places = self.places();
        let spec = Sources::new("", self.import.files).as_base();
        Head::of_document(Revision { name, sha: None }, spec, as_of, places)
    }
}
