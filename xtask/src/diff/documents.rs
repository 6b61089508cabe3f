//! Comparisons with OpenAPI documents: of two, or of a spec and a newer document.

use super::head::Head;
use crate::base::Base;
use crate::document::{self, Input};
use crate::error::Error;
use crate::output;
use crate::places::{DocumentPlaces, Places};
use clientwright_codegen as codegen;
use clientwright_codegen::import::{Import, Options};
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
    let older = Imported::read(base, &Options::default())?;
    // Elements of both have the same names.
    let options = Options {
        lock: older.import.lock.clone(),
        ..Options::default()
    };
    let newer = Imported::read(head, &options)?;
    let (name, places) = (base.to_string(), older.places());
    newer.compared_with(older, name, places, head, as_of)
}

/// A spec and a newer document. The spec is compared as the document that it describes, because documents cannot express all of
/// it. `options` select the operations of the document, and have the names of the last import.
pub(super) fn of_spec(
    base: &Base,
    head: &Input,
    options: Options,
    as_of: Date,
) -> Result<(Base, Head), Error> {
    let failed = |report| Error::spec(&report, &base.spec);
    let api = codegen::resolve(&base.spec).map_err(failed)?;
    let options = Options {
        lock: options.lock.with_operations_of(&api),
        ..options
    };
    let all = Options {
        lock: options.lock.clone(),
        ..Options::default()
    };
    let exported = BTreeMap::from([(EXPORTED.to_owned(), openapi::export(&api))]);
    let older = Imported::of(Sources::new("", exported), EXPORTED, &all)?;
    let newer = Imported::read(head, &options)?;
    let (name, places) = (
        base.revision.name.clone(),
        Places::of_spec(&api, &base.spec),
    );
    newer.compared_with(older, name, places, head, as_of)
}

/// A document and its spec.
struct Imported {
    document: Sources,
    import: Import,
}

impl Imported {
    fn read(input: &Input, options: &Options) -> Result<Self, Error> {
        let (document, root) = document::read(input)?;
        Self::of(document, &root, options)
    }

    fn of(document: Sources, root: &str, options: &Options) -> Result<Self, Error> {
        let import = codegen::import::openapi(&document, root, options)
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

    /// Both states of a comparison. `name` and `places` are those of the older one.
    fn compared_with(
        self,
        older: Self,
        name: String,
        places: Places,
        head: &Input,
        as_of: Date,
    ) -> Result<(Base, Head), Error> {
        let base = Base::of_document(name, Sources::new("", older.import.files).as_base());
        let places = DocumentPlaces {
            base: places,
            head: self.places(),
        };
        let spec = Sources::new("", self.import.files).as_base();
        let head = Head::of_document(head.to_string(), spec, as_of, places)?;
        Ok((base, head))
    }
}
