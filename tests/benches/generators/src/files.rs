//! Files of the workspace: reading specs, writing inputs.

use crate::error::Error;
use clientwright_codegen as codegen;
use clientwright_codegen::ir::Api;
use clientwright_codegen::source::Sources;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Root directory of the workspace.
pub(crate) fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().nth(3).unwrap_or(package).to_owned()
}

/// Directory of the shipped spec.
pub(crate) fn shipped_spec() -> PathBuf {
    root().join("spec")
}

/// Reads and resolves a spec.
pub(crate) fn resolve(spec: &Path) -> Result<(Sources, Api), Error> {
    let mut files = BTreeMap::new();
    read_yaml(spec, "", &mut files)?;
    let sources = Sources::new(spec.to_string_lossy(), files);
    let api = codegen::resolve(&sources).map_err(|report| Error::spec(&report, &sources))?;
    Ok((sources, api))
}

fn read_yaml(dir: &Path, prefix: &str, files: &mut BTreeMap<String, String>) -> Result<(), Error> {
    for entry in fs::read_dir(dir).map_err(Error::io("read directory", dir))? {
        let entry = entry.map_err(Error::io("read directory", dir))?;
        let (path, name) = (entry.path(), entry.file_name());
        let name = format!("{prefix}{}", name.to_string_lossy());
        if path.is_dir() {
            read_yaml(&path, &format!("{name}/"), files)?;
        } else if name.ends_with(".yaml") {
            let text = fs::read_to_string(&path).map_err(Error::io("read", &path))?;
            files.insert(name, text);
        }
    }
    Ok(())
}

/// Writes a file and creates its parent directories.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Error> {
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent).map_err(Error::io("create directory", parent))?;
    fs::write(path, text).map_err(Error::io("write", path))
}
