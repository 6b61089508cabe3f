//! One change on the page.

use super::sides::{write_rust, write_spec};
use crate::audit::escape::Html;
use crate::audit::render::dates;
use crate::audit::render::inline::{Block, Inline, blocks, inlines};
use crate::audit::render::page::word;
use crate::audit::render::sections::is_standing;
use crate::audit::render::sort::Sort;
use crate::audit::render::words::{self, capitalised, count};
use crate::audit::report::{Change, Report};
use std::collections::BTreeSet;
use std::fmt::{Result, Write};

/// Parts of a change that are shown at once.
const MEMBERS: usize = 8;

/// The class of what only stands as it stood.
pub(super) const STANDING_KEY: &str = "standing";

/// The id of a change's element, for links that outlive the page.
pub(super) fn anchor(change: &Change) -> String {
    format!("c-{}", word(&change.id))
}

/// The resources of a change: those of the operations that reach it, else what its subject starts with.
pub(super) fn resources(change: &Change) -> BTreeSet<String> {
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

pub(super) fn write_change(out: &mut String, report: &Report, change: &Change) -> Result {
    let sort = Sort::of(change);
    let open = if change.blocks() || sort < Sort::Deprecation {
        " open"
    } else {
        ""
    };
    let resources: Vec<_> = resources(change).into_iter().collect();
    let class = if is_standing(change) {
        STANDING_KEY
    } else {
        sort.key()
    };
    writeln!(
        out,
        "<details class=\"change {class}{}\" id=\"{}\" data-class=\"{class}\" data-resources=\"{}\"{open}>",
        if change.blocks() { " blocks" } else { "" },
        Html(&anchor(change)),
        Html(&resources.join(" "))
    )?;
    writeln!(
        out,
        "<summary><span class=\"sign\" aria-hidden=\"true\">{}</span> <span class=\"what\"><code class=\"subject\">{}</code> \
         <span class=\"message\">{}</span></span> <span class=\"badges\">{}{}{}</span></summary>\n<div class=\"body\">",
        words::plain_sign(change),
        Html(&change.subject),
        inline(&inlines(&change.message)),
        badge(change, "wire", words::wire(change.wire.severity)),
        badge(change, "Rust", words::rust(change.rust.severity)),
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

fn badge(change: &Change, axis: &str, severity: &str) -> String {
    if !words::has_effect(change) {
        return String::new();
    }
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

fn write_advice(out: &mut String, report: &Report, change: &Change) -> Result {
    if let Some(lifecycle) = &change.lifecycle {
        let parts = dates::lifecycle(lifecycle, report.as_of).join(", ");
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
            Block::Code { text, .. } => writeln!(out, "<pre>{}</pre>", Html(&text))?,
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
