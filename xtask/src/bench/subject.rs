//! The APIs that are generated: the shipped one, and a synthetic one of as many operations as wanted.

use super::files::{resolved, write};
use super::{openapi30, synthetic};
use crate::error::Error;
use crate::workspace;
use clientwright_codegen as codegen;
use std::path::{Path, PathBuf};

/// An API in all the forms that generators read.
pub(super) struct Subject {
    /// What its crates are called.
    pub package: String,
    /// How many operations it has.
    pub operations: usize,
    /// The folder of its spec.
    pub spec: PathBuf,
    /// Its OpenAPI document as we export it.
    pub document: PathBuf,
    /// The same as a document of version 3.0.
    pub version30: PathBuf,
}

impl Subject {
    /// The shipped API.
    pub(super) fn shipped(cache: &Path) -> Result<Self, Error> {
        Self::new(workspace::spec(), &cache.join("shipped"))
    }

    /// Copies of the shipped resources until there are as many operations, or as few less as whole resources allow.
    pub(super) fn synthetic(cache: &Path, operations: usize) -> Result<Self, Error> {
        let folder = cache.join(format!("synthetic-{operations}"));
        let spec = folder.join("spec");
        synthetic::write(&spec, operations)?;
        Self::new(spec, &folder)
    }

    fn new(spec: PathBuf, folder: &Path) -> Result<Self, Error> {
        let (_, api) = resolved(&spec)?;
        let (document, version30) = (folder.join("openapi.json"), folder.join("openapi-3.0.json"));
        let text = codegen::openapi::export(&api);
        write(&document, &text)?;
        let downgraded = openapi30::downgraded(&text);
        write(
            &version30,
            &downgraded.map_err(|error| Error::Tool {
                doing: "read the exported document",
                reason: error.to_string(),
            })?,
        )?;
        let operations = api
            .resources
            .iter()
            .map(|resource| resource.operations.len())
            .sum();
        Ok(Self {
            package: api.package,
            operations,
            spec,
            document,
            version30,
        })
    }
}
