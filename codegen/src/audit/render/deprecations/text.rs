//! Text for a terminal, without colors.

use super::{Urgency, dates, summary};
use crate::audit::deprecations::{DeprecationEntry, DeprecationReport};
use crate::audit::escape::Plain;
use std::fmt::{Result, Write};

/// Operations, and elements that share a declaration, that are named.
const NAMED: usize = 3;

/// The whole list.
pub(super) fn list(report: &DeprecationReport) -> String {
    let mut out = format!("{} · as of {}\n", summary(report), report.as_of);
    for urgency in Urgency::ALL {
        let entries = urgency.entries(report);
        if !entries.is_empty() {
            out.push_str(&format!(
                "\n{} ({})\n",
                urgency.title().to_uppercase(),
                entries.len()
            ));
        }
        for entry in entries {
            // Writing to a string cannot fail.
            let _ = write_entry(&mut out, entry);
        }
    }
    out
}

fn write_entry(out: &mut String, entry: &DeprecationEntry) -> Result {
    writeln!(out, "  {} ({})", Plain(&entry.subject), Plain(&entry.kind))?;
    if !entry.also.is_empty() {
        writeln!(out, "    also {}", Plain(&some(&entry.also)))?;
    }
    writeln!(out, "    {}", dates(entry))?;
    if let Some(replacement) = &entry.replacement {
        writeln!(out, "    use {}", Plain(replacement))?;
    }
    if let Some(note) = &entry.note {
        writeln!(out, "    {}", Plain(note))?;
    }
    if !entry.used_by.is_empty() {
        writeln!(out, "    used by {}", Plain(&some(&entry.used_by)))?;
    }
    let place = &entry.location;
    writeln!(
        out,
        "    at {}:{}:{}",
        Plain(&place.file),
        place.line,
        place.column
    )
}

/// The first names, and the number of the others.
fn some(names: &[String]) -> String {
    let (named, more) = names.split_at(names.len().min(NAMED));
    if more.is_empty() {
        named.join(", ")
    } else {
        format!("{}, +{}", named.join(", "), more.len())
    }
}
