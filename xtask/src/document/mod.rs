//! Reads a document and the files that it refers to.
//!
//! The author of a document chooses its references. So only regular files are read, each once, up to a number and size; links
//! out of the folder of the document are not followed; and nothing is downloaded.

use crate::directory;
use crate::error::Error;
use crate::workspace;
use clientwright_codegen::diag::Report;
use clientwright_codegen::import::external_files;
use clientwright_codegen::source::Sources;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Maximum number of files.
const MAX_FILES: usize = 1_000;
/// Maximum size of all files, in bytes.
const MAX_BYTES: u64 = 64 << 20;
/// Name of a document from stdin.
const STDIN: &str = "stdin";

/// Source of a document.
pub(super) enum Input {
    Stdin,
    File(PathBuf),
}

impl Input {
    /// Stdin for `-`, or else a file.
    pub(super) fn new(argument: OsString) -> Self {
        if argument == "-" {
            return Self::Stdin;
        }
        let path = PathBuf::from(argument);
        Self::File(std::path::absolute(&path).unwrap_or(path))
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdin => f.write_str(STDIN),
            Self::File(path) => f.write_str(&workspace::display(path)),
        }
    }
}

/// The files of a document, and the path of the one that was named. A document from stdin has no folder, so the files that it
/// refers to are missing.
pub(super) fn read(input: &Input) -> Result<(Sources, String), Error> {
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
            let folder = path.parent().unwrap_or(path).to_owned();
            let name = path.file_name().and_then(|name| name.to_str());
            let name =
                name.ok_or_else(|| Error::Usage(format!("{input} is not the name of a file")))?;
            let mut reader = Reader {
                real_folder: fs::canonicalize(&folder).map_err(Error::io("read", path))?,
                name: workspace::display(&folder),
                folder,
                rest: MAX_BYTES,
                files: BTreeMap::new(),
            };
            reader.read_all(name)?;
            Ok((Sources::new(reader.name, reader.files), name.to_owned()))
        }
    }
}

struct Reader {
    folder: PathBuf,
    /// The folder without links, to compare with the targets of links.
    real_folder: PathBuf,
    /// The folder in messages.
    name: String,
    /// Number of bytes that can still be read.
    rest: u64,
    files: BTreeMap<String, String>,
}

impl Reader {
    /// Reads a file and those that it refers to, directly and through others.
    fn read_all(&mut self, root: &str) -> Result<(), Error> {
        let mut queue = vec![root.to_owned()];
        while let Some(path) = queue.pop() {
            if self.files.contains_key(&path) {
                continue;
            }
            let Some(text) = self.read(&path, path == root)? else {
                continue;
            };
            if self.files.len() == MAX_FILES {
                return Err(Error::Usage(format!(
                    "the document has more than {MAX_FILES} files\nhelp: bundle it into one file"
                )));
            }
            let file = BTreeMap::from([(path.clone(), text.clone())]);
            let sources = Sources::new(self.name.clone(), file);
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
            self.files.insert(path, text);
        }
        Ok(())
    }

    /// Content of a file; `None` if a reference leads to no file, which is reported where it is used.
    fn read(&mut self, path: &str, is_root: bool) -> Result<Option<String>, Error> {
        let file = self.folder.join(path);
        let shown = workspace::display(&file);
        let real = match fs::canonicalize(&file) {
            Ok(real) => real,
            Err(error) if !is_root && error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::io("read", Path::new(&shown))(error)),
        };
        // The user chose the root file, and `..` at the start of a path shows that it leads out of the folder.
        if !is_root && !path.starts_with("../") && !real.starts_with(&self.real_folder) {
            return Err(Error::Usage(format!(
                "{shown} is a symbolic link to a file outside the folder of the document\nhelp: replace the link with the file"
            )));
        }
        let is_regular = fs::metadata(&real)
            .map_err(Error::io("read", Path::new(&shown)))?
            .is_file();
        if !is_regular && !is_root {
            return Err(Error::Usage(format!(
                "{shown}, which the document refers to, is not a regular file"
            )));
        }
        let opened = File::open(&real).and_then(|file| read_limited(file, self.rest));
        let bytes = opened.map_err(Error::io("read", Path::new(&shown)))?;
        self.rest = self.rest.saturating_sub(bytes.len() as u64);
        decode(&shown, bytes).map(Some)
    }
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
