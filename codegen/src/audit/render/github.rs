//! GitHub workflow commands, which GitHub shows as annotations next to the lines of the spec.
//!
//! GitHub shows only ten annotations of each level, so urgent changes come first, and docs changes are omitted.

use super::text::{lines, plain, severities};
use super::view::{Entry, Mark, View};
use crate::audit::escape::{Message, Property};
use crate::audit::report::Policy;
use std::fmt::{Result, Write};

/// One command per line.
pub(super) fn report(view: &View<'_>) -> String {
    let mut out = String::new();
    if view.head.has_approvals {
        // Approved changes would otherwise be warnings among others.
        let _ = writeln!(
            out,
            "::warning title=API diff::{}",
            Message(&view.head.verdict)
        );
    }
    for entry in view.entries() {
        if let Some(level) = level(entry) {
            // Writing to a string cannot fail.
            let _ = write_command(&mut out, level, entry);
        }
    }
    out
}

/// Level of an annotation; none for docs.
fn level(entry: &Entry<'_>) -> Option<&'static str> {
    match entry.mark {
        Mark::Blocks => Some("error"),
        _ if entry.change.policy == Policy::Warning => Some("warning"),
        Mark::Allowed | Mark::Caution => Some("warning"),
        Mark::Added => Some("notice"),
        Mark::Docs => None,
    }
}

fn write_command(out: &mut String, level: &str, entry: &Entry<'_>) -> Result {
    let change = entry.change;
    write!(out, "::{level} ")?;
    if let Some(location) = &change.location.head {
        write!(
            out,
            "file={},line={},col={},",
            Property(&location.file),
            location.line,
            location.column
        )?;
    } else if let Some(location) = &change.location.base {
        // The line no longer exists, so only the file is named.
        write!(out, "file={},", Property(&location.file))?;
    }
    writeln!(
        out,
        "title={}::{}",
        Property(&format!("{}: {}", change.rule, change.subject)),
        Message(&message(entry))
    )
}

fn message(entry: &Entry<'_>) -> String {
    let mut text = vec![plain(&entry.message)];
    if let Some(effect) = &entry.effect {
        let operations = entry.operations(0);
        let operations = operations.map_or(String::new(), |it| {
            format!(", affects {}{}", it.number, it.and_errors())
        });
        text.push(format!(
            "{}; {}{operations} [{}: {}]",
            severities(effect),
            effect.version,
            entry.change.id,
            entry.rules(str::to_owned)
        ));
    }
    text.extend(lines(&entry.advice));
    if let Some(approval) = &entry.approval {
        text.push(format!(
            "approved by {}: {}",
            approval.owner, approval.reason
        ));
    }
    text.join("\n")
}
