//! Errors that stop a command.

use clientwright_codegen::diag::Report;
use clientwright_codegen::source::Sources;
use std::fmt;
use std::path::{Path, PathBuf};

/// Reason why a command stops before its work is done.
#[derive(Debug)]
pub(crate) enum Error {
    /// Invalid arguments.
    Usage(String),
    /// Diagnostics of an invalid spec, rendered.
    Spec(String),
    /// A file or directory cannot be read or written.
    Io {
        /// The failed action, an infinitive such as `read`.
        action: &'static str,
        path: PathBuf,
        source: std::io::Error,
    },
    /// Files that were not generated are in the way of generated ones.
    NotGenerated(Vec<PathBuf>),
    /// The base of a comparison cannot be read.
    Base(String),
    /// A bug of this program.
    Internal(String),
}

impl Error {
    /// The message, without the `error: ` prefix. It can have several lines.
    pub(crate) fn message(&self) -> String {
        match self {
            Self::Usage(message) | Self::Base(message) => message.clone(),
            Self::Spec(report) => report.trim_end().to_owned(),
            Self::Io {
                action,
                path,
                source,
            } => format!("cannot {action} {}: {source}", path.display()),
            Self::NotGenerated(paths) => {
                let paths = paths.iter().map(|path| format!("  {}\n", path.display()));
                format!(
                    "refusing to overwrite files that were not generated; nothing was written:\n{}\
                     help: move them away, or choose another directory with `--out`",
                    paths.collect::<String>()
                )
            }
            Self::Internal(message) => {
                format!("{message}\nhelp: this is a bug in xtask; please report it")
            }
        }
    }

    /// Adapts an I/O error. `action` is an infinitive such as `read`.
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io {
            action,
            path,
            source,
        }
    }

    /// Renders the diagnostics of an invalid spec.
    pub(crate) fn spec(report: &Report, sources: &Sources) -> Self {
        Self::Spec(report.render(sources))
    }
}

impl From<lexopt::Error> for Error {
    fn from(error: lexopt::Error) -> Self {
        Self::Usage(format!("{error}\nhelp: `--help` lists the arguments"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // Each diagnostic starts with `error`.
            Self::Spec(_) => f.write_str(&self.message()),
            _ => write!(f, "error: {}", self.message()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Usage(_)
            | Self::Spec(_)
            | Self::NotGenerated(_)
            | Self::Base(_)
            | Self::Internal(_) => None,
        }
    }
}
