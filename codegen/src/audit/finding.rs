//! Entries that are not differences of two APIs but faults of what stands around them: approvals, tombstones.

use super::identity::change_id;
use super::report::{
    Bump, Cause, Change, Class, Direction, Location, Locations, Policy, Rust, Wire,
};

/// A fault that must be mended before the changes can go in.
pub(super) struct Finding<'a> {
    /// The rule that is broken.
    pub rule: &'a str,
    /// What it is about.
    pub subject: String,
    /// What kind of thing that is.
    pub kind: &'a str,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
    /// Where it stands in the head.
    pub place: Option<Location>,
}

impl Finding<'_> {
    /// The finding as an entry of a report.
    pub(super) fn into_change(self) -> Change {
        let Self {
            rule,
            subject,
            kind,
            message,
            help,
            place,
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
            cause: Cause::Spec,
            affected_operations: Vec::new(),
            location: Locations {
                base: None,
                head: place,
            },
            lifecycle: None,
            approval: None,
            message,
            remarks: Vec::new(),
            migration: help,
            members: Vec::new(),
        }
    }
}
