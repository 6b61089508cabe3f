//! The report as the comment on a pull request: what a reviewer must know in a minute, then the details.

mod change;
mod inline;

use super::View;
use super::difference::sentences;
use super::headline;
use super::sections::{STANDING, Section};
use super::sort::Sort;
use super::words::{self, LIST};
use crate::audit::escape::{CodeSpan, Markdown, cell, cut};
use crate::audit::report::{Change, Report};
use change::write_change;
use inline::{LONGEST_TEXT, between, code};
use std::fmt::{Result, Write};

pub(super) use inline::{inline, joined};

/// Where the comment is found again, to be replaced.
const MARKER: &str = "<!-- apidiff:pr -->";
/// The longest report, in bytes. GitHub takes a comment of 65,536 characters, of which bytes are never fewer; the rest is
/// for who sends it, to say where more is.
const LONGEST_COMMENT: usize = 65_000;

/// The whole report, or as much of it as a comment holds.
pub(super) fn report(view: &View<'_>) -> String {
    let sections = view.sections();
    let all: usize = sections.iter().map(|section| section.changes.len()).sum();
    let whole = comment(view, &sections, all);
    if whole.len() <= LONGEST_COMMENT {
        return whole;
    }
    // The sections end with what is least urgent, so what is kept is always a beginning of them.
    let (mut fits, mut too_long) = (0, all);
    while fits + 1 < too_long {
        let middle = fits.midpoint(too_long);
        if comment(view, &sections, middle).len() <= LONGEST_COMMENT {
            fits = middle;
        } else {
            too_long = middle;
        }
    }
    comment(view, &sections, fits)
}

/// The report with its first changes.
fn comment(view: &View<'_>, sections: &[Section<'_>], mut kept: usize) -> String {
    let mut shown = Vec::new();
    let mut left_out = Vec::new();
    for section in sections {
        let (first, rest) = section.changes.split_at(kept.min(section.changes.len()));
        kept -= first.len();
        if !first.is_empty() {
            shown.push((section, first));
        }
        if !rest.is_empty() {
            left_out.push(format!("{} {}", rest.len(), section.sort.word()));
        }
    }
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write_comment(&mut out, view, &shown, &left_out.join(", "));
    out
}

type Shown<'a> = [(&'a Section<'a>, &'a [&'a Change])];

fn write_comment(out: &mut String, view: &View<'_>, shown: &Shown<'_>, left_out: &str) -> Result {
    let (report, hidden) = (view.report, view.hidden());
    write_head(out, report)?;
    write_table(out, shown)?;
    if !left_out.is_empty() {
        writeln!(
            out,
            "\n**Omitted because of the comment size limit: {left_out}.** The `json` and `html` formats are complete."
        )?;
    }
    for (section, changes) in shown {
        if section.folded {
            write_folded(out, section.title, changes)?;
            continue;
        }
        let sign = changes.first().map_or("", |change| words::sign(change));
        writeln!(out, "\n### {sign} {}", section.title)?;
        for change in *changes {
            write_change(out, report, change)?;
        }
    }
    if !hidden.is_empty() {
        writeln!(out, "\n**Hidden by the filter: {hidden}.**")?;
    }
    let standing = headline::standing(report);
    if standing > 0 {
        writeln!(out, "\n{STANDING}: {standing} (`{LIST}` lists them)")?;
    }
    writeln!(out, "\n{}", tally(report))
}

fn write_head(out: &mut String, report: &Report) -> Result {
    let sign = if headline::passes(report) {
        "✅"
    } else {
        "❌"
    };
    let version = headline::version(report);
    writeln!(
        out,
        "{MARKER}\n## API diff: {sign} {} · {} **{}** {}",
        headline::verdict(report),
        version.lead,
        Markdown(version.number),
        Markdown(&version.rest)
    )?;
    writeln!(
        out,
        "{} → {} · as of {} · {} · {}",
        CodeSpan(&headline::revision(&report.base)),
        CodeSpan(&headline::revision(&report.head)),
        report.as_of,
        headline::size(report),
        headline::causes(report)
    )
}

fn write_table(out: &mut String, shown: &Shown<'_>) -> Result {
    let rows = shown.iter().filter(|(section, _)| !section.folded);
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
        let (wire, rust) = if words::has_effect(change) {
            (
                words::wire(change.wire.severity),
                words::rust(change.rust.severity),
            )
        } else {
            ("–", "–")
        };
        writeln!(
            out,
            "| {} | {wire} | {rust} | {}: {}{approved} | {} |",
            words::sign(change),
            cell(&code(&change.subject)),
            cell(&inline(&cut(&change.message, LONGEST_TEXT))),
            cell(&code(&change.id)),
        )?;
    }
    Ok(())
}

/// Changes that a line each is enough for, folded.
fn write_folded(out: &mut String, title: &str, changes: &[&Change]) -> Result {
    writeln!(
        out,
        "\n<details><summary>{title} ({})</summary>\n",
        changes.len()
    )?;
    for change in changes {
        let message = inline(&cut(&change.message, LONGEST_TEXT));
        write!(out, "- {}: {message}", code(&change.subject))?;
        if let Some((old, new)) = sentences(change) {
            write!(out, ": {}", between(old, new))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "\n</details>")
}

/// How many changes there are of each class.
fn tally(report: &Report) -> String {
    let sorts = [
        (Sort::PolicyError, "against policy"),
        (Sort::Silent, "silent"),
        (Sort::Risky, "risky"),
        (Sort::Breaking, "breaking"),
        (Sort::Deprecation, "deprecated"),
        (Sort::Additive, "added"),
        (Sort::Docs, "docs"),
    ];
    let of = |sort: &Sort| {
        let changes = headline::changed(report);
        changes.filter(|change| Sort::of(change) == *sort).count()
    };
    let numbers: Vec<_> = sorts
        .iter()
        .map(|(sort, what)| format!("{} {what}", of(sort)))
        .collect();
    let attention = headline::attention(report).join(", ");
    format!("{} · {attention}", numbers.join(", "))
}
