//! A table in GitHub Flavored Markdown.

use super::{Urgency, dates, summary};
use crate::audit::deprecations::{DeprecationEntry, DeprecationReport};
use crate::audit::escape::{CodeSpan, Markdown, cell};

/// Operations, and elements that share a declaration, that are named.
const NAMED: usize = 3;

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
        out.push_str("| deprecated | kind | dates | replacement | operations | declared at |\n|---|---|---|---|---|---|\n");
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
    let also = match entry.also.as_slice() {
        [] => String::new(),
        also => format!(", also {}", some(also)),
    };
    let cells = [
        format!("{}{also}", CodeSpan(&entry.subject)),
        Markdown(&entry.kind).to_string(),
        dates(entry),
        instead.join(": "),
        some(&entry.used_by),
        CodeSpan(&format!("{}:{}", entry.location.file, entry.location.line)).to_string(),
    ];
    let cells: Vec<_> = cells.iter().map(|text| cell(text)).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// The first names, and the number of the others.
fn some(names: &[String]) -> String {
    let (named, more) = names.split_at(names.len().min(NAMED));
    let more = (!more.is_empty()).then(|| format!("+{}", more.len()));
    let named = named.iter().map(|name| CodeSpan(name).to_string());
    named.chain(more).collect::<Vec<_>>().join(", ")
}
