//! Exit codes. `cargo xtask --help` documents them.

use crate::error::Error;

/// Result of a command that ran to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Success,
    /// The command printed problems that have to be resolved.
    Problems,
    /// Generated files do not match the spec.
    Stale,
    /// The audit found a change that matches no rule.
    Unclassified,
}

/// Exit code of a command.
pub(crate) fn code(result: &Result<Outcome, Error>) -> u8 {
    match result {
        Ok(Outcome::Success) => 0,
        Ok(Outcome::Problems) => 1,
        Err(Error::Usage(_) | Error::Spec(_) | Error::Io { .. } | Error::NotGenerated(_)) => 2,
        Ok(Outcome::Stale) => 3,
        Err(Error::Base(_)) => 4,
        // EX_SOFTWARE of sysexits.h.
        Ok(Outcome::Unclassified) | Err(Error::Internal(_)) => 70,
    }
}
