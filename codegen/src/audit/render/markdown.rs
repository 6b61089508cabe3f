//! The report as the comment on a pull request: what a reviewer must know in a minute, then the details.

use super::difference::{declarations, words as word_difference};
use super::inline::{Block, Inline, blocks, inlines};
use super::words::{self, Section, count};
use crate::audit::escape::{CodeSpan, Markdown, Plain, cell, cut, fence};
use crate::audit::report::{Change, Class, Counts, Report};
use std::fmt::{Result, Write};

/// Where the comment is found again, to be replaced.
const MARKER: &str = "<!-- apidiff:pr -->";
/// The longest comment that GitHub takes, in characters. Counted in bytes here, which are never fewer.
const LONGEST_COMMENT: usize = 65_536;
/// The longest text of a change that is shown in full, in characters: no one change may fill the comment.
const LONGEST_TEXT: usize = 600;
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
/// What holds everything, however long.
const ARTEFACTS: &str = "`apidiff.json`, `apidiff.html`";

/// The whole report, or as much of it as a comment holds.
pub(super) fn report(report: &Report) -> String {
    let sections = words::sections(report);
    let all: usize = sections.iter().map(|section| section.changes.len()).sum();
    let whole = comment(report, &sections, all);
    if whole.len() <= LONGEST_COMMENT {
        return whole;
    }
    // The sections end with what is least urgent, so what is kept is always a beginning of them.
    let (mut fits, mut too_long) = (0, all);
    while fits + 1 < too_long {
        let middle = fits.midpoint(too_long);
        if comment(report, &sections, middle).len() <= LONGEST_COMMENT {
            fits = middle;
        } else {
            too_long = middle;
        }
    }
    comment(report, &sections, fits)
}

/// The report with its first changes.
fn comment(report: &Report, sections: &[Section<'_>], mut kept: usize) -> String {
    let mut shown = Vec::new();
    let mut left_out = Vec::new();
    for section in sections {
        let (first, rest) = section.changes.split_at(kept.min(section.changes.len()));
        kept -= first.len();
        if !first.is_empty() {
            shown.push((section, first));
        }
        if !rest.is_empty() {
            left_out.push(format!("{} {}", rest.len(), words::class(section.class)));
        }
    }
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write_comment(&mut out, report, &shown, &left_out.join(", "));
    out
}

type Shown<'a> = [(&'a Section<'a>, &'a [&'a Change])];

fn write_comment(out: &mut String, report: &Report, shown: &Shown<'_>, left_out: &str) -> Result {
    write_head(out, report)?;
    write_table(out, shown)?;
    if !left_out.is_empty() {
        writeln!(
            out,
            "\n**Not shown here, for a comment can be no longer: {left_out}.** All of it is in {ARTEFACTS}."
        )?;
    }
    for (section, changes) in shown {
        if section.class == Class::Docs && !section.blocks {
            write_docs(out, changes)?;
            continue;
        }
        let sign = changes.first().map_or("", |change| words::sign(change));
        writeln!(out, "\n### {sign} {}", section.title)?;
        for change in *changes {
            write_change(out, report, change)?;
        }
    }
    writeln!(out, "\n{}\nFull report: {ARTEFACTS}", tally(&report.counts))
}

fn write_head(out: &mut String, report: &Report) -> Result {
    let sign = if words::passes(report) { "✅" } else { "❌" };
    let version = words::version(report);
    writeln!(
        out,
        "{MARKER}\n## API diff: {sign} {} · {} **{}** {}",
        words::verdict(report),
        version.lead,
        Markdown(version.number),
        Markdown(&version.rest)
    )?;
    writeln!(
        out,
        "{} → {} · as of {} · {}, {} · {}",
        CodeSpan(&words::revision(&report.base)),
        CodeSpan(&words::revision(&report.head)),
        report.as_of,
        count(report.changes.len(), "change"),
        count(words::rust_items(report), "Rust item"),
        words::causes(report)
    )
}

fn write_table(out: &mut String, shown: &Shown<'_>) -> Result {
    let rows = shown
        .iter()
        .filter(|(section, _)| section.class != Class::Docs);
    let mut rows = rows.flat_map(|(_, changes)| changes.iter()).peekable();
    if rows.peek().is_none() {
        return Ok(());
    }
    writeln!(
        out,
        "\n| | wire | Rust | change | id |\n|---|---|---|---|---|"
    )?;
    for change in rows {
        let approved = if change.approval.is_some() {
            " (approved)"
        } else {
            ""
        };
        writeln!(
            out,
            "| {} | {} | {} | {}: {}{approved} | {} |",
            words::sign(change),
            words::wire(change.wire.severity),
            words::rust(change.rust.severity),
            cell(&code(&change.subject)),
            cell(&inline(&cut(&change.message, LONGEST_TEXT))),
            cell(&code(&change.id)),
        )?;
    }
    Ok(())
}

fn write_change(out: &mut String, report: &Report, change: &Change) -> Result {
    writeln!(
        out,
        "\n**{}**: {} · {}",
        code(&change.subject),
        inline(&cut(&change.message, LONGEST_TEXT)),
        code(&change.rule)
    )?;
    let direction = words::direction(change.direction).map(str::to_owned);
    let verdicts = format!(
        "wire {} × Rust {}",
        words::wire(change.wire.severity),
        words::rust(change.rust.severity)
    );
    let places = words::places(change);
    let places = (!places.is_empty()).then(|| code(&places.join(" → ")));
    let parts: Vec<_> = [Some(verdicts), direction, operations(change), places]
        .into_iter()
        .flatten()
        .collect();
    writeln!(out, "\n{}", parts.join(" · "))?;
    write_values(out, change)?;
    write_declarations(out, change)?;
    write_members(out, change)?;
    if let Some(lifecycle) = &change.lifecycle {
        let parts = words::lifecycle(lifecycle, report.as_of).join(", ");
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
            "\nKeep it as it was, or approve it: {}",
            CodeSpan(&words::approve(change))
        )?;
    }
    Ok(())
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
    writeln!(out, "\n{} → {}", shown(&wire.old), shown(&wire.new))
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
    if change.members.is_empty() {
        return Ok(());
    }
    let (named, more) = change.members.split_at(change.members.len().min(MEMBERS));
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
            Block::Code(code) => {
                let fence = fence(code, 3);
                writeln!(out, "\n{fence}rust")?;
                for line in code.lines() {
                    writeln!(out, "{}", Plain(line))?;
                }
                writeln!(out, "{fence}")?;
            }
        }
    }
    Ok(())
}

/// Changes of words alone, folded, one line each.
fn write_docs(out: &mut String, changes: &[&Change]) -> Result {
    writeln!(
        out,
        "\n<details><summary>Docs only ({})</summary>\n",
        changes.len()
    )?;
    for change in changes {
        let (old, new) = (change.wire.old.as_deref(), change.wire.new.as_deref());
        let difference = match (old, new) {
            (Some(old), Some(new)) => between(old, new),
            _ => inline(&cut(&change.message, LONGEST_TEXT)),
        };
        writeln!(out, "- {}: {difference}", code(&change.subject))?;
    }
    writeln!(out, "\n</details>")
}

/// Two sentences in one, with the old words struck and the new ones strong.
fn between(old: &str, new: &str) -> String {
    let words = word_difference(&cut(old, LONGEST_TEXT), &cut(new, LONGEST_TEXT));
    let parts = [
        (words.before, ""),
        (words.old, "~~"),
        (words.new, "**"),
        (words.after, ""),
    ];
    let parts = parts.into_iter().filter(|(part, _)| !part.is_empty());
    let parts: Vec<_> = parts
        .map(|(part, mark)| format!("{mark}{}{mark}", Markdown(&part)))
        .collect();
    parts.join(" ")
}

/// How many changes there are of each class.
fn tally(counts: &Counts) -> String {
    let numbers = [
        (counts.policy_error, "against the policy"),
        (counts.silent, "silent"),
        (counts.breaking, "breaking"),
        (counts.deprecation, "deprecations"),
        (counts.additive, "added"),
        (counts.docs, "docs"),
    ];
    let numbers: Vec<_> = numbers
        .iter()
        .map(|(number, what)| format!("{number} {what}"))
        .collect();
    format!(
        "{} · {} approved, {} to look at",
        numbers.join(", "),
        counts.approved,
        counts.warnings
    )
}

fn code(text: &str) -> String {
    CodeSpan(&cut(text, LONGEST_TEXT)).to_string()
}

/// A line of our own Markdown, with only the marks that are ours.
pub(super) fn inline(markdown: &str) -> String {
    joined(&inlines(markdown))
}

/// The same of stretches that are read already.
pub(super) fn joined(inlines: &[Inline]) -> String {
    let texts = inlines.iter().map(|inline| match inline {
        Inline::Text(text) => {
            // A space at the start belongs to the sentence, not to the text.
            let space = if text.starts_with(char::is_whitespace) {
                " "
            } else {
                ""
            };
            format!("{space}{}", Markdown(text))
        }
        Inline::Code(code) => CodeSpan(code).to_string(),
        Inline::Strong(inner) => format!("**{}**", joined(inner)),
        Inline::Struck(inner) => format!("~~{}~~", joined(inner)),
    });
    texts.collect()
}
