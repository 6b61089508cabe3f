//! Severity of a cause: the worst of its rules.

use super::Sides;
use crate::audit::facts::Aspect;
use crate::audit::report::{Bump, Class, Policy, RustSeverity, WireSeverity};
use crate::audit::rules::Rule;
use crate::audit::subject::Subject;

/// Severity on each axis.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Severity {
    pub(super) policy: Policy,
    pub(super) bump: Bump,
    pub(super) rust: RustSeverity,
    pub(super) wire: WireSeverity,
}

impl Severity {
    /// Severity of a rule for an element.
    pub(super) fn of(rule: &Rule, sides: &Sides<'_>, subject: &Subject) -> Self {
        let mut severity = Self::stated(rule);
        if rule
            .rust_follows
            .iter()
            .any(|aspect| stays(sides, subject, *aspect))
        {
            severity.rust = RustSeverity::None;
            severity.bump = severity.bump.min(if severity.wire >= WireSeverity::Risky {
                Bump::Minor
            } else {
                Bump::Patch
            });
        }
        severity
    }

    /// Severity of a rule, whatever the element.
    pub(super) fn stated(rule: &Rule) -> Self {
        Self {
            policy: rule.policy,
            bump: rule.bump,
            rust: rule.rust,
            wire: rule.wire,
        }
    }

    /// The worst of both on each axis.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            policy: self.policy.max(other.policy),
            bump: self.bump.max(other.bump),
            rust: self.rust.max(other.rust),
            wire: self.wire.max(other.wire),
        }
    }

    /// Class of a change with this severity.
    pub(super) fn class(self) -> Class {
        match self {
            Self {
                policy: Policy::Error,
                ..
            } => Class::PolicyError,
            Self {
                rust: RustSeverity::Silent,
                ..
            } => Class::Silent,
            Self {
                rust: RustSeverity::Major,
                ..
            }
            | Self {
                wire: WireSeverity::Breaking,
                ..
            } => Class::Breaking,
            Self {
                wire: WireSeverity::Lifecycle,
                ..
            } => Class::Deprecation,
            // A change that can alter behavior must not be hidden among documentation.
            Self {
                rust: RustSeverity::Minor | RustSeverity::Warning,
                ..
            }
            | Self {
                wire: WireSeverity::Risky,
                ..
            } => Class::Additive,
            _ => Class::Docs,
        }
    }
}

/// Whether the nearest value of an aspect, of the element or a parent, is the same on both sides.
fn stays(sides: &Sides<'_>, subject: &Subject, aspect: Aspect) -> bool {
    let value = |subject: &Subject| {
        let of = |facts: &crate::audit::facts::Facts| {
            let value = facts.get(subject).and_then(|it| it.get(aspect));
            value.cloned()
        };
        (of(sides.base), of(sides.head))
    };
    let mut above = Some(subject.clone());
    while let Some(at) = above {
        match value(&at) {
            (None, None) => above = at.parent(),
            (old, new) => return old == new,
        }
    }
    false
}
