//! By what the reports count changes: by class, and apart from the additions what may behave differently.

use crate::audit::report::{Change, Class};

/// What a change is counted as; the order is that of the reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    PolicyError,
    Silent,
    /// See [`Change::may_behave_differently`].
    Risky,
    Breaking,
    Deprecation,
    Additive,
    Docs,
}

impl Sort {
    pub(super) fn of(change: &Change) -> Self {
        match change.class {
            _ if change.may_behave_differently() => Self::Risky,
            Class::PolicyError => Self::PolicyError,
            Class::Silent => Self::Silent,
            Class::Breaking => Self::Breaking,
            Class::Deprecation => Self::Deprecation,
            Class::Additive => Self::Additive,
            Class::Docs => Self::Docs,
        }
    }

    /// What it is called beside a number.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::PolicyError => "against policy",
            Self::Silent => "silent",
            Self::Risky => "risky",
            Self::Breaking => "breaking",
            Self::Deprecation => "deprecation",
            Self::Additive => "added",
            Self::Docs => "docs",
        }
    }

    /// Its name where a machine reads it: that of the class in the JSON form, where there is one.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::PolicyError => "policy-error",
            Self::Silent => "silent",
            Self::Risky => "risky",
            Self::Breaking => "breaking",
            Self::Deprecation => "deprecation",
            Self::Additive => "additive",
            Self::Docs => "docs",
        }
    }
}
