//! Writes the details of one change.

use super::inline::{LONGEST_TEXT, code, joined};
use crate::audit::escape::{CodeSpan, Markdown, Plain, fence, truncated};
use crate::audit::render::markup::Block;
use crate::audit::render::view::{Addressee, Entry, Values};
use crate::audit::render::words::count;
use std::fmt::{Result, Write};

/// Lines of Rust that are shown unfolded.
const LINES: usize = 12;
/// Lines of Rust that are shown.
const FOLDED_LINES: usize = 40;
/// Operations that are named.
const OPERATIONS: usize = 3;
/// Members that are named.
const MEMBERS: usize = 12;

pub(super) fn write_entry(out: &mut String, entry: &Entry<'_>) -> Result {
    writeln!(
        out,
        "\n**{}**: {} · {}",
        code(&entry.change.subject),
        joined(&entry.message),
        entry.rules(code)
    )?;
    let effect = entry.effect.as_ref().map(|effect| {
        let (wire, rust) = (&effect.wire_by_direction, effect.rust);
        format!("wire {wire} · Rust {rust} · {}", effect.version)
    });
    let location = entry.location.as_ref();
    let location = location.map(|(lead, locations)| format!("{lead} {}", code(locations)));
    let facts: Vec<_> = [effect, operations(entry), location]
        .into_iter()
        .flatten()
        .collect();
    if !facts.is_empty() {
        writeln!(out, "\n{}", facts.join(" · "))?;
    }
    if let Some(values) = &entry.values {
        writeln!(out, "\n{}", text_of(values))?;
    }
    write_declarations(out, entry)?;
    write_members(out, entry)?;
    let text = |text: &str| Markdown(&truncated(text, LONGEST_TEXT)).to_string();
    if let Some(lifecycle) = &entry.lifecycle {
        writeln!(out, "\n⏳ {}", text(lifecycle))?;
    }
    if let Some(approval) = &entry.approval {
        let (owner, reason) = (code(approval.owner), text(approval.reason));
        let details = match approval.details.as_str() {
            "" => String::new(),
            details => format!(" ({})", text(details)),
        };
        writeln!(out, "\n✅ approved by {owner}: “{reason}”{details}")?;
    }
    write_advice(out, entry)?;
    if let Some(command) = &entry.approve {
        writeln!(out, "\n**To approve:** {}", CodeSpan(command))?;
    }
    Ok(())
}

fn operations(entry: &Entry<'_>) -> Option<String> {
    let operations = entry.operations(OPERATIONS)?;
    let (number, errors) = (&operations.number, operations.and_errors());
    Some(format!(
        "affects {number} ({}){errors}",
        operations.list(code)
    ))
}

fn text_of(values: &Values<'_>) -> String {
    let optional = |value: Option<&str>| value.map_or("unset".to_owned(), code);
    match values {
        Values::Added(value) => format!("added: {}", code(value)),
        Values::Removed(value) => format!("removed: {}", code(value)),
        Values::Changed { aspect, old, new } => {
            let label = aspect.map_or(String::new(), |aspect| format!("{aspect}: "));
            format!("{label}{} → {}", optional(*old), optional(*new))
        }
    }
}

fn write_declarations(out: &mut String, entry: &Entry<'_>) -> Result {
    let lines = &entry.declarations;
    if lines.is_empty() {
        return Ok(());
    }
    let shown = lines.iter().take(FOLDED_LINES).map(|line| {
        let text = truncated(&line.text, LONGEST_TEXT);
        format!("{}{}\n", line.sign, Plain(&text))
    });
    let shown: String = shown.collect();
    let fence = fence(&shown, 3);
    let is_folded = lines.len() > LINES;
    if is_folded {
        let items = count(entry.change.rust.items.len(), "Rust item");
        writeln!(out, "\n<details><summary>{items}</summary>")?;
    }
    write!(out, "\n{fence}diff\n{shown}")?;
    let more = lines.len().saturating_sub(FOLDED_LINES);
    if more > 0 {
        writeln!(out, "# … and {more} more lines")?;
    }
    writeln!(out, "{fence}")?;
    if is_folded {
        writeln!(out, "\n</details>")?;
    }
    Ok(())
}

fn write_members(out: &mut String, entry: &Entry<'_>) -> Result {
    let members = &entry.members;
    if members.is_empty() {
        return Ok(());
    }
    let named = members.iter().take(MEMBERS);
    let named: Vec<_> = named.map(|member| code(&member.subject)).collect();
    let more = match members.len() - named.len() {
        0 => String::new(),
        more => format!(", +{more}"),
    };
    writeln!(out, "\nincludes {}{more}", named.join(", "))
}

fn write_advice(out: &mut String, entry: &Entry<'_>) -> Result {
    let label = match entry.addressee() {
        Addressee::Callers => "**Callers:** ",
        Addressee::Author => "**Fix:** ",
    };
    for (index, block) in entry.advice.iter().enumerate() {
        match block {
            Block::Paragraph(inlines) => {
                let lead = if index == 0 { label } else { "" };
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
