//! An entry of a changelog: what callers have to know. It omits rules and policies.

use super::dates;
use super::markdown::joined;
use super::markup::{Block, inlines};
use super::view::{Entry, View};
use crate::audit::escape::{CodeSpan, Markdown, Plain, fence};
use crate::audit::report::{Bump, Change, Class, Report, RustSeverity, WireSeverity};
use crate::audit::version::release;
use std::fmt::{Result, Write};

/// Section of a changelog entry, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heading {
    Breaking,
    Behavior,
    Deprecated,
    Removed,
    Added,
    Fixed,
}

impl Heading {
    const ALL: &'static [Self] = &[
        Self::Breaking,
        Self::Behavior,
        Self::Deprecated,
        Self::Removed,
        Self::Added,
        Self::Fixed,
    ];

    fn title(self) -> &'static str {
        match self {
            Self::Breaking => "Breaking",
            Self::Behavior => "Behavior",
            Self::Deprecated => "Deprecated",
            Self::Removed => "Removed",
            Self::Added => "Added",
            Self::Fixed => "Fixed",
        }
    }

    /// Section of a change; none if it does not concern callers.
    fn of(entry: &Entry<'_>) -> Option<Self> {
        let change = entry.change;
        let (wire, rust) = (change.wire.severity, change.rust.severity);
        if change.bump == Bump::None
            && rust == RustSeverity::None
            && wire <= WireSeverity::Lifecycle
        {
            return None;
        }
        match change.class {
            Class::Docs => None,
            Class::Deprecation => Some(Self::Deprecated),
            Class::Additive if change.may_behave_differently() => Some(Self::Behavior),
            Class::Additive if change.bump <= Bump::Patch => Some(Self::Fixed),
            Class::Additive => Some(Self::Added),
            Class::PolicyError | Class::Silent | Class::Breaking if entry.is_removed() => {
                Some(Self::Removed)
            }
            Class::Silent => Some(Self::Behavior),
            Class::Breaking => Some(Self::Breaking),
            Class::PolicyError => Some(match (rust, wire) {
                (RustSeverity::Silent, _) => Self::Behavior,
                (RustSeverity::Major, _) | (_, WireSeverity::Risky | WireSeverity::Breaking) => {
                    Self::Breaking
                }
                _ => Self::Deprecated,
            }),
        }
    }
}

/// The entry of the release that the head's version leads to, or of the minimum version if that is higher.
pub(super) fn report(report: &Report, view: &View<'_>) -> String {
    let version = &report.version;
    let number = if version.sufficient {
        &version.head
    } else {
        &version.required
    };
    let number = release(number);
    let mut out = format!("## {} - {}\n", Markdown(&number), report.as_of);
    // Writing to a string cannot fail.
    let _ = write_sections(&mut out, view);
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn write_sections(out: &mut String, view: &View<'_>) -> Result {
    for heading in Heading::ALL {
        let entries = view
            .entries()
            .filter(|it| Heading::of(it) == Some(*heading));
        for (index, entry) in entries.enumerate() {
            if index == 0 {
                if !out.ends_with("\n\n") {
                    out.push('\n');
                }
                writeln!(out, "### {}\n", heading.title())?;
            }
            let start = out.len();
            write_entry(out, entry)?;
            // Separates the next item from the blocks of this one.
            if out.get(start..).is_some_and(|item| item.contains("\n\n")) {
                out.push('\n');
            }
        }
    }
    Ok(())
}

fn write_entry(out: &mut String, entry: &Entry<'_>) -> Result {
    let change = entry.change;
    let message = joined(&inlines(&message_for_callers(change)));
    write!(out, "- {}: {message}", CodeSpan(&change.subject))?;
    if let Some(lifecycle) = &change.lifecycle {
        // Without the days left, which change every day.
        let parts = dates::lifecycle_dates(lifecycle).join(", ");
        write!(out, " ({})", Markdown(&parts))?;
    }
    writeln!(out, ".")?;
    if let Some(approval) = &entry.approval {
        writeln!(out, "  Reason: {}", Markdown(approval.reason))?;
    }
    if change.class < Class::Deprecation && !entry.declarations.is_empty() {
        let lines = entry.declarations.iter();
        let lines: Vec<_> = lines
            .map(|line| format!("{}{}", line.sign, Plain(&line.text)))
            .collect();
        write_code(out, "diff", &lines.join("\n"))?;
    }
    for block in &entry.advice {
        match block {
            Block::Paragraph(inlines) => writeln!(out, "\n  {}", joined(inlines))?,
            Block::Code { language, text } => write_code(out, language, text)?,
        }
    }
    Ok(())
}

/// The message without the parts that come from policies.
fn message_for_callers(change: &Change) -> String {
    let clauses = change.remarks.iter().map(|clause| format!("; {clause}"));
    clauses.fold(change.message.clone(), |message, clause| {
        message.replacen(&clause, "", 1)
    })
}

/// A code block inside a list item.
fn write_code(out: &mut String, language: &str, code: &str) -> Result {
    let fence = fence(code, 3);
    writeln!(out, "\n  {fence}{language}")?;
    for line in code.lines() {
        writeln!(out, "  {}", Plain(line))?;
    }
    writeln!(out, "  {fence}")
}
