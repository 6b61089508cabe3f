//! The list for a terminal, without colours.

use super::{Urgency, dates, summary};
use crate::audit::deprecations::{DeprecationEntry, DeprecationReport};
use crate::audit::escape::Plain;
use std::fmt::{Result, Write};

/// Operations that are named.
const OPERATIONS: usize = 3;

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
            // Writing to a string does not fail.
            let _ = write_entry(&mut out, entry);
        }
    }
    out
}

fn write_entry(out: &mut String, entry: &DeprecationEntry) -> Result {
    writeln!(out, "  {} ({})", Plain(&entry.subject), Plain(&entry.kind))?;
    writeln!(out, "    {}", dates(entry))?;
    if let Some(replacement) = &entry.replacement {
        writeln!(out, "    use {}", Plain(replacement))?;
    }
    if let Some(note) = &entry.note {
        writeln!(out, "    {}", Plain(note))?;
    }
    let (named, more) = entry.used_by.split_at(entry.used_by.len().min(OPERATIONS));
    if !named.is_empty() {
        let more = if more.is_empty() {
            String::new()
        } else {
            format!(", +{}", more.len())
        };
        writeln!(out, "    in {}{more}", Plain(&named.join(", ")))?;
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
