//! Reads the text files of a directory: a spec, or listings.
//!
//! A directory can hold what another person prepared, so a link out of it is not followed, and a file that may never end,
//! such as a named pipe, is not opened. As links to directories are not followed either, there are no cycles.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Reason why a directory cannot be read.
#[derive(Debug)]
pub(crate) enum Problem {
    /// A file or directory cannot be read.
    Io { path: String, source: io::Error },
    /// A symbolic link to a directory.
    DirectoryLink(String),
    /// A symbolic link to a file outside the directory.
    OutsideLink(String),
    /// A pipe, socket or device.
    NotRegular(String),
    /// A file is not UTF-8.
    NotUtf8(NotUtf8),
}

/// First invalid byte of a file that is not UTF-8.
#[derive(Debug)]
pub(crate) struct NotUtf8 {
    path: String,
    /// Line, from 1.
    line: usize,
    /// Column in characters, from 1.
    column: usize,
    byte: u8,
}

/// The wanted files below a directory, by their paths from there with `/`. Hidden files and directories are skipped, and line
/// endings become `\n`. Messages call the directory `name`.
pub(crate) fn read(
    dir: &Path,
    name: &str,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Result<BTreeMap<String, String>, Problem> {
    let mut reader = Reader {
        top: fs::canonicalize(dir).map_err(io_problem(name))?,
        name: name.trim_end_matches('/'),
        is_wanted,
        files: BTreeMap::new(),
    };
    reader.visit(dir, "")?;
    Ok(reader.files)
}

struct Reader<'a> {
    /// The directory without links, to compare with the targets of links.
    top: PathBuf,
    name: &'a str,
    is_wanted: &'a dyn Fn(&str) -> bool,
    files: BTreeMap<String, String>,
}

impl Reader<'_> {
    fn visit(&mut self, dir: &Path, prefix: &str) -> Result<(), Problem> {
        let name = format!("{}/{prefix}", self.name);
        for entry in fs::read_dir(dir).map_err(io_problem(&name))? {
            let entry = entry.map_err(io_problem(&name))?;
            let file_name = entry.file_name();
            let file_name = file_name.to_string_lossy();
            if file_name.starts_with('.') {
                continue;
            }
            let (path, name) = (format!("{prefix}{file_name}"), format!("{name}{file_name}"));
            let kind = entry.file_type().map_err(io_problem(&name))?;
            if kind.is_dir() {
                self.visit(&entry.path(), &format!("{path}/"))?;
            } else if kind.is_symlink() && entry.path().is_dir() {
                return Err(Problem::DirectoryLink(name));
            } else if (self.is_wanted)(&path) {
                let bytes = self.bytes(&entry.path(), &name)?;
                let text = decode(&name, bytes).map_err(Problem::NotUtf8)?;
                self.files.insert(path, text);
            }
        }
        Ok(())
    }

    fn bytes(&self, file: &Path, name: &str) -> Result<Vec<u8>, Problem> {
        let real = fs::canonicalize(file).map_err(io_problem(name))?;
        if !real.starts_with(&self.top) {
            return Err(Problem::OutsideLink(name.to_owned()));
        }
        if !fs::metadata(&real).map_err(io_problem(name))?.is_file() {
            return Err(Problem::NotRegular(name.to_owned()));
        }
        fs::read(&real).map_err(io_problem(name))
    }
}

/// Decodes a file and normalizes its line endings.
pub(crate) fn decode(path: &str, bytes: Vec<u8>) -> Result<String, NotUtf8> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.replace("\r\n", "\n")),
        Err(error) => {
            let end = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            let valid = String::from_utf8_lossy(bytes.get(..end).unwrap_or_default());
            let last_line = valid.rsplit('\n').next().unwrap_or_default();
            Err(NotUtf8 {
                path: path.to_owned(),
                line: valid.matches('\n').count() + 1,
                column: last_line.chars().count() + 1,
                byte: bytes.get(end).copied().unwrap_or_default(),
            })
        }
    }
}

fn io_problem(path: &str) -> impl FnOnce(io::Error) -> Problem {
    let path = path.to_owned();
    move |source| Problem::Io { path, source }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, source } => {
                write!(f, "cannot read {path}: {source}")
            }
            Self::DirectoryLink(path) => write!(
                f,
                "{path} is a symbolic link to a directory\nhelp: replace the link with the directory"
            ),
            Self::OutsideLink(path) => write!(
                f,
                "{path} is a symbolic link to a file outside its directory\nhelp: replace the link with the file"
            ),
            Self::NotRegular(path) => write!(
                f,
                "{path} is not a regular file\nhelp: replace it with a regular file, or move it away"
            ),
            Self::NotUtf8(error) => error.fmt(f),
        }
    }
}

impl fmt::Display for NotUtf8 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            line,
            column,
            byte,
        } = self;
        write!(
            f,
            "{path}:{line}:{column}: byte 0x{byte:02X} is not UTF-8\nhelp: save the file as UTF-8"
        )
    }
}

impl std::error::Error for Problem {}
impl std::error::Error for NotUtf8 {}
