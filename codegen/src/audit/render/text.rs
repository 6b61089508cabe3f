//! The report for a terminal, without colours.

use super::View;
use super::dates;
use super::difference::{declarations, sentences, words as word_difference};
use super::headline;
use super::inline::{Block, Inline, blocks, inlines};
use super::sections::{STANDING, Section};
use super::words::{self, LIST, count};
use crate::audit::escape::{Plain, cut};
use crate::audit::report::{Change, Class, Report};
use std::fmt::{Result, Write};

/// Operations that are named.
const OPERATIONS: usize = 3;
/// Lines of Rust that are shown of a change that callers have to act on.
const LINES: usize = 24;
/// Lines of Rust that are shown of another.
const FEW_LINES: usize = 6;
/// The longest value that is shown, in characters.
const LONGEST: usize = 200;

/// How much of a change is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// What a list of many changes has room for.
    Brief,
    /// All.
    Whole,
}

impl Extent {
    /// A limit that holds only where there are many changes.
    fn most(self, brief: usize) -> usize {
        match self {
            Self::Brief => brief,
            Self::Whole => usize::MAX,
        }
    }
}

/// The whole report.
pub(super) fn report(view: &View<'_>) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write_report(&mut out, view);
    out
}

/// One change, all of it.
pub(super) fn change(report: &Report, change: &Change) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write_change(&mut out, report, change, Extent::Whole);
    out
}

fn write_report(out: &mut String, view: &View<'_>) -> Result {
    let report = view.report;
    let sign = if headline::passes(report) {
        '✓'
    } else {
        '✗'
    };
    let version = headline::version(report);
    writeln!(
        out,
        "{sign} API diff: {}; {} {} {}",
        headline::verdict(report),
        version.lead,
        Plain(version.number),
        Plain(&version.rest)
    )?;
    writeln!(
        out,
        "  {} → {} · as of {} · {} · {}",
        Plain(&headline::revision(&report.base)),
        Plain(&headline::revision(&report.head)),
        report.as_of,
        headline::size(report),
        headline::causes(report)
    )?;
    for section in view.sections() {
        write_section(out, report, &section)?;
    }
    let standing = headline::standing(report);
    if standing > 0 {
        writeln!(
            out,
            "\n{}: {standing} (`{LIST}` lists them)",
            STANDING.to_uppercase()
        )?;
    }
    let hidden = view.hidden();
    if !hidden.is_empty() {
        writeln!(out, "\nHidden by the filter: {hidden}")?;
    }
    Ok(())
}

fn write_section(out: &mut String, report: &Report, section: &Section<'_>) -> Result {
    let number = section.changes.len();
    writeln!(out, "\n{} ({number})", section.title.to_uppercase())?;
    for change in &section.changes {
        if section.folded {
            writeln!(
                out,
                "  · {}: {}",
                Plain(&change.subject),
                Plain(&in_words(change))
            )?;
        } else {
            write_change(out, report, change, Extent::Brief)?;
        }
    }
    Ok(())
}

fn write_change(out: &mut String, report: &Report, change: &Change, extent: Extent) -> Result {
    let sign = words::plain_sign(change);
    writeln!(
        out,
        "{sign} {}  [{}]",
        Plain(&change.subject),
        Plain(&change.id)
    )?;
    writeln!(
        out,
        "    {} ({}{})",
        Plain(&plain(&change.message)),
        Plain(&change.rule),
        Plain(&words::also(change))
    )?;
    let direction =
        words::direction(change.direction).map_or(String::new(), |it| format!(", {it}"));
    if words::has_effect(change) {
        writeln!(
            out,
            "    wire {}{direction} × Rust {} → {}",
            words::wire(change.wire.severity),
            words::rust(change.rust.severity),
            words::step(change.bump)
        )?;
    }
    if change.wire.old.is_some() || change.wire.new.is_some() {
        let shown = |value: &Option<String>| match value {
            Some(value) => Plain(&cut(value, extent.most(LONGEST))).to_string(),
            None => "(none)".to_owned(),
        };
        writeln!(
            out,
            "    {}{} → {}",
            words::label(change),
            shown(&change.wire.old),
            shown(&change.wire.new)
        )?;
    }
    let (named, more) = words::operations(change, extent.most(OPERATIONS));
    if !named.is_empty() {
        let more = if more > 0 {
            format!(", +{more}")
        } else {
            String::new()
        };
        let all = count(change.affected_operations.len(), "operation");
        writeln!(out, "    in {all}: {}{more}", Plain(&named.join(", ")))?;
    }
    if let Some((lead, places)) = words::places(change) {
        writeln!(out, "    {lead} {}", Plain(&places))?;
    }
    write_declarations(out, change, extent)?;
    for member in words::members(change) {
        writeln!(
            out,
            "    with {} {}",
            Plain(&member.kind),
            Plain(&member.subject)
        )?;
    }
    if let Some(lifecycle) = &change.lifecycle {
        let parts = dates::lifecycle(lifecycle, report.as_of).join(", ");
        writeln!(out, "    {}", Plain(&parts))?;
    }
    if let Some(approval) = &change.approval {
        writeln!(
            out,
            "    approved by {}: {}",
            Plain(&approval.owner),
            Plain(&approval.reason)
        )?;
        let details = words::approval_details(approval);
        if !details.is_empty() {
            writeln!(out, "    ({})", Plain(&details))?;
        }
    }
    write_migration(out, change)?;
    if words::approvable(report, change) {
        writeln!(out, "    or: {}", Plain(&words::approve(change)))?;
    }
    Ok(())
}

fn write_declarations(out: &mut String, change: &Change, extent: Extent) -> Result {
    let lines = declarations(change);
    let most = extent.most(if change.class < Class::Additive {
        LINES
    } else {
        FEW_LINES
    });
    for line in lines.iter().take(most) {
        writeln!(
            out,
            "    {} {}",
            line.sign,
            Plain(&cut(&line.text, extent.most(LONGEST)))
        )?;
    }
    let more = lines.len().saturating_sub(most);
    if more > 0 {
        writeln!(out, "    … and {more} more lines")?;
    }
    Ok(())
}

fn write_migration(out: &mut String, change: &Change) -> Result {
    for (index, line) in advice(change).iter().enumerate() {
        let lead = if index == 0 { "do: " } else { "    " };
        writeln!(out, "    {lead}{}", Plain(line))?;
    }
    Ok(())
}

/// What callers have to do, in lines without marks.
pub(super) fn advice(change: &Change) -> Vec<String> {
    let lines = blocks(&change.migration)
        .into_iter()
        .flat_map(|block| match block {
            Block::Paragraph(inlines) => vec![joined(&inlines)],
            Block::Code { text, .. } => text.lines().map(str::to_owned).collect(),
        });
    lines.collect()
}

/// What happened, and what that comes to where only words differ.
fn in_words(change: &Change) -> String {
    let message = plain(&change.message);
    let Some((old, new)) = sentences(change) else {
        return message;
    };
    let words = word_difference(&cut(old, LONGEST), &cut(new, LONGEST));
    let marked = |text: String, open: &str, close: &str| match text.as_str() {
        "" => text,
        _ => format!("{open}{text}{close}"),
    };
    let parts = [
        words.before,
        marked(words.old, "[-", "-]"),
        marked(words.new, "{+", "+}"),
        words.after,
    ];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{message}: {}", parts.join(" "))
}

/// A line of Markdown without its marks, but for backticks around code.
pub(super) fn plain(markdown: &str) -> String {
    joined(&inlines(markdown))
}

fn joined(inlines: &[Inline]) -> String {
    let texts = inlines.iter().map(|inline| match inline {
        Inline::Text(text) => text.clone(),
        Inline::Code(code) => format!("`{code}`"),
        Inline::Strong(inner) | Inline::Struck(inner) => joined(inner),
    });
    texts.collect()
}
