//! Markdown for a pull request comment: a table that can be read in one minute, then the details.

mod entry;
mod inline;

use super::text::LIST_COMMAND;
use super::view::{Category, Entry, OVERDUE, Section, View, list};
use crate::audit::escape::{CodeSpan, Markdown, cell};
use entry::write_entry;
use inline::{LONGEST_TEXT, code, docs_diff};
use std::collections::BTreeMap;
use std::fmt::{Result, Write};

pub(super) use inline::joined;

/// Marks the comment, so that it can be found and replaced.
const MARKER: &str = "<!-- apidiff:pr -->";
/// Longest comment in bytes. GitHub allows 65,536 characters; the rest is for a link that the sender adds.
const LONGEST_COMMENT: usize = 65_000;
/// Longest advice of an entry, in characters.
const LONGEST_ADVICE: usize = 3_000;

/// The report, truncated to the size of a comment.
pub(super) fn report(mut view: View<'_>) -> String {
    let sections = &mut view.sections;
    for entry in sections.iter_mut().flat_map(|it| &mut it.entries) {
        entry.truncate(LONGEST_TEXT, LONGEST_ADVICE);
    }
    let all = view.entries().count();
    let whole = comment(&view, all);
    if whole.len() <= LONGEST_COMMENT {
        return whole;
    }
    // The least urgent sections are last, so the first entries are kept.
    let (mut fits, mut too_long) = (0, all);
    while fits + 1 < too_long {
        let middle = fits.midpoint(too_long);
        if comment(&view, middle).len() <= LONGEST_COMMENT {
            fits = middle;
        } else {
            too_long = middle;
        }
    }
    comment(&view, fits)
}

/// A section with the entries that fit.
type Shown<'a> = (&'a Section<'a>, &'a [Entry<'a>]);

/// The report with its first entries.
fn comment(view: &View<'_>, mut left: usize) -> String {
    let mut shown = Vec::new();
    let mut omitted = BTreeMap::new();
    for section in &view.sections {
        let (first, rest) = section.entries.split_at(left.min(section.entries.len()));
        left -= first.len();
        if !first.is_empty() {
            shown.push((section, first));
        }
        if !rest.is_empty() {
            *omitted.entry(section.category).or_default() += rest.len();
        }
    }
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_comment(&mut out, view, &shown, &omitted);
    out
}

fn write_comment(
    out: &mut String,
    view: &View<'_>,
    shown: &[Shown<'_>],
    omitted: &BTreeMap<Category, usize>,
) -> Result {
    write_head(out, view)?;
    write_table(out, shown)?;
    if !omitted.is_empty() {
        writeln!(
            out,
            "\n**Omitted because of the comment size limit: {}.** The `json` and `html` formats are complete.",
            list(omitted)
        )?;
    }
    for (section, entries) in shown {
        if section.is_folded {
            write_folded(out, &section.title, entries)?;
            continue;
        }
        let mark = entries.first().map_or("", |entry| entry.mark.emoji());
        writeln!(out, "\n### {mark} {}", section.title)?;
        for entry in *entries {
            write_entry(out, entry)?;
        }
    }
    if !view.hidden.is_empty() {
        writeln!(out, "\n**Changes not shown: {}.**", list(&view.hidden))?;
    }
    let head = &view.head;
    if head.overdue > 0 {
        writeln!(
            out,
            "\n{OVERDUE}: {} (`{LIST_COMMAND}` lists them)",
            head.overdue
        )?;
    }
    let counts = Category::ALL.iter().map(|category| {
        let number = head.counts.get(category).copied().unwrap_or_default();
        (*category, number)
    });
    let counts = list(&counts.collect());
    writeln!(out, "\n{counts} · {}", head.attention.join(", "))
}

fn write_head(out: &mut String, view: &View<'_>) -> Result {
    let head = &view.head;
    let sign = head.mark.emoji();
    writeln!(
        out,
        "{MARKER}\n## API diff: {sign} {} · {} **{}** {}",
        head.verdict,
        head.version.lead,
        Markdown(head.version.number),
        Markdown(&head.version.rest)
    )?;
    writeln!(
        out,
        "{} → {} · as of {} · {} · {}",
        CodeSpan(&head.base),
        CodeSpan(&head.head),
        head.as_of,
        head.size,
        head.origin
    )
}

fn write_table(out: &mut String, shown: &[Shown<'_>]) -> Result {
    let rows = shown.iter().filter(|(section, _)| !section.is_folded);
    let mut rows = rows.flat_map(|(_, entries)| *entries).peekable();
    if rows.peek().is_none() {
        return Ok(());
    }
    writeln!(
        out,
        "\n| | wire | Rust | change | id |\n|---|---|---|---|---|"
    )?;
    for entry in rows {
        let effect = entry.effect.as_ref();
        let (wire, rust) = effect.map_or(("–", "–"), |it| (it.wire, it.rust));
        let approved = match entry.approval {
            Some(_) => " (approved)",
            None => "",
        };
        writeln!(
            out,
            "| {} | {wire} | {rust} | {}: {}{approved} | {} |",
            entry.mark.emoji(),
            cell(&code(&entry.change.subject)),
            cell(&joined(&entry.message)),
            cell(&code(&entry.change.id)),
        )?;
    }
    Ok(())
}

/// A folded section with one line per entry.
fn write_folded(out: &mut String, title: &str, entries: &[Entry<'_>]) -> Result {
    let number = entries.len();
    writeln!(out, "\n<details><summary>{title} ({number})</summary>\n")?;
    for entry in entries {
        let (subject, message) = (code(&entry.change.subject), joined(&entry.message));
        let docs = entry.docs().map(|(old, new)| docs_diff(old, new));
        let docs = docs.map_or(String::new(), |diff| format!(": {diff}"));
        writeln!(out, "- {subject}: {message}{docs}")?;
    }
    writeln!(out, "\n</details>")
}
