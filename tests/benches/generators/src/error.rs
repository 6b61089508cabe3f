//! Errors that stop a benchmark.

use clientwright_codegen::diag::Report;
use clientwright_codegen::source::Sources;
use std::fmt;
use std::path::Path;

/// Reason why a benchmark cannot run.
#[derive(Debug)]
pub(crate) enum Error {
    /// Invalid arguments.
    Usage(String),
    /// Diagnostics of an invalid spec, rendered.
    Spec(String),
    /// A file or directory cannot be read or written.
    Io {
        action: &'static str,
        path: String,
        source: std::io::Error,
    },
    /// A document or program is unusable.
    Failed {
        action: &'static str,
        reason: String,
    },
}

impl Error {
    /// Adapts an I/O error. `action` is an infinitive such as `read`.
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.display().to_string();
        move |source| Self::Io {
            action,
            path,
            source,
        }
    }

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
            Self::Usage(message) => write!(f, "error: {message}"),
            // Each diagnostic starts with `error`.
            Self::Spec(report) => f.write_str(report.trim_end()),
            Self::Io {
                action,
                path,
                source,
            } => write!(f, "error: cannot {action} {path}: {source}"),
            Self::Failed { action, reason } => write!(f, "error: cannot {action}: {reason}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Usage(_) | Self::Spec(_) | Self::Failed { .. } => None,
        }
    }
}
