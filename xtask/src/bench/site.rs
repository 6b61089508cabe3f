//! Where one generator writes its crate of one subject, and how that crate is made ready to be compiled.

use super::files;
use super::generators::{Form, GENERATORS, Generator, Output, Program};
use super::install::Tools;
use super::process;
use super::subject::Subject;
use crate::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// One generator at work on one subject.
pub(super) struct Site<'a> {
    pub generator: &'static Generator,
    /// The folder of the crate.
    pub folder: PathBuf,
    /// The name of its package.
    pub package: String,
    subject: &'a Subject,
    tool: Result<PathBuf, String>,
}

/// One site for each subject and generator, subject by subject.
pub(super) fn all<'a>(cache: &Path, subjects: &[&'a Subject], tools: &Tools) -> Vec<Site<'a>> {
    let site =
        |subject: &'a Subject, generator: &'static Generator, tool: &Result<PathBuf, String>| {
            let name = format!(
                "{}-{}",
                generator.name.replace(", ", "-").replace(' ', "-"),
                subject.operations
            );
            Site {
                generator,
                // One of the generators calls its package what the folder is called.
                folder: cache.join("crates").join(&subject.package).join(&name),
                package: match generator.program {
                    Program::Ours => subject.package.clone(),
                    Program::Installed { .. } => name,
                },
                subject,
                tool: tool.clone(),
            }
        };
    let of_subject = |subject: &'a Subject| {
        GENERATORS
            .iter()
            .zip(tools)
            .map(move |(generator, tool)| site(subject, generator, tool))
    };
    subjects
        .iter()
        .flat_map(|subject| of_subject(subject))
        .collect()
}

/// A generator that ran: how long, and what had to be done before it would.
pub(super) struct Generated {
    pub elapsed: Duration,
    /// Why the exported document was not good enough.
    pub refused: Option<String>,
}

impl Site<'_> {
    /// Generates the crate into a folder that is not there yet.
    pub(super) fn generate(&self) -> Result<Generated, String> {
        let exported = self
            .clear()
            .and_then(|()| process::run(&mut self.command(&self.subject.document)?));
        match exported {
            Ok(elapsed) => Ok(Generated {
                elapsed,
                refused: None,
            }),
            Err(reason) if self.generator.form == Form::OrVersion30 && self.tool.is_ok() => {
                self.clear()?;
                let elapsed = process::run(&mut self.command(&self.subject.version30)?)?;
                Ok(Generated {
                    elapsed,
                    refused: Some(reason),
                })
            }
            Err(reason) => Err(reason),
        }
    }

    /// The most memory that generating takes, in KiB, where that can be measured.
    pub(super) fn memory(&self, refused: bool) -> Option<u64> {
        self.clear().ok()?;
        let document = if refused {
            &self.subject.version30
        } else {
            &self.subject.document
        };
        let scratch = self.folder.with_extension("memory");
        let peak = process::peak_memory(&self.command(document).ok()?, &scratch);
        // Of no use any more, and of no harm if it stays.
        let _ = fs::remove_file(scratch);
        peak
    }

    /// The files of Rust that were generated, and their lines.
    pub(super) fn size(&self) -> Result<(usize, usize), Error> {
        let mut size = (0, 0);
        for root in self.generator.roots {
            let root = self.folder.join(root);
            count(root.parent().unwrap_or(&self.folder), &mut size)?;
        }
        Ok(size)
    }

    /// Adds what the generator leaves to its user, so that the crate compiles where it is.
    pub(super) fn complete(&self) -> Result<(), Error> {
        let manifest = self.folder.join("Cargo.toml");
        let mut text = match self.generator.output {
            Output::Package => read(&manifest)?,
            Output::Module {
                folder,
                dependencies,
            } => {
                files::write(
                    &self.folder.join("src/lib.rs"),
                    &format!("pub mod {folder};\n"),
                )?;
                let package = format!(
                    "[package]\nname = \"{}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n",
                    self.package
                );
                package + &read(&self.folder.join(dependencies))?
            }
        };
        // Without one of its own it would be taken for a member of the workspace around it.
        if !text.contains("[workspace]") {
            text.push_str("\n[workspace]\n");
        }
        files::write(&manifest, &text)
    }

    fn clear(&self) -> Result<(), String> {
        let removed = if self.folder.exists() {
            fs::remove_dir_all(&self.folder)
        } else {
            Ok(())
        };
        let cleared =
            removed.and_then(|()| self.folder.parent().map_or(Ok(()), fs::create_dir_all));
        cleared.map_err(|error| format!("cannot clear {}: {error}", self.folder.display()))
    }

    fn command(&self, document: &Path) -> Result<Command, String> {
        let mut command = Command::new(self.tool.as_ref().map_err(Clone::clone)?);
        for argument in self.generator.arguments {
            let filled = argument
                .replace("{spec}", &self.subject.spec.to_string_lossy())
                .replace("{document}", &document.to_string_lossy())
                .replace("{crate}", &self.folder.to_string_lossy())
                .replace("{package}", &self.package);
            command.arg(filled);
        }
        Ok(command)
    }
}

fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(Error::disk("read", path))
}

fn count(folder: &Path, size: &mut (usize, usize)) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(Error::disk("read the folder", folder))? {
        let path = entry
            .map_err(Error::disk("read the folder", folder))?
            .path();
        if path.is_dir() {
            count(&path, size)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            size.0 += 1;
            size.1 += read(&path)?.lines().count();
        }
    }
    Ok(())
}
