//! The list as an HTML page.

use super::{Urgency, dates, summary};
use crate::audit::deprecations::{DeprecationEntry, DeprecationReport};
use crate::audit::escape::Html;
use crate::audit::render::dates::left;
use crate::audit::render::html::resource;
use crate::audit::render::page::{Bar, Filters, Page, page, timeline, token};
use crate::audit::render::words::{capitalized, count};
use std::collections::BTreeSet;
use std::fmt::{Result, Write};

/// The whole list.
pub(super) fn list(report: &DeprecationReport) -> String {
    let bars = report.entries.iter().map(|entry| Bar {
        subject: entry.subject.clone(),
        anchor: anchor(entry),
        since: entry.since,
        end_of_life: entry.end_of_life,
        is_removed: false,
    });
    let bars: Vec<_> = bars.collect();
    let (mut header, mut main) = (String::new(), timeline(&bars, report.as_of));
    // Writing to a string cannot fail.
    let _ = write_header(&mut header, report);
    let _ = write_main(&mut main, report);
    page(&Page {
        title: &format!("Deprecations: {}", summary(report)),
        header: &header,
        filters: filters(report),
        main: &main,
        footer: &format!("<p>Days are counted from {}.</p>\n", report.as_of),
    })
}

fn filters(report: &DeprecationReport) -> Filters {
    let classes = Urgency::ALL.iter().filter_map(|urgency| {
        let number = urgency.entries(report).len();
        (number > 0).then(|| (urgency.key(), urgency.title(), number))
    });
    let resources: BTreeSet<_> = report.entries.iter().flat_map(resources).collect();
    Filters {
        noun: ["deprecation", "deprecations"],
        items: report.entries.len(),
        classes: classes.collect(),
        resources: resources.into_iter().collect(),
    }
}

/// Resources of the operations that use an element.
fn resources(entry: &DeprecationEntry) -> BTreeSet<String> {
    let operations = entry.used_by.iter();
    operations.map(|id| resource(id)).collect()
}

fn write_header(out: &mut String, report: &DeprecationReport) -> Result {
    let passed = Urgency::Passed.entries(report).len();
    let (sign, state) = if passed == 0 {
        ("✓", "pass")
    } else {
        ("!", "violation")
    };
    let next = report
        .entries
        .iter()
        .find_map(|entry| entry.days.filter(|days| *days > 0));
    let next = next.map_or("No upcoming end of life".to_owned(), |days| {
        format!("Next end of life <strong>{}</strong>", left(days))
    });
    writeln!(
        out,
        "<header class=\"top {state}\">\n<p class=\"eyebrow\">Deprecations</p>\n\
         <h1><span class=\"sign\" aria-hidden=\"true\">{sign}</span> {}</h1>\n<p class=\"version\">{next}</p>\n\
         <p class=\"facts\"><span>as of {}</span></p>\n</header>",
        capitalized(&summary(report)),
        report.as_of
    )
}

fn write_main(out: &mut String, report: &DeprecationReport) -> Result {
    for urgency in Urgency::ALL {
        let entries = urgency.entries(report);
        if entries.is_empty() {
            continue;
        }
        let key = urgency.key();
        writeln!(
            out,
            "<section class=\"group\" aria-labelledby=\"{key}\">\n<h2 id=\"{key}\">{} <span class=\"number\">{}</span></h2>",
            urgency.title(),
            entries.len()
        )?;
        for entry in entries {
            write_entry(out, entry, *urgency)?;
        }
        writeln!(out, "</section>")?;
    }
    writeln!(
        out,
        "<p class=\"none\" hidden>No deprecations match the filter.</p>"
    )
}

fn write_entry(out: &mut String, entry: &DeprecationEntry, urgency: Urgency) -> Result {
    let resources: Vec<_> = resources(entry).into_iter().collect();
    let open = if urgency <= Urgency::Soon {
        " open"
    } else {
        ""
    };
    let days = entry.days.map_or(String::new(), |days| {
        format!("<span class=\"badge\">{}</span>", left(days))
    });
    writeln!(
        out,
        "<details class=\"change {0}\" id=\"{1}\" data-class=\"{0}\" data-resources=\"{2}\"{open}>\n\
         <summary><span class=\"sign\" aria-hidden=\"true\">{5}</span> <span class=\"what\"><code class=\"subject\">{3}</code> \
         <span class=\"message\">{4}</span></span> <span class=\"badges\">{days}</span></summary>\n<div class=\"body\">\n<dl>",
        urgency.key(),
        Html(&anchor(entry)),
        Html(&resources.join(" ")),
        Html(&entry.subject),
        Html(&entry.kind),
        if urgency <= Urgency::Soon { '!' } else { '·' },
    )?;
    if !entry.also.is_empty() {
        writeln!(out, "<dt>also</dt><dd>{}</dd>", codes(&entry.also))?;
    }
    writeln!(out, "<dt>dates</dt><dd>{}</dd>", dates(entry))?;
    if let Some(replacement) = &entry.replacement {
        writeln!(
            out,
            "<dt>replacement</dt><dd><code>{}</code></dd>",
            Html(replacement)
        )?;
    }
    if let Some(note) = &entry.note {
        writeln!(out, "<dt>note</dt><dd>{}</dd>", Html(note))?;
    }
    if !entry.used_by.is_empty() {
        let all = count(entry.used_by.len(), "operation");
        let ids = codes(&entry.used_by);
        writeln!(out, "<dt>used by</dt><dd>{all}: {ids}</dd>")?;
    }
    let place = &entry.location;
    writeln!(
        out,
        "<dt>declared at</dt><dd><code>{}:{}:{}</code></dd>\n</dl>\n</div>\n</details>",
        Html(&place.file),
        place.line,
        place.column
    )
}

/// Names as code, separated by commas.
fn codes(names: &[String]) -> String {
    let names = names
        .iter()
        .map(|name| format!("<code>{}</code>", Html(name)));
    names.collect::<Vec<_>>().join(", ")
}

/// Id of the element of an entry.
fn anchor(entry: &DeprecationEntry) -> String {
    format!("d-{}", token(&entry.subject))
}
