//! The report as an HTML page.

mod entry;
mod sides;

use super::page::{Bar, Filters, Page, page, timeline, token};
use super::view::{Category, Entry, Head, Mark, OVERDUE, View, list};
use super::words::capitalized;
use crate::audit::escape::Html;
pub(super) use entry::resource;

use entry::{anchor, resources, write_entry};
use std::collections::BTreeSet;
use std::fmt::{Result, Write};

/// Class of elements past their end of life.
const OVERDUE_KEY: &str = "overdue";

/// The whole report.
pub(super) fn report(view: &View<'_>) -> String {
    let (mut header, mut main) = (String::new(), String::new());
    // Writing to a string cannot fail.
    let _ = write_header(&mut header, &view.head);
    let _ = write_main(&mut main, view);
    let footer = format!(
        "<p><code>cargo xtask explain RULE</code> explains a rule, and <code>cargo xtask diff --explain ID</code> a change. \
         Days are counted from {}.</p>\n",
        view.head.as_of
    );
    page(&Page {
        title: &format!("API diff: {}", view.head.verdict),
        header: &header,
        filters: filters(view),
        main: &main,
        footer: &footer,
    })
}

/// All entries of the page, each with its class.
fn entries<'a>(view: &'a View<'a>) -> impl Iterator<Item = &'a Entry<'a>> {
    view.entries().chain(&view.overdue)
}

fn filters(view: &View<'_>) -> Filters {
    let categories = Category::ALL.iter().filter_map(|category| {
        let sections = view.sections.iter().filter(|it| it.category == *category);
        let number = sections.map(|section| section.entries.len()).sum();
        (number > 0).then(|| (category.key(), category.word(), number))
    });
    let overdue = match view.overdue.len() {
        0 => None,
        number => Some((OVERDUE_KEY, "past end of life", number)),
    };
    let resources: BTreeSet<_> = entries(view).flat_map(resources).collect();
    Filters {
        noun: ["entry", "entries"],
        items: entries(view).count(),
        classes: categories.chain(overdue).collect(),
        resources: resources.into_iter().collect(),
    }
}

fn write_header(out: &mut String, head: &Head<'_>) -> Result {
    let state = match head.mark {
        Mark::Blocks => "violation",
        Mark::Caution => "approved",
        Mark::Allowed | Mark::Added | Mark::Docs => "pass",
    };
    let sign = head.mark.plain();
    let version = &head.version;
    writeln!(
        out,
        "<header class=\"top {state}\">\n<p class=\"eyebrow\">API diff</p>\n\
         <h1><span class=\"sign\" aria-hidden=\"true\">{sign}</span> {}</h1>\n\
         <p class=\"version{}\">{} <strong>{}</strong> {}</p>",
        capitalized(&head.verdict),
        if version.is_sufficient { "" } else { " short" },
        capitalized(version.lead),
        Html(version.number),
        Html(&version.rest)
    )?;
    let [approved, to_review] = &head.attention;
    let overdue = match head.overdue {
        0 => String::new(),
        number => format!(", {number} past end of life"),
    };
    writeln!(
        out,
        "<p class=\"facts\"><span><code>{}</code> → <code>{}</code></span> <span>as of {}</span> <span>{}{overdue}</span> \
         <span>{approved}</span> <span>{to_review}</span> <span>{}</span></p>\n</header>",
        Html(&head.base),
        Html(&head.head),
        head.as_of,
        head.size,
        head.origin
    )
}

fn write_main(out: &mut String, view: &View<'_>) -> Result {
    if !view.head.has_changes() {
        writeln!(
            out,
            "<p class=\"empty\">Both states describe the same API.</p>"
        )?;
    }
    let (folded, others): (Vec<_>, Vec<_>) = view.sections.iter().partition(|it| it.is_folded);
    for section in others {
        write_section(
            out,
            &section.title,
            section.category.key(),
            &section.entries,
        )?;
    }
    if !view.overdue.is_empty() {
        write_section(out, OVERDUE, OVERDUE_KEY, &view.overdue)?;
    }
    out.push_str(&timeline(&bars(view), view.head.as_of));
    for section in folded {
        write_section(
            out,
            &section.title,
            section.category.key(),
            &section.entries,
        )?;
    }
    if !view.hidden.is_empty() {
        let hidden = list(&view.hidden);
        writeln!(out, "<p class=\"empty\">Changes not shown: {hidden}.</p>")?;
    }
    writeln!(
        out,
        "<p class=\"none\" hidden>No changes match the filter.</p>"
    )
}

/// Bars of the timeline, by end of life.
fn bars(view: &View<'_>) -> Vec<Bar> {
    let bars = entries(view).filter_map(|entry| {
        let lifecycle = entry.change.lifecycle.as_ref()?;
        let bar = Bar {
            subject: entry.change.subject.clone(),
            anchor: anchor(entry),
            since: lifecycle.since,
            end_of_life: lifecycle.eol,
            is_removed: entry.is_removed(),
        };
        (bar.since.is_some() || bar.end_of_life.is_some()).then_some(bar)
    });
    let mut bars: Vec<_> = bars.collect();
    bars.sort_by_key(|bar| (bar.end_of_life.is_none(), bar.end_of_life));
    bars
}

fn write_section(out: &mut String, title: &str, class: &str, entries: &[Entry<'_>]) -> Result {
    // Titles are unique.
    let id = token(&title.to_lowercase());
    writeln!(
        out,
        "<section class=\"group\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title} <span class=\"number\">{}</span></h2>",
        entries.len()
    )?;
    for entry in entries {
        write_entry(out, entry, class)?;
    }
    writeln!(out, "</section>")
}
