//! Paths of this workspace, and reading specs and the runtime.

use crate::directory::{self, Problem};
use crate::error::Error;
use clientwright_codegen::emit::RuntimeSource;
use clientwright_codegen::source::Sources;
use clientwright_codegen::tree::MARKER;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Root directory of the workspace.
fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}

/// Directory of the shipped spec.
pub(crate) fn spec_dir() -> PathBuf {
    root().join("spec")
}

/// Directory of the shipped crate.
pub(crate) fn crate_dir() -> PathBuf {
    root().join("generated")
}

/// Whether two paths lead to the same file or directory.
pub(crate) fn is_same_path(a: &Path, b: &Path) -> bool {
    let real = |path: &Path| fs::canonicalize(path).ok();
    a == b || real(a).zip(real(b)).is_some_and(|(a, b)| a == b)
}

/// A path for messages: relative to the current directory if it is in there.
pub(crate) fn display(path: &Path) -> String {
    let current = env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(&current).unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}

/// Reads all YAML files of a spec.
pub(crate) fn read_spec(dir: &Path) -> Result<Sources, Error> {
    read_spec_as(dir, display(dir))
}

/// Reads all YAML files of a spec; messages call the directory `name`.
pub(crate) fn read_spec_as(dir: &Path, name: String) -> Result<Sources, Error> {
    let files = directory::read(dir, &name, &is_yaml).map_err(|problem| match problem {
        Problem::Io { path, source } => Error::io("read", Path::new(&path))(source),
        problem => Error::Spec(format!("error: {problem}")),
    })?;
    if files.is_empty() {
        return Err(Error::Usage(format!(
            "{} has no spec: it contains no `api.yaml`\nhelp: pass the directory of the spec with `--spec DIR`",
            display(dir)
        )));
    }
    Ok(Sources::new(name, files))
}

/// Whether a file of this name belongs to a spec.
pub(crate) fn is_yaml(path: &str) -> bool {
    path.ends_with(".yaml") || path.ends_with(".yml")
}

/// The runtime that a crate in `out` depends on: the workspace member for the shipped crate, a copy for any other, so that
/// it builds anywhere.
pub(crate) fn runtime_for(out: &Path) -> Result<RuntimeSource, Error> {
    if is_same_path(out, &crate_dir()) {
        return Ok(RuntimeSource::Workspace {
            path: "../runtime".to_owned(),
            examples: ["middleware", "tour"]
                .map(|name| (name.to_owned(), format!("../tests/examples/{name}.rs")))
                .to_vec(),
        });
    }
    let dir = root().join("runtime");
    let manifest = dir.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).map_err(Error::io("read", &manifest))?;
    let mut files = vec![(
        "Cargo.toml".to_owned(),
        format!("# {MARKER}; copied from the runtime.\n\n{text}"),
    )];
    copy_rust(&dir.join("src"), "src", &mut files)?;
    Ok(RuntimeSource::Copied { files })
}

fn copy_rust(dir: &Path, prefix: &str, files: &mut Vec<(String, String)>) -> Result<(), Error> {
    for entry in fs::read_dir(dir).map_err(Error::io("read directory", dir))? {
        let entry = entry.map_err(Error::io("read directory", dir))?;
        let (path, name) = (
            entry.path(),
            entry.file_name().to_string_lossy().into_owned(),
        );
        if path.is_dir() {
            copy_rust(&path, &format!("{prefix}/{name}"), files)?;
        } else if name.ends_with(".rs") {
            let text = fs::read_to_string(&path).map_err(Error::io("read", &path))?;
            files.push((
                format!("{prefix}/{name}"),
                format!("// {MARKER}; copied from the runtime.\n\n{text}"),
            ));
        }
    }
    Ok(())
}
