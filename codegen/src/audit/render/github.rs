//! The report as commands to GitHub's runner, which shows each beside its line of the spec.
//!
//! The runner shows only the first ten of each level, so what is urgent comes first, and docs and what only stands as it
//! stood are left out.

use super::View;
use super::text::{advice, plain};
use super::words::{self, count};
use crate::audit::escape::{Message, Property};
use crate::audit::report::{Change, Class, Policy};
use std::fmt::{Result, Write};

/// One command a line.
pub(super) fn report(view: &View<'_>) -> String {
    let mut out = String::new();
    let sections = view.sections();
    let changes = sections.iter().flat_map(|section| section.changes.iter());
    for change in changes {
        if let Some(level) = level(change) {
            // Writing to a string does not fail.
            let _ = write_command(&mut out, level, change);
        }
    }
    out
}

/// How loud a change is; not at all, where only words differ.
fn level(change: &Change) -> Option<&'static str> {
    match change.class {
        _ if change.blocks() => Some("error"),
        _ if change.policy == Policy::Warning => Some("warning"),
        Class::PolicyError | Class::Silent | Class::Breaking | Class::Deprecation => {
            Some("warning")
        }
        Class::Additive if change.may_behave_differently() => Some("warning"),
        Class::Additive => Some("notice"),
        Class::Docs => None,
    }
}

fn write_command(out: &mut String, level: &str, change: &Change) -> Result {
    write!(out, "::{level} ")?;
    if let Some(place) = &change.location.head {
        write!(
            out,
            "file={},line={},col={},",
            Property(&place.file),
            place.line,
            place.column
        )?;
    } else if let Some(place) = &change.location.base {
        // Its line is gone: whatever stands there now has nothing to do with it.
        write!(out, "file={},", Property(&place.file))?;
    }
    writeln!(
        out,
        "title={}::{}",
        Property(&format!("{}: {}", change.rule, change.subject)),
        Message(&message(change))
    )
}

fn message(change: &Change) -> String {
    let mut lines = vec![plain(&change.message)];
    if words::has_effect(change) {
        lines.push(format!(
            "wire {} × Rust {}, {}, in {} [{}{}]",
            words::wire(change.wire.severity),
            words::rust(change.rust.severity),
            words::step(change.bump),
            count(change.affected_operations.len(), "operation"),
            change.id,
            words::also(change)
        ));
    }
    lines.extend(advice(change));
    if let Some(approval) = &change.approval {
        lines.push(format!(
            "approved by {}: {}",
            approval.owner, approval.reason
        ));
    }
    lines.join("\n")
}
