//! Reads a document and the files that it refers to, from stdin, the disk or a commit.
//!
//! The author of a document chooses its references. So only regular files are read, each once, up to a number and size; links
//! out of the folder of the document are not followed; and nothing is downloaded.

mod committed;
mod disk;

use crate::directory;
use crate::error::Error;
use crate::workspace;
use clientwright_codegen::diag::Report;
use clientwright_codegen::import::external_files;
use clientwright_codegen::source::Sources;
use committed::Commit;
use disk::Disk;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Maximum number of files.
const MAX_FILES: usize = 1_000;
/// Maximum size of all files, in bytes.
const MAX_BYTES: u64 = 64 << 20;
/// Name of a document from stdin.
const STDIN: &str = "stdin";

/// Source of a document.
pub(crate) enum Input {
    Stdin,
    File(PathBuf),
    /// A file of a commit: a revision, and the path from the top level of the repository.
    Committed(String, String),
}

impl Input {
    /// Stdin for `-`, or else a file.
    pub(crate) fn new(argument: OsString) -> Self {
        if argument == "-" {
            return Self::Stdin;
        }
        let path = PathBuf::from(argument);
        Self::File(std::path::absolute(&path).unwrap_or(path))
    }

    /// The document that an option names, if its value is the name of a document: `-`, a file, or `REVISION:FILE`.
    pub(crate) fn of_option(value: &str) -> Option<Self> {
        let is_document = [".json", ".yaml", ".yml"]
            .iter()
            .any(|ending| value.to_ascii_lowercase().ends_with(ending));
        match value.split_once(':') {
            _ if value == "-" => Some(Self::Stdin),
            _ if !is_document => None,
            _ if Path::new(value).is_file() => Some(Self::new(value.into())),
            Some((revision, path)) => Some(Self::Committed(revision.to_owned(), path.to_owned())),
            None => Some(Self::new(value.into())),
        }
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdin => f.write_str(STDIN),
            Self::File(path) => f.write_str(&workspace::display(path)),
            Self::Committed(revision, path) => write!(f, "{revision}:{path}"),
        }
    }
}

/// The files of a document, and the path of the one that was named. A document from stdin has no folder, so the files that it
/// refers to are missing.
pub(crate) fn read(input: &Input) -> Result<(Sources, String), Error> {
    match input {
        Input::Stdin => {
            let text = decode(
                STDIN,
                read_limited(io::stdin().lock(), MAX_BYTES)
                    .map_err(Error::io("read", Path::new(STDIN)))?,
            )?;
            let files = BTreeMap::from([(STDIN.to_owned(), text)]);
            Ok((Sources::new("", files), STDIN.to_owned()))
        }
        Input::File(path) => {
            let folder = path.parent().unwrap_or(path);
            let name = path.file_name().and_then(|name| name.to_str());
            let name =
                name.ok_or_else(|| Error::Usage(format!("{input} is not the name of a file")))?;
            let disk = Disk::new(folder, path)?;
            let files = read_all(name, &workspace::display(folder), &|path, rest| {
                disk.read(path, path == name, rest)
            })?;
            Ok((files, name.to_owned()))
        }
        Input::Committed(revision, path) => {
            let commit = Commit::find(revision, path)?;
            let folder = format!("{revision}:{}", commit.folder.trim_end_matches('/'));
            let files = read_all(&commit.name, &folder, &|path, rest| {
                commit.read(path, path == commit.name, rest)
            })?;
            Ok((files, commit.name.clone()))
        }
    }
}

/// Content of a file, if it exists.
type Content = Option<Vec<u8>>;

/// Reads a file and those that it refers to, directly and through others. `read` returns the content of a path, or `None` if a
/// reference leads to no file, which is reported where it is used; it is given the number of bytes that are left.
fn read_all(
    root: &str,
    folder: &str,
    read: &dyn Fn(&str, u64) -> Result<Content, Error>,
) -> Result<Sources, Error> {
    let (mut files, mut rest) = (BTreeMap::new(), MAX_BYTES);
    let mut queue = vec![root.to_owned()];
    while let Some(path) = queue.pop() {
        if files.contains_key(&path) {
            continue;
        }
        let Some(bytes) = read(&path, rest)? else {
            continue;
        };
        rest = rest.saturating_sub(bytes.len() as u64);
        let separator = if folder.is_empty() { "" } else { "/" };
        let text = decode(&format!("{folder}{separator}{path}"), bytes)?;
        if files.len() == MAX_FILES {
            return Err(Error::Usage(format!(
                "the document has more than {MAX_FILES} files\nhelp: bundle it into one file"
            )));
        }
        let file = BTreeMap::from([(path.clone(), text.clone())]);
        let sources = Sources::new(folder, file);
        let mut report = Report::of_document();
        // In reverse order, so that files are read in the order of their paths.
        queue.extend(
            external_files(&sources, &path, &mut report)
                .into_iter()
                .rev(),
        );
        if !report.is_empty() {
            return Err(Error::spec(&report, &sources));
        }
        files.insert(path, text);
    }
    Ok(Sources::new(folder, files))
}

/// Reads to the end, or fails if there are too many bytes.
fn read_limited(input: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        let message = format!("the document has more than {MAX_BYTES} bytes");
        return Err(io::Error::new(ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

fn decode(shown: &str, bytes: Vec<u8>) -> Result<String, Error> {
    directory::decode(shown, bytes).map_err(|error| Error::Usage(error.to_string()))
}
