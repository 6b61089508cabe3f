//! The report as a page for a browser.

mod change;
mod sides;

use super::View;
use super::dates::date;
use super::headline;
use super::page::{Bar, Filters, Page, page, timeline, word};
use super::sections::{STANDING, Section, is_standing};
use super::sort::Sort;
use super::words::{self, capitalised};
use crate::audit::escape::Html;
use crate::audit::report::{Change, Report};
use change::{STANDING_KEY, anchor, resources, write_change};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Result, Write};

/// The whole report.
pub(super) fn report(view: &View<'_>) -> String {
    let (report, sections) = (view.report, view.sections());
    let (mut header, mut main) = (String::new(), String::new());
    // Writing to a string does not fail.
    let _ = write_header(&mut header, report);
    let _ = write_main(&mut main, view, &sections);
    let footer = format!(
        "<p>Rules are named after what changed; <code>cargo xtask diff --explain RULE</code> tells more. \
         Dates are counted from {}.</p>\n",
        report.as_of
    );
    page(&Page {
        title: &format!("API diff: {}", headline::verdict(report)),
        header: &header,
        filters: filters(view),
        main: &main,
        footer: &footer,
    })
}

fn filters(view: &View<'_>) -> Filters {
    let mut sorts: BTreeMap<Sort, usize> = BTreeMap::new();
    let (standing, changed): (Vec<&Change>, Vec<&Change>) = view
        .changes
        .iter()
        .copied()
        .partition(|change| is_standing(change));
    for change in changed {
        *sorts.entry(Sort::of(change)).or_default() += 1;
    }
    let classes = sorts.into_iter();
    let classes = classes.map(|(sort, number)| (sort.key(), sort.word(), number));
    let standing = match standing.len() {
        0 => None,
        number => Some((STANDING_KEY, "past end of life", number)),
    };
    let resources: BTreeSet<_> = view.changes.iter().copied().flat_map(resources).collect();
    Filters {
        thing: ["entry", "entries"],
        items: view.changes.len(),
        classes: classes.chain(standing).collect(),
        resources: resources.into_iter().collect(),
    }
}

fn write_header(out: &mut String, report: &Report) -> Result {
    let (sign, state) = if headline::passes(report) {
        ("✓", "pass")
    } else {
        ("✗", "violation")
    };
    let version = headline::version(report);
    writeln!(
        out,
        "<header class=\"top {state}\">\n<p class=\"eyebrow\">API diff</p>\n\
         <h1><span class=\"sign\" aria-hidden=\"true\">{sign}</span> {}</h1>\n\
         <p class=\"version{}\">{} <strong>{}</strong> {}</p>",
        capitalised(&headline::verdict(report)),
        if report.version.sufficient {
            ""
        } else {
            " short"
        },
        capitalised(version.lead),
        Html(version.number),
        Html(&version.rest)
    )?;
    let [approved, warnings] = headline::attention(report);
    let standing = match headline::standing(report) {
        0 => String::new(),
        number => format!(", {number} past end of life"),
    };
    writeln!(
        out,
        "<p class=\"facts\"><span><code>{}</code> → <code>{}</code></span> <span>as of {}</span> <span>{}{standing}</span> \
         <span>{approved}</span> <span>{warnings}</span> <span>{}</span></p>\n</header>",
        Html(&headline::revision(&report.base)),
        Html(&headline::revision(&report.head)),
        report.as_of,
        headline::size(report),
        headline::causes(report)
    )
}

fn write_main(out: &mut String, view: &View<'_>, sections: &[Section<'_>]) -> Result {
    let report = view.report;
    if headline::changed(report).next().is_none() {
        writeln!(
            out,
            "<p class=\"empty\">Both states describe the same API.</p>"
        )?;
    }
    let (words_only, others): (Vec<_>, Vec<_>) = sections
        .iter()
        .partition(|section| section.sort == Sort::Docs && section.folded);
    for section in others {
        write_section(out, report, section.title, &section.changes)?;
    }
    let standing = view.changes.iter().copied();
    let standing: Vec<_> = standing.filter(|change| is_standing(change)).collect();
    if !standing.is_empty() {
        write_section(out, report, STANDING, &standing)?;
    }
    out.push_str(&timeline(&bars(&view.changes), report.as_of));
    for section in words_only {
        write_section(out, report, section.title, &section.changes)?;
    }
    let hidden = view.hidden();
    if !hidden.is_empty() {
        writeln!(
            out,
            "<p class=\"empty\">Hidden by the filter: {hidden}.</p>"
        )?;
    }
    writeln!(
        out,
        "<p class=\"none\" hidden>No change fits the filter.</p>"
    )
}

/// The deprecations among the changes, by end of life.
fn bars(changes: &[&Change]) -> Vec<Bar> {
    let mut bars: Vec<_> = changes
        .iter()
        .filter_map(|change| {
            let lifecycle = change.lifecycle.as_ref()?;
            let bar = Bar {
                subject: change.subject.clone(),
                anchor: anchor(change),
                since: date(lifecycle.since.as_ref()),
                end_of_life: date(lifecycle.eol.as_ref()),
                is_removed: words::is_gone(change),
            };
            (bar.since.is_some() || bar.end_of_life.is_some()).then_some(bar)
        })
        .collect();
    bars.sort_by_key(|bar| (bar.end_of_life.is_none(), bar.end_of_life));
    bars
}

fn write_section(out: &mut String, report: &Report, title: &str, changes: &[&Change]) -> Result {
    // Titles are our own, and no two are alike.
    let id = word(&title.to_lowercase());
    writeln!(
        out,
        "<section class=\"group\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title} <span class=\"number\">{}</span></h2>",
        changes.len()
    )?;
    for change in changes {
        write_change(out, report, change)?;
    }
    writeln!(out, "</section>")
}
