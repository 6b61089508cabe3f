//! The crates that the generators write, and what it takes to compile them.

use super::files;
use super::generators::{Document, GENERATORS, Generator, Output, Program};
use super::input::Input;
use super::install::Programs;
use super::process;
use crate::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// The crate that one generator writes for one input.
pub(super) struct Project<'a> {
    pub generator: &'static Generator,
    /// Directory of the crate.
    pub dir: PathBuf,
    /// Package name of the crate.
    pub package: String,
    input: &'a Input,
    program: Result<PathBuf, String>,
}

/// One project per input and generator, ordered by input.
pub(super) fn all<'a>(cache: &Path, inputs: &[&'a Input], programs: &Programs) -> Vec<Project<'a>> {
    let project = |input: &'a Input, generator: &'static Generator, program: &Result<_, _>| {
        let name = generator.name.replace(", ", "-").replace(' ', "-");
        let name = format!("{name}-{}", input.operations);
        Project {
            generator,
            // oas3-gen names the package after the directory.
            dir: cache.join("crates").join(&input.package).join(&name),
            package: match generator.program {
                Program::Ours => input.package.clone(),
                Program::Installed { .. } => name,
            },
            input,
            program: program.clone(),
        }
    };
    let of_input = |input: &'a Input| {
        GENERATORS
            .iter()
            .zip(programs)
            .map(move |(generator, program)| project(input, generator, program))
    };
    inputs.iter().flat_map(|input| of_input(input)).collect()
}

/// A successful run of a generator.
pub(super) struct Generated {
    pub elapsed: Duration,
    /// Why the generator rejected the OpenAPI 3.1 document, if it did.
    pub rejected: Option<String>,
}

impl Project<'_> {
    /// Generates the crate into a new directory.
    pub(super) fn generate(&self) -> Result<Generated, String> {
        let generated = self
            .clear()
            .and_then(|()| process::run(&mut self.command(&self.input.document)?));
        match generated {
            Ok(elapsed) => Ok(Generated {
                elapsed,
                rejected: None,
            }),
            Err(reason)
                if self.generator.document == Document::V31OrV30 && self.program.is_ok() =>
            {
                self.clear()?;
                let elapsed = process::run(&mut self.command(&self.input.document30)?)?;
                Ok(Generated {
                    elapsed,
                    rejected: Some(reason),
                })
            }
            Err(reason) => Err(reason),
        }
    }

    /// Peak memory of the generator in KiB; `None` if it cannot be measured.
    pub(super) fn memory(&self, is_rejected: bool) -> Option<u64> {
        self.clear().ok()?;
        let document = if is_rejected {
            &self.input.document30
        } else {
            &self.input.document
        };
        let scratch = self.dir.with_extension("memory");
        let peak = process::peak_memory(&self.command(document).ok()?, &scratch);
        // A leftover file does no harm.
        let _ = fs::remove_file(scratch);
        peak
    }

    /// Number of generated Rust files, and of their lines.
    pub(super) fn size(&self) -> Result<(usize, usize), Error> {
        let mut size = (0, 0);
        for root in self.generator.roots {
            let root = self.dir.join(root);
            count(root.parent().unwrap_or(&self.dir), &mut size)?;
        }
        Ok(size)
    }

    /// Adds what the generator leaves to its user, so that the crate compiles.
    pub(super) fn complete(&self) -> Result<(), Error> {
        let manifest = self.dir.join("Cargo.toml");
        let mut text = match self.generator.output {
            Output::Package => read(&manifest)?,
            Output::Module { dir, dependencies } => {
                files::write(&self.dir.join("src/lib.rs"), &format!("pub mod {dir};\n"))?;
                let package = format!(
                    "[package]\nname = \"{}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n",
                    self.package
                );
                package + &read(&self.dir.join(dependencies))?
            }
        };
        // Otherwise cargo takes it for a member of this workspace.
        if !text.contains("[workspace]") {
            text.push_str("\n[workspace]\n");
        }
        files::write(&manifest, &text)
    }

    fn clear(&self) -> Result<(), String> {
        let removed = if self.dir.exists() {
            fs::remove_dir_all(&self.dir)
        } else {
            Ok(())
        };
        let cleared = removed.and_then(|()| self.dir.parent().map_or(Ok(()), fs::create_dir_all));
        cleared.map_err(|error| format!("cannot clear {}: {error}", self.dir.display()))
    }

    fn command(&self, document: &Path) -> Result<Command, String> {
        let mut command = Command::new(self.program.as_ref().map_err(Clone::clone)?);
        for argument in self.generator.arguments {
            let filled = argument
                .replace("{spec}", &self.input.spec.to_string_lossy())
                .replace("{document}", &document.to_string_lossy())
                .replace("{crate}", &self.dir.to_string_lossy())
                .replace("{package}", &self.package);
            command.arg(filled);
        }
        Ok(command)
    }
}

fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(Error::io("read", path))
}

/// The numbers of Rust files in a directory, and of their lines.
pub(super) fn size(dir: &Path) -> Result<(usize, usize), Error> {
    let mut size = (0, 0);
    count(dir, &mut size)?;
    Ok(size)
}

fn count(dir: &Path, size: &mut (usize, usize)) -> Result<(), Error> {
    for entry in fs::read_dir(dir).map_err(Error::io("read directory", dir))? {
        let path = entry.map_err(Error::io("read directory", dir))?.path();
        if path.is_dir() {
            count(&path, size)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            size.0 += 1;
            size.1 += read(&path)?.lines().count();
        }
    }
    Ok(())
}
