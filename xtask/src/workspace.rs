//! Where things are in this workspace, and the reading of specs and of the runtime.

use crate::error::Error;
use clientwright_codegen::emit::RuntimeSource;
use clientwright_codegen::source::Sources;
use clientwright_codegen::tree::MARKER;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_owned()
}

/// The folder of the shipped spec.
pub(crate) fn spec() -> PathBuf {
    root().join("spec")
}

/// The folder of the shipped crate.
pub(crate) fn generated() -> PathBuf {
    root().join("generated")
}

/// Whether two paths lead to the same place.
pub(crate) fn is_same(a: &Path, b: &Path) -> bool {
    let real = |path: &Path| fs::canonicalize(path).ok();
    a == b || real(a).zip(real(b)).is_some_and(|(a, b)| a == b)
}

/// A path as a person at this folder would write it.
pub(crate) fn shown(path: &Path) -> String {
    let here = env::current_dir().unwrap_or_default();
    let shown = path.strip_prefix(&here).unwrap_or(path);
    shown.to_string_lossy().replace('\\', "/")
}

/// Reads all YAML files of a spec; messages name them by their paths from the current folder.
pub(crate) fn sources(folder: &Path) -> Result<Sources, Error> {
    sources_called(folder, shown(folder))
}

/// As [`sources`], with another name for the folder in messages.
pub(crate) fn sources_called(folder: &Path, root: String) -> Result<Sources, Error> {
    let mut files = BTreeMap::new();
    read_yaml(folder, "", &mut files)?;
    if files.is_empty() {
        return Err(Error::Usage(format!(
            "{} holds no spec: there is no `api.yaml`",
            shown(folder)
        )));
    }
    Ok(Sources::new(root, files))
}

fn read_yaml(
    folder: &Path,
    prefix: &str,
    files: &mut BTreeMap<String, String>,
) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(Error::disk("read the folder", folder))? {
        let entry = entry.map_err(Error::disk("read the folder", folder))?;
        let (path, name) = (
            entry.path(),
            entry.file_name().to_string_lossy().into_owned(),
        );
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            read_yaml(&path, &format!("{prefix}{name}/"), files)?;
        } else if name.ends_with(".yaml") || name.ends_with(".yml") {
            let bytes = fs::read(&path).map_err(Error::disk("read", &path))?;
            let text = String::from_utf8(bytes).map_err(|error| {
                let line = error.as_bytes()[..error.utf8_error().valid_up_to()]
                    .iter()
                    .filter(|byte| **byte == b'\n')
                    .count()
                    + 1;
                Error::Spec(format!(
                    "error: {}:{line} is not UTF-8; save the file as UTF-8",
                    shown(&path)
                ))
            })?;
            files.insert(format!("{prefix}{name}"), text.replace("\r\n", "\n"));
        }
    }
    Ok(())
}

/// How a crate in `out` reaches the runtime: the shipped one as its neighbour, any other one by a copy inside it, so
/// that it builds wherever it is put.
pub(crate) fn runtime_for(out: &Path) -> Result<RuntimeSource, Error> {
    if is_same(out, &generated()) {
        return Ok(RuntimeSource::Workspace {
            path: "../runtime".to_owned(),
            examples: vec![("tour".to_owned(), "../tests/examples/tour.rs".to_owned())],
        });
    }
    let folder = root().join("runtime");
    let manifest = folder.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).map_err(Error::disk("read", &manifest))?;
    let mut files = vec![(
        "Cargo.toml".to_owned(),
        format!("# {MARKER}; copied from the runtime.\n\n{text}"),
    )];
    copy_rust(&folder.join("src"), "src", &mut files)?;
    Ok(RuntimeSource::Copied { files })
}

fn copy_rust(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(Error::disk("read the folder", folder))? {
        let entry = entry.map_err(Error::disk("read the folder", folder))?;
        let (path, name) = (
            entry.path(),
            entry.file_name().to_string_lossy().into_owned(),
        );
        if path.is_dir() {
            copy_rust(&path, &format!("{prefix}/{name}"), files)?;
        } else if name.ends_with(".rs") {
            let text = fs::read_to_string(&path).map_err(Error::disk("read", &path))?;
            files.push((
                format!("{prefix}/{name}"),
                format!("// {MARKER}; copied from the runtime.\n\n{text}"),
            ));
        }
    }
    Ok(())
}
