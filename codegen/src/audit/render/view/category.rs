//! Categories that reports count changes by: the classes, with possible behavior changes apart from additions.

use crate::audit::report::{Change, Class};
use std::collections::BTreeMap;

/// Category of a change, in the order of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::audit::render) enum Category {
    PolicyError,
    Silent,
    /// See [`Change::may_behave_differently`].
    Risky,
    Breaking,
    Deprecation,
    Additive,
    Docs,
}

impl Category {
    pub(in crate::audit::render) const ALL: &'static [Self] = &[
        Self::PolicyError,
        Self::Silent,
        Self::Risky,
        Self::Breaking,
        Self::Deprecation,
        Self::Additive,
        Self::Docs,
    ];

    pub(in crate::audit::render) fn of(change: &Change) -> Self {
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

    /// Name of the category after a number.
    pub(in crate::audit::render) fn word(self) -> &'static str {
        match self {
            Self::PolicyError => "against policy",
            Self::Silent => "silent",
            Self::Risky => "risky",
            Self::Breaking => "breaking",
            Self::Deprecation => "deprecated",
            Self::Additive => "added",
            Self::Docs => "docs-only",
        }
    }

    /// Name of the category in HTML: that of the class in the JSON form, if there is one.
    pub(in crate::audit::render) fn key(self) -> &'static str {
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

/// Numbers of changes by category.
pub(in crate::audit::render) fn counts<'a>(
    changes: impl IntoIterator<Item = &'a Change>,
) -> BTreeMap<Category, usize> {
    let mut counts = BTreeMap::new();
    for change in changes {
        *counts.entry(Category::of(change)).or_default() += 1;
    }
    counts
}

/// Numbers as text: `2 breaking, 1 docs`.
pub(in crate::audit::render) fn list(counts: &BTreeMap<Category, usize>) -> String {
    let counts: Vec<_> = counts
        .iter()
        .map(|(category, number)| format!("{number} {}", category.word()))
        .collect();
    counts.join(", ")
}
