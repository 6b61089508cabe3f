//! The list as a table of GitHub's Markdown.

use super::{Urgency, dates, summary};
use crate::audit::deprecations::{DeprecationEntry, DeprecationReport};
use crate::audit::escape::{CodeSpan, Markdown, cell};

/// Operations that are named.
const OPERATIONS: usize = 3;

/// The whole list.
pub(super) fn list(report: &DeprecationReport) -> String {
    let mut out = format!(
        "## Deprecations: {}\n\nAs of {}.\n",
        summary(report),
        report.as_of
    );
    for urgency in Urgency::ALL {
        let entries = urgency.entries(report);
        if entries.is_empty() {
            continue;
        }
        out.push_str(&format!(
            "\n### {} ({})\n\n",
            urgency.title(),
            entries.len()
        ));
        out.push_str("| what | kind | dates | instead | operations | declared |\n|---|---|---|---|---|---|\n");
        for entry in entries {
            out.push_str(&row(entry));
        }
    }
    out
}

fn row(entry: &DeprecationEntry) -> String {
    let replacement = entry
        .replacement
        .as_ref()
        .map(|it| CodeSpan(it).to_string());
    let note = entry.note.as_ref().map(|it| Markdown(it).to_string());
    let instead: Vec<_> = replacement.into_iter().chain(note).collect();
    let (named, more) = entry.used_by.split_at(entry.used_by.len().min(OPERATIONS));
    let more = (!more.is_empty()).then(|| format!("+{}", more.len()));
    let named = named.iter().map(|id| CodeSpan(id).to_string());
    let operations: Vec<_> = named.chain(more).collect();
    let cells = [
        CodeSpan(&entry.subject).to_string(),
        Markdown(&entry.kind).to_string(),
        dates(entry),
        instead.join(": "),
        operations.join(", "),
        CodeSpan(&format!("{}:{}", entry.location.file, entry.location.line)).to_string(),
    ];
    let cells: Vec<_> = cells.iter().map(|text| cell(text)).collect();
    format!("| {} |\n", cells.join(" | "))
}
