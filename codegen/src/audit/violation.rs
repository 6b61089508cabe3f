//! Violations in the ledgers: approvals and tombstones that are missing, wrong or stale.

use super::identity::change_id;
use super::report::{
    Bump, Change, Class, Direction, Elements, Location, Locations, Origin, Policy, Rust, Wire,
};

/// A violation that must be fixed before the branch can be merged.
pub(super) struct Violation<'a> {
    /// Id of the violated rule.
    pub rule: &'a str,
    /// Element or entry that it concerns.
    pub subject: String,
    /// Kind of the subject.
    pub kind: &'a str,
    /// Description of the violation.
    pub message: String,
    /// How to fix it.
    pub help: String,
    /// Location in the head.
    pub location: Option<Location>,
}

impl Violation<'_> {
    /// The violation as a change of a report.
    pub(super) fn into_change(self) -> Change {
        let Self {
            rule,
            subject,
            kind,
            message,
            help,
            location,
        } = self;
        Change {
            id: change_id(rule, &subject, None, None),
            rule: rule.to_owned(),
            also: Vec::new(),
            class: Class::PolicyError,
            policy: Policy::Error,
            bump: Bump::None,
            subject,
            kind: kind.to_owned(),
            direction: Direction::None,
            wire: Wire::default(),
            rust: Rust::default(),
            origin: Origin::Spec,
            affected_operations: Vec::new(),
            affected_by_errors: Vec::new(),
            location: Locations {
                base: None,
                head: location,
            },
            lifecycle: None,
            approval: None,
            message,
            remarks: Vec::new(),
            migration: help,
            members: Vec::new(),
            elements: Elements::default(),
        }
    }
}
