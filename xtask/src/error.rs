//! What stops a command.

use clientwright_codegen::diag::Report;
use clientwright_codegen::source::Sources;
use std::fmt;
use std::path::{Path, PathBuf};

/// What stops a command before it could do its work.
#[derive(Debug)]
pub(crate) enum Error {
    /// The arguments make no sense.
    Usage(String),
    /// The spec breaks rules; the findings, ready to be shown.
    Spec(String),
    /// A file or folder could not be read or written.
    Disk {
        doing: &'static str,
        path: PathBuf,
        source: std::io::Error,
    },
    /// Files that were not generated stand where generated ones belong.
    Foreign(Vec<PathBuf>),
    /// The older state of a comparison cannot be read.
    Base(String),
    /// This program is wrong, and nobody who uses it.
    Internal(String),
}

impl Error {
    /// What the process ends with.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) | Self::Spec(_) | Self::Disk { .. } | Self::Foreign(_) => 2,
            Self::Base(_) => 4,
            // EX_SOFTWARE of sysexits.h.
            Self::Internal(_) => 70,
        }
    }

    /// What went wrong, in one or several lines.
    pub(crate) fn message(&self) -> String {
        match self {
            Self::Usage(message) | Self::Base(message) => message.clone(),
            Self::Internal(message) => {
                format!("{message}\nhelp: this is a bug of xtask; please report it")
            }
            Self::Spec(report) => report.trim_end().to_owned(),
            Self::Disk {
                doing,
                path,
                source,
            } => format!("cannot {doing} {}: {source}", path.display()),
            Self::Foreign(paths) => {
                let paths = paths.iter().map(|path| format!("  {}\n", path.display()));
                format!(
                    "these files were not generated, so they are not overwritten; nothing was written:\n{}\
                     help: move them away, or generate into another folder with --out",
                    paths.collect::<String>()
                )
            }
        }
    }

    /// An error of the disk.
    pub(crate) fn disk(doing: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Disk {
            doing,
            path,
            source,
        }
    }

    /// The findings of a spec.
    pub(crate) fn spec(report: &Report, sources: &Sources) -> Self {
        Self::Spec(report.render(sources))
    }
}

impl From<lexopt::Error> for Error {
    fn from(error: lexopt::Error) -> Self {
        Self::Usage(error.to_string())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // Each finding says by itself that it is an error.
            Self::Spec(report) => f.write_str(report.trim_end()),
            _ => write!(f, "error: {}", self.message()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Disk { source, .. } => Some(source),
            Self::Usage(_)
            | Self::Spec(_)
            | Self::Foreign(_)
            | Self::Base(_)
            | Self::Internal(_) => None,
        }
    }
}
