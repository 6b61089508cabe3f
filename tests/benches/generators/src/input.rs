//! The APIs that the generators are measured on.

use super::files::{resolve, shipped_spec, write};
use super::{openapi30, synthetic};
use crate::error::Error;
use clientwright_codegen as codegen;
use std::path::{Path, PathBuf};

/// An API as a spec and as OpenAPI documents.
pub(super) struct Input {
    /// Package name of the API, e.g. `cloudflare-email-security-500`.
    pub package: String,
    /// Number of operations.
    pub operations: usize,
    /// Directory of the spec.
    pub spec: PathBuf,
    /// The exported OpenAPI 3.1 document.
    pub document: PathBuf,
    /// The same document converted to OpenAPI 3.0.
    pub document30: PathBuf,
}

impl Input {
    /// The shipped API.
    pub(super) fn shipped(cache: &Path) -> Result<Self, Error> {
        Self::new(shipped_spec(), &cache.join("shipped"))
    }

    /// A synthetic API with at most this many operations, see [`synthetic::write`].
    pub(super) fn synthetic(cache: &Path, operations: usize) -> Result<Self, Error> {
        let dir = cache.join(format!("synthetic-{operations}"));
        let spec = dir.join("spec");
        synthetic::write(&spec, operations)?;
        Self::new(spec, &dir)
    }

    fn new(spec: PathBuf, dir: &Path) -> Result<Self, Error> {
        let (_, api) = resolve(&spec)?;
        let document = dir.join("openapi.json");
        let document30 = dir.join("openapi-3.0.json");
        let text = codegen::openapi::export(&api);
        write(&document, &text)?;
        let text = openapi30::convert(&text).map_err(|error| Error::Failed {
            action: "parse the exported document",
            reason: error.to_string(),
        })?;
        write(&document30, &text)?;
        let operations = api.resources.iter().map(|it| it.operations.len()).sum();
        Ok(Self {
            package: api.package,
            operations,
            spec,
            document,
            document30,
        })
    }
}
