//! The report as an entry of a changelog: for callers, so it tells what happened to their code and what to do, and
//! nothing of rules and approvals but the reason.

use super::View;
use super::dates;
use super::difference::declarations;
use super::inline::{Block, blocks};
use super::markdown::{inline, joined};
use super::words;
use crate::audit::escape::{CodeSpan, Markdown, Plain, fence};
use crate::audit::report::{Bump, Change, Class, RustSeverity, WireSeverity};
use std::fmt::{Result, Write};

/// Where a changelog tells of a change, in the order of its sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heading {
    Breaking,
    Behaviour,
    Deprecated,
    Removed,
    Added,
    Fixed,
}

const HEADINGS: &[(Heading, &str)] = &[
    (Heading::Breaking, "Breaking"),
    (Heading::Behaviour, "Behaviour"),
    (Heading::Deprecated, "Deprecated"),
    (Heading::Removed, "Removed"),
    (Heading::Added, "Added"),
    (Heading::Fixed, "Fixed"),
];

/// The entry for the head's version, or for the least one that would do.
pub(super) fn report(view: &View<'_>) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write_entry(&mut out, view);
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn write_entry(out: &mut String, view: &View<'_>) -> Result {
    let report = view.report;
    let version = &report.version;
    let number = if version.sufficient {
        &version.head
    } else {
        &version.required
    };
    writeln!(out, "## {} - {}", Markdown(number), report.as_of)?;
    let sections = view.sections();
    let changes: Vec<_> = sections
        .iter()
        .flat_map(|section| section.changes.iter())
        .collect();
    for (heading, title) in HEADINGS {
        let below: Vec<_> = changes
            .iter()
            .filter(|it| heading_of(it) == Some(*heading))
            .collect();
        if !below.is_empty() {
            if !out.ends_with("\n\n") {
                out.push('\n');
            }
            writeln!(out, "### {title}\n")?;
        }
        for change in below {
            let start = out.len();
            write_change(out, change)?;
            // The next point would else be read as part of the last block of this one.
            if out.get(start..).is_some_and(|point| point.contains("\n\n")) {
                out.push('\n');
            }
        }
    }
    Ok(())
}

/// The section of a change; none, where callers have nothing to hear of: words, how things stand, the package itself.
fn heading_of(change: &Change) -> Option<Heading> {
    let harmless = change.wire.severity <= WireSeverity::Lifecycle;
    if change.bump == Bump::None && change.rust.severity == RustSeverity::None && harmless {
        return None;
    }
    match change.class {
        Class::Docs => None,
        Class::Deprecation => Some(Heading::Deprecated),
        Class::Additive if change.may_behave_differently() => Some(Heading::Behaviour),
        Class::Additive if change.bump <= Bump::Patch => Some(Heading::Fixed),
        Class::Additive => Some(Heading::Added),
        Class::PolicyError | Class::Silent | Class::Breaking if words::is_gone(change) => {
            Some(Heading::Removed)
        }
        Class::Silent => Some(Heading::Behaviour),
        Class::Breaking => Some(Heading::Breaking),
        Class::PolicyError => Some(match (change.rust.severity, change.wire.severity) {
            (RustSeverity::Silent, _) => Heading::Behaviour,
            (RustSeverity::Major, _) | (_, WireSeverity::Risky | WireSeverity::Breaking) => {
                Heading::Breaking
            }
            _ => Heading::Deprecated,
        }),
    }
}

fn write_change(out: &mut String, change: &Change) -> Result {
    write!(
        out,
        "- {}: {}",
        CodeSpan(&change.subject),
        inline(&message(change))
    )?;
    if let Some(lifecycle) = &change.lifecycle {
        // Days left would be wrong the day after.
        let parts = dates::lifecycle_dates(lifecycle).join(", ");
        write!(out, " ({})", Markdown(&parts))?;
    }
    writeln!(out, ".")?;
    if let Some(approval) = &change.approval {
        writeln!(out, "  Why: {}", Markdown(&approval.reason))?;
    }
    if change.class < Class::Deprecation {
        write_declarations(out, change)?;
    }
    for block in blocks(&change.migration) {
        match block {
            Block::Paragraph(inlines) => {
                writeln!(out, "\n  {}", joined(&inlines))?;
            }
            Block::Code { language, text } => write_code(out, &language, &text)?,
        }
    }
    Ok(())
}

/// What happened, without what policies say of it: the dates stand behind it anyway.
fn message(change: &Change) -> String {
    let said = change.remarks.iter().map(|remark| format!("; {remark}"));
    said.fold(change.message.clone(), |message, remark| {
        message.replacen(&remark, "", 1)
    })
}

fn write_declarations(out: &mut String, change: &Change) -> Result {
    let lines = declarations(change);
    if lines.is_empty() {
        return Ok(());
    }
    let lines: Vec<_> = lines
        .iter()
        .map(|line| format!("{}{}", line.sign, line.text))
        .collect();
    write_code(out, "diff", &lines.join("\n"))
}

/// Fenced code, as part of the point of a list before it.
fn write_code(out: &mut String, language: &str, code: &str) -> Result {
    let fence = fence(code, 3);
    writeln!(out, "\n  {fence}{language}")?;
    for line in code.lines() {
        writeln!(out, "  {}", Plain(line))?;
    }
    writeln!(out, "  {fence}")
}
