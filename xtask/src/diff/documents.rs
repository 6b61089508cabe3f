//! Comparisons with OpenAPI documents: of two, or of a spec and a newer document.

use super::head::Head;
use crate::base::Base;
use crate::document::{self, Input};
use crate::error::Error;
use crate::output;
use crate::places::{DocumentPlaces, Places};
use clientwright_codegen as codegen;
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
    let older = Imported::read(base, &Options::default())?;
    // Elements of both have the same names.
    let options = Options {
        lock: older.import.lock.clone(),
        ..Options::default()
    };
    let newer = Imported::read(head, &options)?;
    let places = older.places();
    let base = Base::of_document(base.to_string(), older.into_spec());
    newer.compared_with(base, places, head, as_of)
}

/// A spec and a newer document. `import` selects the operations of the document. `lock` has the names of the last import; a spec
/// without one was written by hand, and is compared as the document that it describes, because documents cannot express all of
/// it. An imported spec is compared as it is, because exporting and importing it changes more than it leaves out.
pub(super) fn of_spec(
    spec: &Base,
    head: &Input,
    import: Options,
    lock: Option<Lock>,
    as_of: Date,
) -> Result<(Base, Head), Error> {
    let failed = |report| Error::spec(&report, &spec.spec);
    let api = codegen::resolve(&spec.spec).map_err(failed)?;
    let is_imported = lock.is_some();
    let lock = lock.unwrap_or_default().with_names_of(&api);
    let older = if is_imported {
        spec.spec.clone()
    } else {
        let exported = BTreeMap::from([(EXPORTED.to_owned(), openapi::export(&api))]);
        let all = Options {
            lock: lock.clone(),
            ..Options::default()
        };
        Imported::of(Sources::new("", exported), EXPORTED, &all)?.into_spec()
    };
    let newer = Imported::read(head, &Options { lock, ..import })?;
    let places = Places::of_spec(&api, &spec.spec);
    newer.compared_with(
        Base::of_document(spec.revision.name.clone(), older),
        places,
        head,
        as_of,
    )
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
                "the document cannot be imported without errors; these are the errors of its spec",
            );
            let spec = Sources::new("", import.files.clone());
            return Err(Error::spec(errors, &spec));
        }
        Ok(Self { document, import })
    }

    fn places(&self) -> Places {
        Places::of_document(&self.import.spans, &self.document)
    }

    fn into_spec(self) -> Sources {
        Sources::new("", self.import.files).as_base()
    }

    /// Both states of a comparison. `places` are those of the older one, `base`.
    fn compared_with(
        self,
        base: Base,
        places: Places,
        head: &Input,
        as_of: Date,
    ) -> Result<(Base, Head), Error> {
        let places = DocumentPlaces {
            base: places,
            head: self.places(),
        };
        let head = Head::of_document(head.to_string(), self.into_spec(), as_of, places)?;
        Ok((base, head))
    }
}
