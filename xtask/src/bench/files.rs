//! Reading specs and writing what is measured.

use crate::error::Error;
use crate::workspace;
use clientwright_codegen as codegen;
use clientwright_codegen::ir::Api;
use clientwright_codegen::source::Sources;
use std::fs;
use std::path::Path;

/// A spec and the API that it describes.
pub(super) fn resolved(spec: &Path) -> Result<(Sources, Api), Error> {
    let sources = workspace::sources(spec)?;
    let api = codegen::resolve(&sources).map_err(|report| Error::spec(&report, &sources))?;
    Ok((sources, api))
}

/// Writes a file and the folders on the way to it.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Error> {
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent).map_err(Error::disk("make the folder", parent))?;
    fs::write(path, text).map_err(Error::disk("write", path))
}
