//! The report as a page for a browser.

use super::difference::{declarations, words as word_difference};
use super::inline::{Block, Inline, blocks, inlines};
use super::page::{Bar, Filters, Page, page, timeline, word};
use super::words::{self, Section, capitalised, count};
use crate::audit::escape::Html;
use crate::audit::report::{Change, Class, Location, Report};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Result, Write};

/// Operations that are named at once; the others are folded.
const OPERATIONS: usize = 3;
/// Parts of a change that are shown at once.
const MEMBERS: usize = 8;

/// The whole report.
pub(super) fn report(report: &Report) -> String {
    let sections = words::sections(report);
    let (mut header, mut main) = (String::new(), String::new());
    // Writing to a string does not fail.
    let _ = write_header(&mut header, report);
    let _ = write_main(&mut main, report, &sections);
    let footer = format!(
        "<p>Rules are named after what changed; <code>cargo xtask diff --explain RULE</code> tells more. \
         Dates are counted from {}.</p>\n",
        report.as_of
    );
    page(&Page {
        title: &format!("API diff: {}", words::verdict(report)),
        header: &header,
        filters: filters(report),
        main: &main,
        footer: &footer,
    })
}

fn filters(report: &Report) -> Filters {
    let mut classes: BTreeMap<Class, usize> = BTreeMap::new();
    for change in &report.changes {
        *classes.entry(change.class).or_default() += 1;
    }
    let classes = classes.into_iter();
    let resources: BTreeSet<_> = report.changes.iter().flat_map(resources).collect();
    Filters {
        thing: "change",
        items: report.changes.len(),
        classes: classes
            .map(|(class, number)| (words::class_key(class), words::class(class), number))
            .collect(),
        resources: resources.into_iter().collect(),
    }
}

/// The resources of a change: those of the operations that reach it, else what its subject starts with.
fn resources(change: &Change) -> BTreeSet<String> {
    let of = |id: &str| word(id.rsplit_once('.').map_or(id, |(resource, _)| resource));
    if !change.affected_operations.is_empty() {
        return change.affected_operations.iter().map(|id| of(id)).collect();
    }
    let start = match change.kind.as_str() {
        "resource" => change.subject.as_str(),
        _ => change.subject.split('.').next().unwrap_or_default(),
    };
    BTreeSet::from([word(start)])
}

fn write_header(out: &mut String, report: &Report) -> Result {
    let (sign, state) = if words::passes(report) {
        ("✓", "pass")
    } else {
        ("✗", "violation")
    };
    let version = words::version(report);
    writeln!(
        out,
        "<header class=\"top {state}\">\n<p class=\"eyebrow\">API diff</p>\n\
         <h1><span class=\"sign\" aria-hidden=\"true\">{sign}</span> {}</h1>\n\
         <p class=\"version\">{} <strong>{}</strong> {}</p>",
        capitalised(&words::verdict(report)),
        capitalised(version.lead),
        Html(version.number),
        Html(&version.rest)
    )?;
    writeln!(
        out,
        "<p class=\"facts\"><span><code>{}</code> → <code>{}</code></span> <span>as of {}</span> <span>{}</span> \
         <span>{}</span> <span>{} approved</span> <span>{} to look at</span> <span>{}</span></p>\n</header>",
        Html(&words::revision(&report.base)),
        Html(&words::revision(&report.head)),
        report.as_of,
        count(report.changes.len(), "change"),
        count(words::rust_items(report), "Rust item"),
        report.counts.approved,
        report.counts.warnings,
        words::causes(report)
    )
}

fn write_main(out: &mut String, report: &Report, sections: &[Section<'_>]) -> Result {
    if sections.is_empty() {
        writeln!(
            out,
            "<p class=\"empty\">Both states describe the same API.</p>"
        )?;
    }
    let (words_only, others): (Vec<_>, Vec<_>) = sections
        .iter()
        .partition(|section| section.class == Class::Docs && !section.blocks);
    for section in others {
        write_section(out, report, section)?;
    }
    out.push_str(&timeline(&bars(sections), report.as_of));
    for section in words_only {
        write_section(out, report, section)?;
    }
    writeln!(
        out,
        "<p class=\"none\" hidden>No change fits the filter.</p>"
    )
}

/// The deprecations among the changes, by end of life.
fn bars(sections: &[Section<'_>]) -> Vec<Bar> {
    let changes = sections.iter().flat_map(|section| section.changes.iter());
    let mut bars: Vec<_> = changes
        .filter_map(|change| {
            let lifecycle = change.lifecycle.as_ref()?;
            let date = |text: &Option<String>| text.as_ref().and_then(|text| text.parse().ok());
            let bar = Bar {
                subject: change.subject.clone(),
                anchor: anchor(change),
                since: date(&lifecycle.since),
                end_of_life: date(&lifecycle.eol),
            };
            (bar.since.is_some() || bar.end_of_life.is_some()).then_some(bar)
        })
        .collect();
    bars.sort_by_key(|bar| (bar.end_of_life.is_none(), bar.end_of_life));
    bars
}

/// The id of a change's element, for links that outlive the page.
fn anchor(change: &Change) -> String {
    format!("c-{}", word(&change.id))
}

fn write_section(out: &mut String, report: &Report, section: &Section<'_>) -> Result {
    let key = words::class_key(section.class);
    let state = if section.blocks { "blocks" } else { "allowed" };
    let id = format!("{key}-{state}");
    writeln!(
        out,
        "<section class=\"group\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{} <span class=\"number\">{}</span></h2>",
        section.title,
        section.changes.len()
    )?;
    for change in &section.changes {
        write_change(out, report, change)?;
    }
    writeln!(out, "</section>")
}

fn write_change(out: &mut String, report: &Report, change: &Change) -> Result {
    let open = if change.blocks() || change.class < Class::Deprecation {
        " open"
    } else {
        ""
    };
    let resources: Vec<_> = resources(change).into_iter().collect();
    writeln!(
        out,
        "<details class=\"change {}{}\" id=\"{}\" data-class=\"{}\" data-resources=\"{}\"{open}>",
        words::class_key(change.class),
        if change.blocks() { " blocks" } else { "" },
        Html(&anchor(change)),
        words::class_key(change.class),
        Html(&resources.join(" "))
    )?;
    writeln!(
        out,
        "<summary><span class=\"sign\" aria-hidden=\"true\">{}</span> <span class=\"what\"><code class=\"subject\">{}</code> \
         <span class=\"message\">{}</span></span> <span class=\"badges\">{}{}{}</span></summary>\n<div class=\"body\">",
        words::plain_sign(change),
        Html(&change.subject),
        inline(&inlines(&change.message)),
        badge("wire", words::wire(change.wire.severity)),
        badge("Rust", words::rust(change.rust.severity)),
        if change.approval.is_some() {
            "<span class=\"badge approved\">approved</span>"
        } else {
            ""
        },
    )?;
    writeln!(out, "<div class=\"sides\">")?;
    write_spec(out, change)?;
    write_rust(out, change)?;
    writeln!(out, "</div>")?;
    write_advice(out, report, change)?;
    write_members(out, change)?;
    writeln!(
        out,
        "<p class=\"facts\"><span>rule <code>{}</code></span> <span>id <code>{}</code></span> <span>{}</span>{}</p>\n\
         </div>\n</details>",
        Html(&change.rule),
        Html(&change.id),
        words::step(change.bump),
        also(change),
    )
}

fn badge(axis: &str, severity: &str) -> String {
    let class = word(severity);
    format!(
        "<span class=\"badge {class}\"><span class=\"axis-name\">{axis}</span> {severity}</span>"
    )
}

fn also(change: &Change) -> String {
    let rules: Vec<_> = change
        .also
        .iter()
        .map(|rule| format!("<code>{}</code>", Html(rule)))
        .collect();
    if rules.is_empty() {
        String::new()
    } else {
        format!(" <span>also {}</span>", rules.join(", "))
    }
}

/// The side of the spec: values, direction, places, operations.
fn write_spec(out: &mut String, change: &Change) -> Result {
    writeln!(out, "<div class=\"side\">\n<h3>Spec</h3>")?;
    let (old, new) = (change.wire.old.as_deref(), change.wire.new.as_deref());
    match (old, new) {
        (Some(old), Some(new)) if change.class == Class::Docs => {
            writeln!(out, "<p>{}</p>", between(old, new))?;
        }
        (None, None) => {}
        _ => {
            writeln!(
                out,
                "<pre class=\"diff\">{}{}</pre>",
                lines('-', old),
                lines('+', new)
            )?;
        }
    }
    writeln!(out, "<dl>")?;
    writeln!(out, "<dt>what</dt><dd>{}</dd>", Html(&change.kind))?;
    if let Some(direction) = words::direction(change.direction) {
        writeln!(out, "<dt>in</dt><dd>{direction}</dd>")?;
    }
    let (base, head) = (&change.location.base, &change.location.head);
    let places = if base == head {
        vec![("at", head)]
    } else {
        vec![("before", base), ("after", head)]
    };
    for (name, place) in places {
        if let Some(Location { file, line, column }) = place {
            let file = Html(file);
            writeln!(
                out,
                "<dt>{name}</dt><dd><code>{file}:{line}:{column}</code></dd>"
            )?;
        }
    }
    write_operations(out, change)?;
    writeln!(out, "</dl>\n</div>")
}

fn lines(sign: char, text: Option<&str>) -> String {
    let tag = if sign == '-' { "del" } else { "ins" };
    let lines = text.iter().flat_map(|text| text.lines());
    lines
        .map(|line| format!("<{tag}>{sign} {}\n</{tag}>", Html(line)))
        .collect()
}

fn between(old: &str, new: &str) -> String {
    let words = word_difference(old, new);
    format!(
        "{} <del>{}</del> <ins>{}</ins> {}",
        Html(&words.before),
        Html(&words.old),
        Html(&words.new),
        Html(&words.after)
    )
}

fn write_operations(out: &mut String, change: &Change) -> Result {
    let all = change.affected_operations.len();
    if all == 0 {
        return Ok(());
    }
    let (named, more) = words::operations(change, OPERATIONS);
    let code = |id: &String| format!("<code>{}</code>", Html(id));
    let named: Vec<_> = named.iter().map(code).collect();
    write!(
        out,
        "<dt>reaches</dt><dd>{}: {}",
        count(all, "operation"),
        named.join(", ")
    )?;
    if more > 0 {
        let rest: Vec<_> = change
            .affected_operations
            .iter()
            .skip(OPERATIONS)
            .map(code)
            .collect();
        write!(
            out,
            "<details><summary>{more} more</summary>{}</details>",
            rest.join(", ")
        )?;
    }
    writeln!(out, "</dd>")
}

/// The side of Rust: old and new declarations.
fn write_rust(out: &mut String, change: &Change) -> Result {
    writeln!(out, "<div class=\"side\">\n<h3>Rust</h3>")?;
    let lines = declarations(change);
    if lines.is_empty() {
        writeln!(out, "<p class=\"quiet\">No item differs.</p>")?;
    } else {
        write!(out, "<pre class=\"diff\">")?;
        for line in lines {
            let tag = if line.sign == '-' { "del" } else { "ins" };
            write!(out, "<{tag}>{} {}\n</{tag}>", line.sign, Html(&line.text))?;
        }
        writeln!(out, "</pre>")?;
    }
    writeln!(out, "</div>")
}

fn write_advice(out: &mut String, report: &Report, change: &Change) -> Result {
    if let Some(lifecycle) = &change.lifecycle {
        let parts = words::lifecycle(lifecycle, report.as_of).join(", ");
        writeln!(
            out,
            "<p class=\"note lifecycle\">{}</p>",
            Html(&capitalised(&parts))
        )?;
    }
    if let Some(approval) = &change.approval {
        let details = words::approval_details(approval);
        writeln!(
            out,
            "<p class=\"note approval\"><strong>Approved</strong> by <code>{}</code>: <q>{}</q> <span class=\"quiet\">{}</span></p>",
            Html(&approval.owner),
            Html(&approval.reason),
            Html(&details)
        )?;
    }
    let advice = blocks(&change.migration);
    let approvable = words::approvable(report, change);
    if advice.is_empty() && !approvable {
        return Ok(());
    }
    writeln!(out, "<div class=\"note todo\">\n<h3>What to do</h3>")?;
    for block in advice {
        match block {
            Block::Paragraph(inlines) => writeln!(out, "<p>{}</p>", inline(&inlines))?,
            Block::Code(code) => writeln!(out, "<pre>{}</pre>", Html(&code))?,
        }
    }
    if approvable {
        writeln!(
            out,
            "<p>Keep it as it was, or approve it:</p>\n<pre>{}</pre>",
            Html(&words::approve(change))
        )?;
    }
    writeln!(out, "</div>")
}

fn write_members(out: &mut String, change: &Change) -> Result {
    if change.members.is_empty() {
        return Ok(());
    }
    let open = if change.members.len() > MEMBERS {
        ""
    } else {
        " open"
    };
    writeln!(
        out,
        "<details class=\"members\"{open}><summary>with {}</summary>\n<ul>",
        count(change.members.len(), "part")
    )?;
    for member in &change.members {
        writeln!(
            out,
            "<li><code>{}</code> <span class=\"quiet\">{}</span></li>",
            Html(&member.subject),
            Html(&member.kind)
        )?;
    }
    writeln!(out, "</ul>\n</details>")
}

/// Our own Markdown as HTML.
fn inline(inlines: &[Inline]) -> String {
    let texts = inlines.iter().map(|stretch| match stretch {
        Inline::Text(text) => Html(text).to_string(),
        Inline::Code(code) => format!("<code>{}</code>", Html(code)),
        Inline::Strong(inner) => format!("<strong>{}</strong>", inline(inner)),
        Inline::Struck(inner) => format!("<del>{}</del>", inline(inner)),
    });
    texts.collect()
}
