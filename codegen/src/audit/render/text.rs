//! Text for a terminal, without colors.

use super::markup::{Block, Inline};
use super::view::{Addressee, Effect, Entry, OVERDUE, Section, Values, View, list};
use super::words::WordDiff;
use crate::audit::escape::{Plain, truncated};
use crate::audit::report::Class;
use std::fmt::{Result, Write};

/// Command that lists deprecations.
pub(super) const LIST_COMMAND: &str = "cargo xtask deprecations";

/// Limits of what is shown of a change.
struct Limits {
    /// Operations that are named.
    operations: usize,
    /// Lines of Rust of a change that callers have to act on.
    lines: usize,
    /// Lines of Rust of other changes.
    few_lines: usize,
    /// Characters of a value.
    value: usize,
}

const BRIEF: Limits = Limits {
    operations: 3,
    lines: 24,
    few_lines: 6,
    value: 200,
};

const UNLIMITED: Limits = Limits {
    operations: usize::MAX,
    lines: usize::MAX,
    few_lines: usize::MAX,
    value: usize::MAX,
};

/// The whole report.
pub(super) fn report(view: &View<'_>) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_report(&mut out, view);
    out
}

/// One entry without truncation.
pub(super) fn entry(entry: &Entry<'_>) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_entry(&mut out, entry, &UNLIMITED);
    out
}

fn write_report(out: &mut String, view: &View<'_>) -> Result {
    let head = &view.head;
    let sign = head.mark.plain();
    writeln!(
        out,
        "{sign} API diff: {}; {} {} {}",
        head.verdict,
        head.version.lead,
        Plain(head.version.number),
        Plain(&head.version.rest)
    )?;
    writeln!(
        out,
        "  {} → {} · as of {} · {} · {}",
        Plain(&head.base),
        Plain(&head.head),
        head.as_of,
        head.size,
        head.origin
    )?;
    for section in &view.sections {
        write_section(out, section)?;
    }
    if head.overdue > 0 {
        let title = OVERDUE.to_uppercase();
        writeln!(
            out,
            "\n{title}: {} (`{LIST_COMMAND}` lists them)",
            head.overdue
        )?;
    }
    if !view.hidden.is_empty() {
        writeln!(out, "\nChanges not shown: {}", list(&view.hidden))?;
    }
    Ok(())
}

fn write_section(out: &mut String, section: &Section<'_>) -> Result {
    let number = section.entries.len();
    writeln!(out, "\n{} ({number})", section.title.to_uppercase())?;
    for entry in &section.entries {
        if section.is_folded {
            let subject = Plain(&entry.change.subject);
            writeln!(out, "  · {subject}: {}", Plain(&with_docs(entry)))?;
        } else {
            write_entry(out, entry, &BRIEF)?;
        }
    }
    Ok(())
}

fn write_entry(out: &mut String, entry: &Entry<'_>, limits: &Limits) -> Result {
    let change = entry.change;
    writeln!(
        out,
        "{} {}  [{}]",
        entry.mark.plain(),
        Plain(&change.subject),
        Plain(&change.id)
    )?;
    writeln!(
        out,
        "    {} ({})",
        Plain(&plain(&entry.message)),
        Plain(&entry.rules(str::to_owned))
    )?;
    if let Some(effect) = &entry.effect {
        writeln!(out, "    {}; {}", severities(effect), effect.version)?;
    }
    if let Some(values) = &entry.values {
        writeln!(out, "    {}", write_values(values, limits.value))?;
    }
    if let Some(operations) = entry.operations(limits.operations) {
        let (number, errors) = (&operations.number, operations.and_errors());
        let named = operations.list(str::to_owned);
        writeln!(out, "    affects {number}: {}{errors}", Plain(&named))?;
    }
    if let Some((lead, locations)) = &entry.location {
        writeln!(out, "    {lead} {}", Plain(locations))?;
    }
    write_declarations(out, entry, limits)?;
    for member in &entry.members {
        let (kind, subject) = (Plain(&member.kind), Plain(&member.subject));
        writeln!(out, "    includes {kind} {subject}")?;
    }
    if let Some(lifecycle) = &entry.lifecycle {
        writeln!(out, "    {}", Plain(lifecycle))?;
    }
    if let Some(approval) = &entry.approval {
        let (owner, reason) = (Plain(approval.owner), Plain(approval.reason));
        writeln!(out, "    approved by {owner}: {reason}")?;
        if !approval.details.is_empty() {
            writeln!(out, "    ({})", Plain(&approval.details))?;
        }
    }
    let label = match entry.addressee() {
        Addressee::Callers => "callers: ",
        Addressee::Author => "fix: ",
    };
    for (index, line) in lines(&entry.advice).iter().enumerate() {
        let lead = if index == 0 { label } else { "" };
        let width = label.len();
        writeln!(out, "    {lead:width$}{}", Plain(line))?;
    }
    if let Some(command) = &entry.approve {
        writeln!(out, "    to approve: {}", Plain(command))?;
    }
    Ok(())
}

/// `wire breaking (request), Rust major`
pub(super) fn severities(effect: &Effect) -> String {
    format!("wire {}, Rust {}", effect.wire_by_direction, effect.rust)
}

fn write_values(values: &Values<'_>, longest: usize) -> String {
    let text = |value: &str| Plain(&truncated(value, longest)).to_string();
    let optional = |value: Option<&str>| value.map_or("unset".to_owned(), text);
    match values {
        Values::Added(value) => format!("added: {}", text(value)),
        Values::Removed(value) => format!("removed: {}", text(value)),
        Values::Changed { aspect, old, new } => {
            let label = aspect.map_or(String::new(), |aspect| format!("{aspect}: "));
            format!("{label}{} → {}", optional(*old), optional(*new))
        }
    }
}

fn write_declarations(out: &mut String, entry: &Entry<'_>, limits: &Limits) -> Result {
    let lines = &entry.declarations;
    let most = if entry.change.class < Class::Additive {
        limits.lines
    } else {
        limits.few_lines
    };
    for line in lines.iter().take(most) {
        let text = truncated(&line.text, limits.value);
        writeln!(out, "    {} {}", line.sign, Plain(&text))?;
    }
    match lines.len().saturating_sub(most) {
        0 => Ok(()),
        more => writeln!(out, "    … and {more} more lines"),
    }
}

/// Blocks as lines without markup.
pub(super) fn lines(blocks: &[Block]) -> Vec<String> {
    let lines = blocks.iter().flat_map(|block| match block {
        Block::Paragraph(inlines) => vec![plain(inlines)],
        Block::Code { text, .. } => text.lines().map(str::to_owned).collect(),
    });
    lines.collect()
}

/// The message of an entry, with the difference of its docs.
fn with_docs(entry: &Entry<'_>) -> String {
    let message = plain(&entry.message);
    let Some((old, new)) = entry.docs() else {
        return message;
    };
    let diff = WordDiff::of(&truncated(old, BRIEF.value), &truncated(new, BRIEF.value));
    let parts = [
        ("", diff.before, ""),
        ("[-", diff.old, "-]"),
        ("{+", diff.new, "+}"),
        ("", diff.after, ""),
    ];
    let parts = parts.into_iter().filter(|(_, text, _)| !text.is_empty());
    let parts: Vec<_> = parts
        .map(|(open, text, close)| format!("{open}{text}{close}"))
        .collect();
    format!("{message}: {}", parts.join(" "))
}

/// Text without markup, except for backticks.
pub(super) fn plain(inlines: &[Inline]) -> String {
    let texts = inlines.iter().map(|inline| match inline {
        Inline::Text(text) => text.clone(),
        Inline::Code(code) => format!("`{code}`"),
        Inline::Strong(inner) | Inline::Struck(inner) => plain(inner),
    });
    texts.collect()
}
