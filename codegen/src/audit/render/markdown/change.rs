//! One change in the comment.

use super::inline::{LONGEST_TEXT, code, inline, joined};
use crate::audit::escape::{CodeSpan, Markdown, Plain, cut, fence};
use crate::audit::render::dates;
use crate::audit::render::difference::declarations;
use crate::audit::render::inline::{Block, blocks};
use crate::audit::render::words::{self, count};
use crate::audit::report::{Change, Report};
use std::fmt::{Result, Write};

/// The longest advice, in characters.
const LONGEST_ADVICE: usize = 3_000;
/// Lines of Rust that are shown at once; more are folded.
const LINES: usize = 12;
/// Lines of Rust that are shown folded.
const FOLDED_LINES: usize = 40;
/// Operations that are named.
const OPERATIONS: usize = 3;
/// Parts of a change that are named.
const MEMBERS: usize = 12;

pub(super) fn write_change(out: &mut String, report: &Report, change: &Change) -> Result {
    writeln!(
        out,
        "\n**{}**: {} · {}{}",
        code(&change.subject),
        inline(&cut(&change.message, LONGEST_TEXT)),
        code(&change.rule),
        also(change)
    )?;
    let direction = words::direction(change.direction).map(str::to_owned);
    let verdicts = words::has_effect(change).then(|| {
        format!(
            "wire {} × Rust {}",
            words::wire(change.wire.severity),
            words::rust(change.rust.severity)
        )
    });
    let places = words::places(change);
    let places = places.map(|(lead, places)| format!("{lead} {}", code(&places)));
    let parts: Vec<_> = [verdicts, direction, operations(change), places]
        .into_iter()
        .flatten()
        .collect();
    if !parts.is_empty() {
        writeln!(out, "\n{}", parts.join(" · "))?;
    }
    write_values(out, change)?;
    write_declarations(out, change)?;
    write_members(out, change)?;
    if let Some(lifecycle) = &change.lifecycle {
        let parts = dates::lifecycle(lifecycle, report.as_of).join(", ");
        writeln!(out, "\n⏳ {}", Markdown(&cut(&parts, LONGEST_TEXT)))?;
    }
    if let Some(approval) = &change.approval {
        write!(
            out,
            "\n✅ approved by {}: “{}”",
            code(&approval.owner),
            Markdown(&cut(&approval.reason, LONGEST_TEXT))
        )?;
        let details = words::approval_details(approval);
        if details.is_empty() {
            writeln!(out)?;
        } else {
            writeln!(out, " ({})", Markdown(&cut(&details, LONGEST_TEXT)))?;
        }
    }
    write_advice(out, &change.migration)?;
    if words::approvable(report, change) {
        writeln!(
            out,
            "\nUndo the change, or approve it: {}",
            CodeSpan(&words::approve(change))
        )?;
    }
    Ok(())
}

/// The other rules that claim a change.
fn also(change: &Change) -> String {
    let rules: Vec<_> = change.also.iter().map(|rule| code(rule)).collect();
    if rules.is_empty() {
        String::new()
    } else {
        format!(", also {}", rules.join(", "))
    }
}

/// The operations that reach a change.
fn operations(change: &Change) -> Option<String> {
    let (named, more) = words::operations(change, OPERATIONS);
    let names: Vec<_> = named.iter().map(|name| code(name)).collect();
    let more = if more > 0 {
        format!(", +{more}")
    } else {
        String::new()
    };
    let all = count(change.affected_operations.len(), "operation");
    (!names.is_empty()).then(|| format!("in {all} ({}{more})", names.join(", ")))
}

fn write_values(out: &mut String, change: &Change) -> Result {
    let shown = |value: &Option<String>| value.as_deref().map_or("—".to_owned(), code);
    let wire = &change.wire;
    if wire.old.is_none() && wire.new.is_none() {
        return Ok(());
    }
    writeln!(
        out,
        "\n{}{} → {}",
        words::label(change),
        shown(&wire.old),
        shown(&wire.new)
    )
}

fn write_declarations(out: &mut String, change: &Change) -> Result {
    let lines = declarations(change);
    if lines.is_empty() {
        return Ok(());
    }
    let shown = lines.iter().take(FOLDED_LINES).map(|line| {
        let text = cut(&line.text, LONGEST_TEXT);
        format!("{}{}\n", line.sign, Plain(&text))
    });
    let shown: String = shown.collect();
    let fence = fence(&shown, 3);
    let fold = lines.len() > LINES;
    if fold {
        let items = count(change.rust.items.len(), "Rust item");
        writeln!(out, "\n<details><summary>{items}</summary>")?;
    }
    write!(out, "\n{fence}diff\n{shown}")?;
    let more = lines.len().saturating_sub(FOLDED_LINES);
    if more > 0 {
        writeln!(out, "# … and {more} more lines")?;
    }
    writeln!(out, "{fence}")?;
    if fold {
        writeln!(out, "\n</details>")?;
    }
    Ok(())
}

fn write_members(out: &mut String, change: &Change) -> Result {
    let members = words::members(change);
    if members.is_empty() {
        return Ok(());
    }
    let (named, more) = members.split_at(members.len().min(MEMBERS));
    let names: Vec<_> = named.iter().map(|member| code(&member.subject)).collect();
    let more = if more.is_empty() {
        String::new()
    } else {
        format!(", +{}", more.len())
    };
    writeln!(out, "\nwith {}{more}", names.join(", "))
}

fn write_advice(out: &mut String, migration: &str) -> Result {
    for (index, block) in blocks(&cut(migration, LONGEST_ADVICE)).iter().enumerate() {
        match block {
            Block::Paragraph(inlines) => {
                let lead = if index == 0 { "➜ " } else { "" };
                writeln!(out, "\n{lead}{}", joined(inlines))?;
            }
            Block::Code { language, text } => {
                let fence = fence(text, 3);
                writeln!(out, "\n{fence}{language}")?;
                for line in text.lines() {
                    writeln!(out, "{}", Plain(line))?;
                }
                writeln!(out, "{fence}")?;
            }
        }
    }
    Ok(())
}
